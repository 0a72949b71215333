package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
)

// What the last word of a line may become; ~ begins one that is there among others.
func TestComplete(t *testing.T) {
	for line, want := range map[string]string{
		"fre":                               "freq",
		"":                                  "~freq ~help ~completion",
		"nonsense ":                         "",
		"freq --form":                       "--format",
		"freq --top 5 --to":                 "--to", // --top stands once
		"freq --with a --wit":               "--with --without",
		"freq --format ":                    "~csv ~xlsx ~text",
		"freq --format=x":                   "--format=xlsx",
		"matrix --format n":                 "npz",
		"freq --every":                      "",
		"trend --every d":                   "day decade",
		"trend x --by se":                   "section",
		"sections x --by=month":             "--by=month --by=month_of_year",
		"freq --in title,b":                 "title,body",
		"freq --columns=word,per_million_w": "~--columns=word,per_million_words",
		"freq ":                             ":files",
		"freq x ":                           ":files",
		"freq -- --f":                       ":files",
		"trend ":                            ":files",
		"trend x ":                          "", // a term
		"trend x --terms ":                  ":files",
		"trend x --stopwords ":              "",
		"freq --stopwords ":                 "builtin none :files",
		"freq -o ":                          ":files",
		"trend x --chart=":                  ":files",
		"rerun x --corpus ":                 ":files",
		"--format csv fre":                  "freq",
		"help g2_":                          "g2_williams g2_yates g2_two_cell",
		"help tren":                         "trend",
		"help trend ":                       "",
		"completion ":                       "bash zsh fish",
		"version ":                          "",
		"codes x --level ":                  "nominal ordinal interval",
		"terms x --level ":                  "term category",
		"dispersion --sort -ro":             "-rosengren_s",
	} {
		words := strings.Split(line, " ")
		var got []string
		for line := range strings.Lines(succeed(t, append([]string{"completion", "words", "--"}, words...)...)) {
			word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			got = append(got, word)
		}
		if some := strings.Fields(want); strings.HasPrefix(want, "~") {
			for _, word := range some {
				if !slices.Contains(got, word[1:]) {
					t.Errorf("%q: no %s in %v", line, word[1:], got)
				}
			}
		} else if diff := cmp.Diff(some, got); diff != "" && len(some)+len(got) > 0 {
			t.Errorf("%q: -want +got\n%s", line, diff)
		}
	}
}

// A flag whose values are known is a flag of some command, or of the one named.
func TestFlagsWithValues(t *testing.T) {
	app := new(program).app()
	for flag := range commonValues {
		if findFlag(app.Commands, flag) == nil {
			t.Errorf("no command has --%s", flag)
		}
	}
	for own := range ownValues {
		name, flag, _ := strings.Cut(own, " ")
		if c := app.Command(name); c == nil || findFlag([]*cli.Command{c}, flag) == nil {
			t.Errorf("there is no %s --%s", name, flag)
		}
	}
}

// A value that is offered is one that the command knows.
func TestCompletedValuesAreKnown(t *testing.T) {
	slowly(t)
	app := new(program).app()
	unknown := regexp.MustCompile(`unknown (--)?[a-z]+ "|unknown (zone|layer|format|engine|field)|: want |no column "|has no flag`)
	tried := 0
	small := filepath.Join(t.TempDir(), "small.txt")
	if err := os.WriteFile(small, []byte(good), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range app.Commands {
		for _, f := range c.Flags {
			name := f.Names()[0]
			for _, value := range flagValues(c, name) {
				if c.Name == "segment" || name == "columns" || name == "engine" {
					continue // reads standard input; columns of other tables; slow
				}
				args := []string{c.Name, small, "--" + name + "=" + value}
				if strings.HasPrefix(c.ArgsUsage, "CORPUS") && strings.Contains(c.ArgsUsage, "TERM…") {
					args = append(args, "改革", "市场")
				}
				tried++
				if got := call(t, "", args...); unknown.MatchString(got.stderr) {
					t.Errorf("tifa %s: %s", strings.Join(args, " "), got.stderr)
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("%d values tried", tried)
	}
}

// Every flag that names a file has files offered.
func TestCompletedFiles(t *testing.T) {
	for _, c := range new(program).app().Commands {
		for _, f := range c.Flags {
			g, ok := f.(cli.DocGenerationFlag)
			if !ok || !strings.Contains(g.GetUsage(), "FILE`") {
				continue
			}
			if _, files := forValue(c, f.Names()[0], "", ""); !files {
				t.Errorf("%s --%s", c.Name, f.Names()[0])
			}
		}
	}
}

func TestCompletionErrors(t *testing.T) {
	for _, args := range []string{"completion", "completion tcsh", "completion bash zsh"} {
		if c := call(t, "", strings.Fields(args)...); c.status != 2 || !strings.Contains(c.stderr, "bash, zsh, fish") {
			t.Errorf("%s: %d %s", args, c.status, c.stderr)
		}
	}
}
