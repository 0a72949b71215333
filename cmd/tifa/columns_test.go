package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var han = regexp.MustCompile(`\p{Han}`)

// Each column is explained in one line, and no two have one name in a language.
func TestColumns(t *testing.T) {
	names := make(map[string]bool)
	for line := range strings.Lines(columnsText) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 6 || slices.Contains(f, "") {
			t.Fatalf("want six fields: %q", line)
		}
		if f[0][0] == '#' {
			continue
		}
		if names[f[0]] || names[f[1]] {
			t.Errorf("%s or %s stands twice", f[0], f[1])
		}
		names[f[0]], names[f[1]] = true, true
		if !han.MatchString(f[1]) || f[2] != "key" && f[2] != "-" {
			t.Errorf("%q: want a Chinese name, then key or -", line)
		}
	}
	for _, c := range columns() {
		for command := range strings.SplitSeq(c.Commands, ",") {
			if new(program).app().Command(command) == nil {
				t.Errorf("%s: there is no command %q", c.Name, command)
			}
		}
	}
}

// Every name that a type of rows gives a column is explained.
func TestColumnsOfRows(t *testing.T) {
	found := 0
	for _, dir := range []string{"../../analysis", "../../corpus", "../../segment", "."} {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				field, ok := n.(*ast.Field)
				if !ok || field.Tag == nil {
					return true
				}
				tag, err := strconv.Unquote(field.Tag.Value)
				if err != nil {
					t.Fatal(err)
				}
				name, _, _ := strings.Cut(reflect.StructTag(tag).Get("col"), ",")
				if name == "" || unicode.IsUpper(rune(name[0])) || path == "columns.go" { // of networks, as Gephi wants them; of help
					return true
				}
				found++
				if _, ok := findColumn(name); !ok {
					t.Errorf("%s: column %s has no line in columns.tsv: name, Chinese name, key or -, unit, commands, meaning", path, name)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 200 {
		t.Errorf("%d columns found", found)
	}
}

// tableCalls are questions and what they leave out: every column of every table.
func tableCalls() []string {
	var calls []string
	for _, q := range questions {
		if !strings.HasPrefix(q, "show") {
			calls = append(calls, q)
		}
	}
	return append(calls,
		"diversity {} --by section", "check {}", "check {} --summary", "docs {} 改革", "ngrams {} --association --min-count 3",
		"codes ../../testdata/coded/li.csv ../../testdata/coded/wang.csv", "codes ../../testdata/coded/li.csv ../../testdata/coded/wang.csv --show agreement",
		"codes ../../testdata/coded/li.csv --by year", "segment --explain 改革开放",
	)
}

type jsonTable struct {
	Columns []struct{ Name, Kind string }
	Rows    []json.RawMessage
}

func askJSON(t *testing.T, call string, flags ...string) jsonTable {
	t.Helper()
	args, err := shellWords(strings.ReplaceAll(call, "{}", sample))
	if err != nil {
		t.Fatal(err)
	}
	var table jsonTable
	if err := json.Unmarshal([]byte(succeed(t, append(append(args, "--format", "json"), flags...)...)), &table); err != nil {
		t.Fatal(err)
	}
	return table
}

// A tableCall is a call and its table in English.
type tableCall struct {
	call  string
	table jsonTable
}

// englishTables asks all the questions, in short tests a fifth of them.
var englishTables = sync.OnceValue(func() (list []tableCall) {
	for i, call := range tableCalls() {
		if !testing.Short() || i%5 == 0 {
			list = append(list, tableCall{call: call})
		}
	}
	return list
})

// asked fills in what the calls answer, once for all tests.
func asked(t *testing.T) []tableCall {
	list := englishTables()
	for i := range list {
		if list[i].table.Columns == nil {
			list[i].table = askJSON(t, list[i].call)
		}
	}
	return list
}

// In Chinese a table has Chinese names and nothing else is different; columns.tsv
// knows of every column in which tables it stands.
func TestChineseNames(t *testing.T) {
	slowly(t)
	chinese := make(map[string]bool)
	for _, a := range asked(t) {
		call, en := a.call, a.table
		command, _, _ := strings.Cut(call, " ")
		if command == "segment" { // which explains in English
			continue
		}
		zh := askJSON(t, call, "--lang", "zh")
		for i, column := range en.Columns {
			c, ok := findColumn(column.Name)
			if !ok {
				t.Errorf("%s: column %s is not explained", call, column.Name)
				continue
			}
			if got := zh.Columns[i]; got.Name != c.Chinese || got.Kind != column.Kind {
				t.Errorf("%s: %s is %v in Chinese, want %s", call, column.Name, got, c.Chinese)
			}
			if !slices.Contains(strings.Split(c.Commands, ","), command) {
				t.Errorf("%s: columns.tsv does not say that %s has the column %s", call, command, c.Name)
			}
			chinese[c.Chinese] = true
		}
		key := regexp.MustCompile(`([{,])"((?:[^"\\]|\\.)*)":`)
		for i, row := range zh.Rows {
			got := key.ReplaceAllStringFunc(string(row), func(s string) string {
				if c, ok := findColumn(s[2 : len(s)-2]); ok {
					return s[:2] + c.Name + `":`
				}
				return s
			})
			if got != string(en.Rows[i]) {
				t.Fatalf("%s, row %d: %s", call, i, cmp.Diff(string(en.Rows[i]), got))
			}
		}
	}
	if !testing.Short() && len(chinese) < 180 {
		t.Errorf("%d columns in all the tables", len(chinese))
	}
}

// Numbers with a formula are explained: what a measure is, and when not to trust it.
func TestMeasures(t *testing.T) {
	explained := make(map[string]bool)
	for _, m := range measures() {
		lines := strings.Split(m.text, "\n")
		if len(lines) > 7 || !strings.HasPrefix(m.text, "Formula") || !strings.Contains(m.text, "Not to trust: ") || len(m.names) == 0 {
			t.Errorf("%v: want Formula, Not to trust and Source in seven lines at most:\n%s", m.names, m.text)
		}
		for _, line := range lines {
			if utf8.RuneCountInString(line) > 105 {
				t.Errorf("%v: a line of %d characters: %s", m.names, utf8.RuneCountInString(line), line)
			}
		}
		for _, name := range m.names {
			if _, ok := findColumn(name); !ok || explained[name] {
				t.Errorf("%s: no column, or explained twice", name)
			}
			explained[name] = true
		}
	}
	// Shares and sums that their line says all of.
	plain := strings.Fields("phrase_share phrase_share2 phrase_share_target phrase_share_reference count_share documents_share words_share share share_rest share_before peak_share weighted_count weighted_share distance sum")
	for _, a := range asked(t) {
		call := a.call
		for _, column := range a.table.Columns {
			if column.Kind == "float" && !explained[column.Name] && !slices.Contains(plain, column.Name) {
				t.Errorf("%s: tifa help %s does not say how the number comes about: give it a block in measures.txt", call, column.Name)
				explained[column.Name] = true
			}
		}
	}
}

func TestLang(t *testing.T) {
	csv := succeed(t, "freq", sample, "--top", "1", "--lang", "zh", "--columns", "词,count", "--format", "csv")
	if !strings.HasPrefix(csv, "词,次数\n人,") {
		t.Error(csv)
	}
	if got := succeed(t, "freq", sample, "--top", "1", "--lang", "zh", "--format", "json"); !strings.Contains(got, `"--lang=zh"`) {
		t.Errorf("the manifest does not say the language: %s", got)
	}
	// A term that is called like a column has its own.
	wide := succeed(t, "terms", sample, "--wide", "组", "改革", "--format", "csv", "--lang", "zh", "--by", "year")
	if head, _, _ := strings.Cut(wide, "\n"); !strings.HasPrefix(head, "group,") || !strings.HasSuffix(head, ",组,改革") {
		t.Error(head)
	}
	for args, says := range map[string]string{
		"freq " + sample + " --lang fr":                     `unknown --lang "fr" (have en, zh)`,
		"kwic " + sample + " 改革 --lang zh --codes relevant": "tifa codes reads columns by their English names",
		"help g22222":   `no command or column is called "g22222"`,
		"help log_rato": "did you mean log_ratio?",
	} {
		if c := call(t, "", strings.Fields(args)...); c.status != 2 || !strings.Contains(c.stderr, says) {
			t.Errorf("%s: %d %s", args, c.status, c.stderr)
		}
	}
}

func TestHelpOfColumns(t *testing.T) {
	for topic, says := range map[string]string{
		"g2": "Source: Dunning (1993)", "对数似然比": "g2 (对数似然比): ", "kappa": "Cohen (1960)", "mattr": "In the tables of: diversity\n",
		"columns": "mattr ", "dispersion": "\nCOLUMN:\n   dispersion (", "trend": "USAGE:\n   tifa trend", "problems": "unclosed-field",
	} {
		if got := succeed(t, "help", topic); !strings.Contains(got, says) {
			t.Errorf("help %s does not say %q:\n%s", topic, says, got)
		}
	}
	for _, c := range columns() {
		if n := strings.Count(explainColumn(c.Name), "\n"); n > 11 {
			t.Errorf("help %s has %d lines", c.Name, n)
		}
	}
}
