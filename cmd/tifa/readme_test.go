package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An example is a call that a document shows with what it prints.
type example struct {
	line    int    // of the document
	command string // behind the prompt
	want    []string
}

// minExamples is how many examples README.md must have at least.
const minExamples = 5

// Every example of the README is run. A line … stands for any number of lines.
func TestReadmeExamples(t *testing.T) {
	slowly(t)
	for name, least := range map[string]int{"README.md": minExamples, "README.zh.md": 0} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile("../../" + name)
			if errors.Is(err, fs.ErrNotExist) {
				t.Skip("there is none")
			}
			if err != nil {
				t.Fatal(err)
			}
			examples := readmeExamples(string(text))
			if len(examples) < least {
				t.Errorf("%d examples, want %d at least: blocks fenced as ```console that begin with $ tifa", len(examples), least)
			}
			inRoot(t)
			for _, e := range examples {
				runExample(t, name, e)
			}
		})
	}
}

// runExample compares the standard output of a call with what stands below it.
func runExample(t *testing.T, name string, e example) {
	t.Helper()
	args, err := shellWords(e.command)
	if err != nil {
		t.Errorf("%s:%d: $ %s: %v", name, e.line, e.command, err)
		return
	}
	c := call(t, "", args[1:]...)
	if c.status != 0 {
		t.Errorf("%s:%d: $ %s: status %d: %s", name, e.line, e.command, c.status, c.stderr)
		return
	}
	got := strings.Split(strings.TrimSuffix(c.stdout, "\n"), "\n")
	if c.stdout == "" {
		got = nil
	}
	if !matchLines(e.want, got) {
		t.Errorf("%s:%d: $ %s\nprints something else (-%s +tifa):\n%s", name, e.line, e.command, name, cmp.Diff(e.want, got))
	}
}

// readmeExamples returns the calls of tifa in the blocks fenced as console that
// begin with one, each with the lines up to the next prompt.
func readmeExamples(text string) []example {
	var examples []example
	open, prompt := false, false
	var current *example
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		switch {
		case !open:
			open, prompt, current = line == "```console", false, nil
		case line == "```":
			open = false
		case strings.HasPrefix(line, "$ "):
			command := line[len("$ "):]
			isTifa := strings.HasPrefix(command, "tifa ")
			if !prompt && !isTifa {
				open = false // another kind of block
			}
			prompt, current = true, nil
			if isTifa {
				examples = append(examples, example{line: i + 1, command: command})
				current = &examples[len(examples)-1]
			}
		case current != nil:
			current.want = append(current.want, strings.TrimRight(line, " "))
		}
	}
	for i := range examples {
		for w := examples[i].want; len(w) > 0 && w[len(w)-1] == ""; w = examples[i].want {
			examples[i].want = w[:len(w)-1]
		}
	}
	return examples
}

// matchLines tells whether lines are those of want, in which … stands for any
// number of lines.
func matchLines(want, lines []string) bool {
	if len(want) == 0 {
		return len(lines) == 0
	}
	if want[0] == "…" {
		for n := range len(lines) + 1 {
			if matchLines(want[1:], lines[n:]) {
				return true
			}
		}
		return false
	}
	return len(lines) > 0 && lines[0] == want[0] && matchLines(want[1:], lines[1:])
}

// shellWords splits a line as a shell does, as far as examples need it: quotes,
// but no variables, patterns or pipes.
func shellWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	open := false // a word, be it an empty one
	quote := rune(0)
	for _, r := range line + " " {
		special := "|&;<>$`\\*?()"
		switch quote {
		case '"':
			special = "$`\\"
		case '\'':
			special = ""
		}
		switch {
		case strings.ContainsRune(special, r):
			return nil, fmt.Errorf("only words and quotes can be run in a test, not %c", r)
		case r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			open, quote = true, r
		case quote == 0 && r == ' ':
			if open {
				words = append(words, word.String())
			}
			open = false
			word.Reset()
		default:
			open = true
			word.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("no end of the quote %c", quote)
	}
	return words, nil
}

// inRoot makes a copy of the repository's root the working folder, in which
// files may be written: its entries are links.
func inRoot(t *testing.T) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, e := range entries {
		if err := os.Symlink(filepath.Join(root, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

// The examples that help gives work.
func TestHelpExamples(t *testing.T) {
	slowly(t)
	inRoot(t)
	examples := 0
	descriptions := []string{appDescription, cooccurHelp}
	for _, c := range new(program).app().Commands {
		descriptions = append(descriptions, c.Description)
	}
	for _, description := range descriptions {
		for line := range strings.Lines(description) {
			line = strings.TrimSpace(line)
			if !strings.HasPrefix(line, "tifa ") {
				continue
			}
			examples++
			args, err := shellWords(line)
			if err != nil {
				t.Errorf("%s: %v", line, err)
				continue
			}
			c := call(t, "", args[1:]...)
			if c.status != 0 || c.stdout == "" && !slices.Contains(args, "-o") {
				t.Errorf("%s: status %d, %d bytes printed: %s", line, c.status, len(c.stdout), c.stderr)
			}
			if strings.Contains(c.stderr, "the table is empty") {
				t.Errorf("%s: shows nothing", line)
			}
		}
	}
	if examples < 10 {
		t.Errorf("%d examples", examples)
	}
}

func TestReadmeConvention(t *testing.T) {
	const readme = "text\n```console\n$ tifa a 'b \"c'\nx\n…\ny  \n\n$ other\nz\n```\n```console\n$ ls\n$ tifa d\n```\n```\n$ tifa e\n```\n```console\n$ tifa f\n```\n"
	got := readmeExamples(readme)
	want := []example{{3, `tifa a 'b "c'`, []string{"x", "…", "y"}}, {19, "tifa f", nil}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(example{})); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct {
		want, lines string
		match       bool
	}{
		{"a b", "a b", true}, {"a b", "a c", false}, {"a b", "a", false}, {"a", "a b", false},
		{"a …", "a", true}, {"a …", "a b c", true}, {"a … c", "a c", true}, {"a … c", "a b b c", true},
		{"a … c", "a b c d", false}, {"… b … d", "a b b c d", true},
	} {
		if got := matchLines(strings.Fields(test.want), strings.Fields(test.lines)); got != test.match {
			t.Errorf("%q matches %q: %t", test.want, test.lines, got)
		}
	}
	for line, want := range map[string][]string{
		`tifa freq x`:                            {"tifa", "freq", "x"},
		`tifa docs x --where 'a == "b" and c' y`: {"tifa", "docs", "x", "--where", `a == "b" and c`, "y"},
		`tifa  a="b c"d ''`:                      {"tifa", "a=b cd", ""},
		`tifa freq x | head`:                     nil,
		`tifa freq $x`:                           nil,
		`tifa freq 'x`:                           nil,
	} {
		if got, err := shellWords(line); !slices.Equal(got, want) || (err != nil) != (want == nil) {
			t.Errorf("%s: %q, %v", line, got, err)
		}
	}
}

// Both READMEs have the same commands, snippets and results, in the same order,
// and as many headings.
func TestReadmesAlike(t *testing.T) {
	block := regexp.MustCompile("(?ms)^```.*?^```$")
	var blocks [2][]string
	var headings [2]int
	for i, name := range []string{"README.md", "README.zh.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		blocks[i] = block.FindAllString(string(text), -1)
		for line := range strings.Lines(block.ReplaceAllString(string(text), "")) {
			if strings.HasPrefix(line, "## ") {
				headings[i]++
			}
		}
	}
	if diff := cmp.Diff(blocks[0], blocks[1]); diff != "" || len(blocks[0]) < 30 {
		t.Errorf("%d blocks, %s", len(blocks[0]), diff)
	}
	if headings[0] != headings[1] {
		t.Errorf("%d headings in English, %d in Chinese", headings[0], headings[1])
	}
}
