package main

import (
	"fmt"
	"io"
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
		ArgsUsage: "[COMMAND | COLUMN | columns | cooccur | problems]",
		Description: `Explains a command, or a column of tables: what it is, its unit, in which tables it stands and,
of a measure, its formula, its variants, when not to trust it, and its source. help columns lists all
columns, with the names that --lang zh gives them; help cooccur explains tifa terms --cooccur; help
problems lists what may be wrong with files.

   tifa help trend
   tifa help g2`,
		Action: func(c *cli.Context) error {
			switch len(p.args) {
			case 0:
				return cli.ShowAppHelp(c)
			case 1:
				return p.help(c, p.args[0])
			}
			return usagef("help takes one command, as in: tifa help trend")
		},
	}
}

// help explains a command, a column, or what there is of one kind.
func (p *program) help(c *cli.Context, topic string) error {
	text, _ := reports.Lookup("text") // a format that is there
	switch topic {
	case "problems":
		return reports.Write(p.stdout, text, reports.OfSlice(corpus.Codes()), reports.Options{})
	case "columns":
		return reports.Write(p.stdout, text, reports.OfSlice(columns()).Without("commands"), reports.Options{})
	case "cooccur":
		_, err := fmt.Fprintf(p.stdout, "USAGE:\n   tifa terms --cooccur UNIT [flags] CORPUS [TERM…]\n\nDESCRIPTION:\n%s\n", indented(cooccurHelp))
		return err
	}
	explained := explainColumn(topic)
	switch {
	case c.App.Command(topic) != nil:
		if err := cli.ShowCommandHelp(c, topic); err != nil {
			return err
		}
		if explained != "" { // dispersion is a column too
			explained = "\nCOLUMN:\n" + indented(strings.TrimSuffix(explained, "\n")) + "\n"
		}
	case explained == "":
		return unknownTopic(c.App, topic)
	}
	_, err := io.WriteString(p.stdout, explained)
	return err
}

// indented returns lines as help shows them below a heading.
func indented(text string) string {
	return strings.ReplaceAll("   "+strings.ReplaceAll(text, "\n", "\n   "), "\n   \n", "\n\n")
}

// helpTopics are what help explains beside commands and columns.
var helpTopics = []candidate{
	{"columns", "all columns of tables"},
	{"cooccur", "pairs of terms that stand together"},
	{"problems", "what may be wrong with files"},
}

// unknownTopic is the error for what is neither a command nor a column.
func unknownTopic(app *cli.App, topic string) error {
	var names []string
	for _, t := range helpTopics {
		names = append(names, t.word)
	}
	for _, c := range app.Commands {
		names = append(names, c.Name)
	}
	for _, c := range columns() {
		names = append(names, c.Name)
	}
	return usagef("no command or column is called %q%s (tifa help lists the commands, tifa help columns the columns)", topic, didYouMean(closest(topic, names), ""))
}

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version of tifa and of what its numbers stand on",
		Description: `The version of tifa, of Go, and of the libraries that cut texts and compute. The manifest of a
result has the first, and what the cuts depend on.

   tifa version`,
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
