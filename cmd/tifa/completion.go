package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

// completionScripts are what a shell is told. All ask tifa itself what may come
// next, so that they never fall behind it; where it has nothing to say they
// offer files.
var completionScripts = map[string]string{
	"bash": `_tifa() {
    local IFS=$'\n'
    COMPREPLY=($(compgen -W "$(tifa complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]#=}"))
}
complete -o default -F _tifa tifa
`,
	"zsh": `#compdef tifa
_tifa() {
    local -a found
    found=("${(@f)$(tifa complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" ]]; then
        compadd -- "${found[@]}"
    else
        _files
    fi
}
compdef _tifa tifa
`,
	"fish": `complete -c tifa -a '(tifa complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
}

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print what makes a shell complete commands and flags",
		ArgsUsage: "bash | zsh | fish",
		Description: `Commands, flags and the values of those that have a few are completed with the tab key. A line
goes into the start-up file of the shell: in bash (~/.bashrc) and, behind compinit, in zsh
(~/.zshrc) source <(tifa completion bash) with the name of the shell; in fish (config.fish) pipe
the script into source.

   tifa completion bash`,
		Action: func(*cli.Context) error {
			if len(p.args) != 1 || completionScripts[p.args[0]] == "" {
				return usagef("completion needs the name of a shell: bash, zsh or fish")
			}
			_, err := fmt.Fprint(p.stdout, completionScripts[p.args[0]])
			return err
		},
	}
}

// completeCommand is asked by the scripts; people do not see it.
func (p *program) completeCommand() *cli.Command {
	return &cli.Command{
		Name: "complete", Hidden: true, Usage: "say what may come next", ArgsUsage: "WORD…",
		Description: `For the scripts of tifa completion: the words of a command line, the last one unfinished.

   tifa complete -- trend --mat`,
		Action: func(c *cli.Context) error {
			for _, word := range completions(c.App, p.args) {
				fmt.Fprintln(p.stdout, word)
			}
			return nil
		},
	}
}

// completions returns what the last of words may become.
func completions(app *cli.App, words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	last, before := words[len(words)-1], words[:len(words)-1]
	var command *cli.Command
	for _, w := range before {
		if command = app.Command(w); command != nil {
			break
		}
	}
	if command == nil {
		return beginning(commandNames(app), last)
	}
	if command.Name == "help" || command.Name == "completion" {
		return beginning(append(commandNames(app), "bash", "zsh", "fish"), last)
	}
	// bash parts words at =, other shells do not.
	if flag, value, ok := strings.Cut(last, "="); ok && strings.HasPrefix(flag, "-") {
		found := flagValues(command, flag, value)
		for i := range found {
			found[i] = flag + "=" + found[i]
		}
		return found
	}
	if n := len(before); n > 0 && last == "=" {
		return flagValues(command, before[n-1], "")
	} else if n > 1 && before[n-1] == "=" {
		return flagValues(command, before[n-2], last)
	} else if n > 0 && strings.HasPrefix(before[n-1], "-") && takesValue(findFlag([]*cli.Command{command}, strings.TrimLeft(before[n-1], "-"))) {
		return flagValues(command, before[n-1], last)
	}
	if !strings.HasPrefix(last, "-") {
		return nil // files, or terms
	}
	var names []string
	for _, f := range command.Flags {
		name := "--" + f.Names()[0]
		if len(name) == len("--o") {
			name = name[1:]
		}
		names = append(names, name)
	}
	return beginning(names, last)
}

func commandNames(app *cli.App) []string {
	var names []string
	for _, c := range app.Commands {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}

// beginning returns the words that begin with a prefix, in order.
func beginning(words []string, prefix string) []string {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !strings.HasPrefix(w, prefix) })
	slices.Sort(words)
	return slices.Compact(words)
}

// flagValues returns the values of a flag that begin with a prefix, of a list
// with commas the last one; none where anything may come.
func flagValues(command *cli.Command, flag, prefix string) []string {
	list := knownValues[strings.TrimLeft(flag, "-")]
	if command.Name == "matrix" && strings.TrimLeft(flag, "-") == "format" {
		return nil // has formats of its own
	}
	done := prefix[:strings.LastIndexByte(prefix, ',')+1]
	found := beginning(list, prefix[len(done):])
	for i := range found {
		found[i] = done + found[i]
	}
	return found
}

// knownValues are the values of flags that have a few.
var knownValues = map[string][]string{
	"format": reports.Formats(), "match": {"string", "phrase", "word", "regex"},
	"every":      {"day", "week", "month", "quarter", "year", "decade"},
	"kind":       corpus.Kinds(),
	"in":         {"all", "titles", "body", "kicker", "title", "subtitle"},
	"by":         fieldNames(),
	"duplicates": {"keep", "first"}, "repeated-title": {"once", "keep"},
	"context": {"sentence", "paragraph"}, "against": {"rest", "before"}, "unit": {"word", "character"},
	"stopwords": {"builtin", "none"}, "engine": {"array", "gse"}, "convention": {"date", "pku"},
	"cooccur": {"document", "paragraph"}, "level": {"term", "category"}, "lang": {"en", "zh"},
	"encoding": {"utf-8", "gb18030", "big5", "utf-16le", "utf-16be"}, "ci-method": {"ratio", "bootstrap"},
	"chart-kind": chartKinds, "drop": {"dateline", "byline", "jump"}, "clean": {"html"},
	"input-format": {"tagged", "jsonl", "json", "csv", "tsv", "text"}, "adjust": fieldNames(),
	"sort": append(append(analysis.KeynessColumns(), analysis.DispersionColumns()...), analysis.RisingColumns()...),
}

// fieldNames are the fields that every corpus has.
func fieldNames() []string {
	names := []string{"section", "genre", "class", "author", "keyword", "column", "page", "kind", "paper", "agency", "front", "part"}
	return append(names, corpus.DateFields...)
}
