package main

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
)

// A givenFlag is a flag as it stands on the command line.
type givenFlag struct {
	text     string // with its hyphens: --top
	name     string
	value    string
	hasValue bool
}

// splitArgs separates flags from arguments, so that flags may stand anywhere,
// before the command too: package cli stops at the first argument. flags begins
// with the name of the command and holds only flags that it has, with values
// that can be read; behind -- everything is an argument.
func splitArgs(app *cli.App, args []string) (flags, rest []string, err error) {
	var command *cli.Command
	commands := app.Commands // whose flags may come; flags of one name are alike
	var given []givenFlag
	onlyArguments := false
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case onlyArguments || len(a) < 2 || a[0] != '-':
			if command != nil {
				rest = append(rest, a)
			} else if command = app.Command(a); command == nil {
				return nil, nil, unknownCommand(app, a)
			} else {
				commands = []*cli.Command{command}
			}
		case a == "--":
			onlyArguments = true
		default:
			f := parseFlag(a)
			if !f.hasValue && takesValue(findFlag(commands, f.name)) {
				if i++; i == len(args) {
					return nil, nil, usagef("flag %s needs a value", a)
				}
				f.value, f.hasValue = args[i], true
			}
			given = append(given, f)
		}
	}
	if special := helpOrVersion(command, given); special != nil {
		return special[:1], special[1:], nil
	}
	if command == nil {
		if len(given) > 0 {
			return nil, nil, usagef("no command beside the flags (tifa help lists the commands)")
		}
		return nil, rest, nil
	}
	flags, err = checkFlags(command, given)
	return append([]string{command.Name}, flags...), rest, err
}

func parseFlag(a string) givenFlag {
	f := givenFlag{text: a}
	f.name, f.value, f.hasValue = strings.Cut(strings.TrimLeft(a, "-"), "=")
	if f.hasValue {
		f.text, _, _ = strings.Cut(a, "=")
	}
	return f
}

func findFlag(commands []*cli.Command, name string) cli.Flag {
	for _, c := range commands {
		for _, f := range c.Flags {
			if slices.Contains(f.Names(), name) {
				return f
			}
		}
	}
	return nil
}

func takesValue(f cli.Flag) bool {
	g, ok := f.(cli.DocGenerationFlag)
	return ok && g.TakesValue()
}

// helpOrVersion returns the command that stands for the flags --help and
// --version, with its arguments; nil where neither is given.
func helpOrVersion(command *cli.Command, given []givenFlag) []string {
	for _, f := range given {
		switch {
		case f.name == "help" || f.name == "h":
			if command == nil {
				return []string{"help"}
			}
			return []string{"help", command.Name}
		case command == nil && (f.name == "version" || f.name == "v"):
			return []string{"version"}
		}
	}
	return nil
}

// checkFlags returns the flags as package cli reads them. What is wrong with
// them is said here, because its own words for it are hard to understand.
func checkFlags(command *cli.Command, given []givenFlag) ([]string, error) {
	var flags, seen []string
	for _, g := range given {
		f := findFlag([]*cli.Command{command}, g.name)
		if f == nil {
			return nil, unknownFlag(command, g)
		}
		if _, many := f.(*cli.StringSliceFlag); !many && slices.Contains(seen, g.name) {
			return nil, usagef("%s takes %s once, and it is given twice", command.Name, g.text)
		}
		seen = append(seen, g.name)
		flag := "--" + g.name
		if g.hasValue {
			value, err := checkValue(f, g)
			if err != nil {
				return nil, err
			}
			flag += "=" + value
		}
		flags = append(flags, flag)
	}
	return flags, nil
}

// checkValue returns the value of a flag as package cli reads it. An empty
// value is a mistake, such as a variable of the shell that was never set.
func checkValue(f cli.Flag, g givenFlag) (string, error) {
	switch f.(type) {
	case *cli.IntFlag:
		n, err := strconv.Atoi(g.value)
		if err != nil || n < 0 {
			return "", usagef("%s %q: want a whole number, 0 or more", g.text, g.value)
		}
		return strconv.Itoa(n), nil
	case *cli.Int64Flag:
		n, err := strconv.ParseInt(g.value, 10, 64)
		if err != nil {
			return "", usagef("%s %q: want a whole number", g.text, g.value)
		}
		return strconv.FormatInt(n, 10), nil
	case *cli.Float64Flag:
		x, err := strconv.ParseFloat(g.value, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return "", usagef("%s %q: want a number", g.text, g.value)
		}
	case *cli.BoolFlag:
		if _, err := strconv.ParseBool(g.value); err != nil {
			return "", usagef("%s takes no value (it has %q)", g.text, g.value)
		}
	default:
		if g.value == "" {
			return "", usagef("flag %s needs a value that is not empty", g.text)
		}
	}
	return g.value, nil
}

func unknownCommand(app *cli.App, name string) error {
	var names []string
	for _, c := range app.Commands {
		names = append(names, c.Name)
	}
	return usagef("unknown command %q%s (tifa help lists the commands)", name, didYouMean(closest(name, names), ""))
}

func unknownFlag(command *cli.Command, g givenFlag) error {
	var names []string
	for _, f := range command.Flags {
		names = append(names, f.Names()...)
	}
	return usagef("%s has no flag %s%s (tifa help %s lists its flags; after -- everything is an argument)",
		command.Name, g.text, didYouMean(closest(g.name, names), "--"), command.Name)
}

func didYouMean(name, prefix string) string {
	if name == "" {
		return ""
	}
	return ", did you mean " + prefix + name + "?"
}

// closest returns the name that takes fewest changes of a letter to come to, at
// most two and fewer than half of its own; "" where there is none.
func closest(name string, names []string) string {
	best, least := "", 3
	for _, n := range names {
		if d := distance(name, n); d < least && 2*d < len(n) {
			best, least = n, d
		}
	}
	return best
}

// distance is that of Levenshtein, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
