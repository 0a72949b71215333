package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"
)

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Usage:     "explain a command",
		ArgsUsage: "[COMMAND]",
		Action: func(c *cli.Context) error {
			if len(p.args) == 0 {
				return cli.ShowAppHelp(c)
			}
			if c.App.Command(p.args[0]) == nil {
				return unknownCommand(c.App, p.args[0])
			}
			return cli.ShowCommandHelp(c, p.args[0])
		},
	}
}

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version of tifa and of what its numbers stand on",
		Action: func(*cli.Context) error {
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
