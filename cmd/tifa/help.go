package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"tifa/corpus"
	"tifa/reports"
)

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Usage:     "explain a command",
		ArgsUsage: "[COMMAND | problems]",
		Action: func(c *cli.Context) error {
			switch len(p.args) {
			case 0:
				return cli.ShowAppHelp(c)
			case 1:
				if p.args[0] == "problems" {
					text, _ := reports.Lookup("text") // a format that is there
					return reports.Write(p.stdout, text, reports.OfSlice(corpus.Codes()), reports.Options{})
				}
				if c.App.Command(p.args[0]) == nil {
					return unknownCommand(c.App, p.args[0])
				}
				return cli.ShowCommandHelp(c, p.args[0])
			}
			return usagef("help takes one command, as in: tifa help trend")
		},
	}
}

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version of tifa and of what its numbers stand on",
		Action: func(*cli.Context) error {
			if len(p.args) > 0 {
				return usagef("version takes no arguments (it has %q)", p.args[0])
			}
			fmt.Fprintf(p.stdout, "tifa %s\n%s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return nil
			}
			for _, m := range info.Deps {
				if strings.HasSuffix(m.Path, "/gse") || strings.HasSuffix(m.Path, "/gonum") {
					fmt.Fprintf(p.stdout, "%s %s\n", m.Path, m.Version)
				}
			}
			return nil
		},
	}
}

// plainFlags makes help show flags as describeFlag does. It is a setting of all
// of package cli and not locked, hence once.
var plainFlags = sync.OnceFunc(func() { cli.FlagStringer = describeFlag })

// describeFlag is the line of a flag in help. Package cli by itself adds that
// numbers are 0 and switches false where they are not given.
func describeFlag(f cli.Flag) string {
	g, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return ""
	}
	name := "--" + f.Names()[0]
	if len(name) == len("--o") {
		name = name[1:]
	}
	usage := g.GetUsage()
	if parts := strings.SplitN(usage, "`", 3); len(parts) == 3 {
		name += " " + parts[1]
		usage = strings.Join(parts, "")
	}
	if _, many := f.(*cli.StringSliceFlag); many {
		usage += "; may be repeated"
	}
	switch value := g.GetDefaultText(); value {
	case "", `""`, "0", "false":
	default:
		if !strings.Contains(value, " ") {
			value = strings.Trim(value, `"`)
		}
		usage += " (default: " + value + ")"
	}
	return name + "\t" + usage
}
