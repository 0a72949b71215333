package main

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

//go:embed completion/tifa.bash
var bashCompletion string

//go:embed completion/tifa.zsh
var zshCompletion string

//go:embed completion/tifa.fish
var fishCompletion string

// shells are those that completion has a script for.
var shells = []string{"bash", "zsh", "fish"}

// wantFiles stands in a line of its own where files may follow.
const wantFiles = ":files"

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes command lines in a shell",
		ArgsUsage: "bash | zsh | fish",
		Description: `Completes commands, flags, what flags take, topics of help, and files. The script asks tifa itself,
so it knows what this version knows. To try it: source <(tifa completion bash). To keep it:

   bash   tifa completion bash > ~/.local/share/bash-completion/completions/tifa
   zsh    tifa completion zsh > a file _tifa in a folder of $fpath
   fish   tifa completion fish > ~/.config/fish/completions/tifa.fish

   tifa completion bash`,
		Action: func(c *cli.Context) error {
			if len(p.args) > 0 && p.args[0] == "words" { // asked for by the scripts
				return p.complete(c.App, p.args[1:])
			}
			scripts := map[string]string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}
			if len(p.args) != 1 || scripts[p.args[0]] == "" {
				return usagef("completion takes the name of a shell: %s", strings.Join(shells, ", "))
			}
			_, err := fmt.Fprint(p.stdout, scripts[p.args[0]])
			return err
		},
	}
}

// complete prints what the last of the words of a command line may become: a line
// each, with what it means behind a tab, then [wantFiles] if it may be a file.
func (p *program) complete(app *cli.App, words []string) error {
	if len(words) == 0 {
		words = []string{""}
	}
	last := words[len(words)-1]
	list, files := candidates(app, words)
	var b strings.Builder
	for _, c := range list {
		if strings.HasPrefix(c.word, last) {
			b.WriteString(c.word)
			if c.means != "" {
				b.WriteString("\t" + c.means)
			}
			b.WriteByte('\n')
		}
	}
	if files {
		b.WriteString(wantFiles + "\n")
	}
	_, err := fmt.Fprint(p.stdout, b.String())
	return err
}

// A candidate is what a word may become.
type candidate struct{ word, means string }

// candidates returns what may stand in the place of the last word, and whether a
// file may. It reads the words before as splitArgs does.
func candidates(app *cli.App, words []string) (list []candidate, files bool) {
	before, last := words[:len(words)-1], words[len(words)-1]
	var command *cli.Command
	commands := app.Commands
	var given, arguments []string
	for i := 0; i < len(before); i++ {
		word := before[i]
		switch {
		case word == "--":
			arguments = append(arguments, before[i+1:]...)
			return forArgument(app, command, arguments)
		case len(word) > 1 && word[0] == '-':
			f := parseFlag(word)
			given = append(given, f.name)
			flag := findFlag(commands, f.name)
			if f.hasValue || !takesValue(flag) {
				continue
			}
			if i++; i == len(before) {
				return forValue(command, f.name, "", last)
			}
		case command != nil:
			arguments = append(arguments, word)
		default:
			if command = app.Command(word); command == nil {
				return nil, false
			}
			commands = []*cli.Command{command}
		}
	}
	if f := parseFlag(last); f.hasValue && last[0] == '-' {
		return forValue(command, f.name, f.text+"=", f.value)
	}
	if strings.HasPrefix(last, "-") {
		return forFlag(commands, command, given), false
	}
	if command == nil {
		for _, c := range app.Commands {
			list = append(list, candidate{c.Name, c.Usage})
		}
		return list, false
	}
	return forArgument(app, command, arguments)
}

// forFlag returns the flags of the commands; of those that may stand once, the
// ones that are not given.
func forFlag(commands []*cli.Command, command *cli.Command, given []string) (list []candidate) {
	for _, c := range commands {
		for _, f := range c.Flags {
			name := f.Names()[0]
			flag := candidate{word: "--" + name}
			if len(name) == 1 {
				flag.word = "-" + name
			}
			_, many := f.(*cli.StringSliceFlag)
			if slices.Contains(given, name) && !many || slices.ContainsFunc(list, func(c candidate) bool { return c.word == flag.word }) {
				continue
			}
			if g, ok := f.(cli.DocGenerationFlag); ok {
				flag.means = strings.ReplaceAll(g.GetUsage(), "`", "")
			}
			list = append(list, flag)
		}
	}
	if command == nil {
		list = append(list, candidate{"--version", "print the version"})
	}
	return append(list, candidate{"--help", "explain the command"})
}

// listFlags take several values with commas between them.
var listFlags = []string{"columns", "in", "kind", "layers", "drop", "adjust", "tables"}

// forValue returns what a flag may take, behind the prefix, where typed stands.
func forValue(command *cli.Command, flag, prefix, typed string) (list []candidate, files bool) {
	if slices.Contains(listFlags, flag) {
		prefix += typed[:strings.LastIndexByte(typed, ',')+1]
	}
	for _, v := range flagValues(command, flag) {
		list = append(list, candidate{word: prefix + v})
	}
	_, reads := inputFiles[flag]
	files = reads || slices.Contains(outputFiles, flag) || slices.Contains([]string{"o", "also", "corpus", "reference-corpus"}, flag)
	return list, files
}

// forArgument returns what the next argument of a command may be.
func forArgument(app *cli.App, command *cli.Command, arguments []string) (list []candidate, files bool) {
	if command == nil {
		return nil, false
	}
	switch {
	case command.Name == "help" && len(arguments) == 0:
		for _, c := range app.Commands {
			list = append(list, candidate{c.Name, c.Usage})
		}
		list = append(list, helpTopics...)
		for _, c := range columns() {
			if app.Command(c.Name) == nil {
				list = append(list, candidate{c.Name, c.Meaning})
			}
		}
	case command.Name == "completion" && len(arguments) == 0:
		for _, name := range shells {
			list = append(list, candidate{word: name})
		}
	case strings.HasPrefix(command.ArgsUsage, "CORPUS") && len(arguments) > 0:
		// terms, which nobody can guess
	case command.Name != "help" && command.Name != "completion" && command.ArgsUsage != "":
		files = true
	}
	return list, files
}
