package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// splitArgs separates flags from arguments, so that flags may stand anywhere:
// package cli stops at the first argument. flags begins with the name of the
// command; behind -- everything is an argument.
func splitArgs(app *cli.App, args []string) (flags, rest []string, err error) {
	var command *cli.Command
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case a == "--":
			return flags, append(rest, args[i+1:]...), nil
		case len(a) < 2 || a[0] != '-':
			if command != nil {
				rest = append(rest, a)
				continue
			}
			if command = app.Command(a); command == nil {
				return nil, nil, unknownCommand(app, a)
			}
			flags = append(flags, a)
		default:
			flags = append(flags, a)
			if command == nil || strings.Contains(a, "=") || !takesValue(command, strings.TrimLeft(a, "-")) {
				continue
			}
			if i++; i == len(args) {
				return nil, nil, usagef("%s: flag %s needs a value", command.Name, a)
			}
			flags = append(flags, args[i])
		}
	}
	return flags, rest, nil
}

func takesValue(c *cli.Command, name string) bool {
	for _, f := range c.Flags {
		if slices.Contains(f.Names(), name) {
			g, ok := f.(cli.DocGenerationFlag)
			return ok && g.TakesValue()
		}
	}
	return false
}

func unknownCommand(app *cli.App, name string) error {
	if hint := cli.SuggestCommand(app.Commands, name); hint != "" {
		return usagef("unknown command %q, did you mean %q? (tifa help lists the commands)", name, hint)
	}
	return usagef("unknown command %q (tifa help lists the commands)", name)
}
