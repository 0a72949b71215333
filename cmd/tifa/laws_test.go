package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is the corpus that the laws are tested on: 129 documents, fourteen
// years between 1976 and 2021.
const sample = "../../testdata/sample"

// A row is a row of a table by the names of its columns; numbers as printed.
type row map[string]any

func (r row) text(name string) string { return fmt.Sprint(r[name]) }

// number returns a whole number; no value is 0.
func (r row) number(t *testing.T, name string) int {
	t.Helper()
	switch v := r[name].(type) {
	case nil:
		return 0
	case json.Number:
		n, err := strconv.Atoi(v.String())
		if err != nil {
			t.Fatalf("column %s: %v", name, err)
		}
		return n
	default:
		t.Fatalf("column %s is no number: %v", name, v)
		return 0
	}
}

// rows runs tifa and returns the rows of its table.
func rows(t *testing.T, args ...string) []row {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(succeed(t, append(args, "--format", "json")...)))
	d.UseNumber()
	var table struct{ Rows []row }
	if err := d.Decode(&table); err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) == 0 {
		t.Fatalf("tifa %s: no rows", strings.Join(args, " "))
	}
	return table.Rows
}

// where returns the rows whose column has the value.
func where(list []row, name, value string) []row {
	return slices.DeleteFunc(slices.Clone(list), func(r row) bool { return r.text(name) != value })
}

// sums adds up the columns of the rows.
func sums(t *testing.T, list []row, columns []string) map[string]int {
	t.Helper()
	total := make(map[string]int)
	for _, r := range list {
		for _, name := range columns {
			total[name] += r.number(t, name)
		}
	}
	return total
}

var counted = []string{"count", "count_string", "count_phrase", "documents", "documents_total", "words_total", "characters_total"}

var lawTerms = []string{"改革开放", "社会主义", "一带一路", "业"}

// The periods of any length that has no gap sum to the whole.
func TestPeriodsSumToTheWhole(t *testing.T) {
	for _, match := range []string{"string", "phrase", "word"} {
		whole := rows(t, append([]string{"sections", sample, "--match", match}, lawTerms...)...)
		for _, every := range []string{"month", "quarter", "year", "decade"} {
			list := rows(t, append([]string{"trend", sample, "--every", every, "--match", match}, lawTerms...)...)
			for _, term := range lawTerms {
				want := sums(t, where(where(whole, "group", "(all)"), "term", term), counted)
				if diff := cmp.Diff(want, sums(t, where(list, "term", term), counted)); diff != "" {
					t.Errorf("%s every %s, --match %s (-whole +sum):\n%s", term, every, match, diff)
				}
			}
		}
	}
}

// The groups of a field with one value a document sum to the whole, those that
// --top cuts are (other).
func TestGroupsSumToTheWhole(t *testing.T) {
	slowly(t)
	for _, flags := range []string{
		"--by section", "--by section --top 3", "--by page", "--by year --top 1", "--by kind", "--by front",
		"--by section --by year", "--by section --by year --top 4", "--in titles", "--in body --by weekday",
	} {
		args := slices.Concat([]string{"sections", sample}, strings.Fields(flags), lawTerms)
		for _, term := range lawTerms {
			list := where(rows(t, args...), "term", term)
			all := list[len(list)-1]
			if all.text("group") != "(all)" {
				t.Fatalf("%s: the last group is %s", flags, all.text("group"))
			}
			want := sums(t, []row{all}, counted)
			if diff := cmp.Diff(want, sums(t, list[:len(list)-1], counted)); diff != "" {
				t.Errorf("%s, %s (-whole +sum):\n%s", flags, term, diff)
			}
		}
	}
}

// What hides rows changes none: every row of a shorter table stands in the
// whole one, with the same counts, rates and ranks.
func TestHidingRowsChangesNone(t *testing.T) {
	slowly(t)
	stop := filepath.Join(t.TempDir(), "stop")
	if err := os.WriteFile(stop, []byte("人\n说\n改革\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"freq", "freq --by section", "tfidf --by section --scheme sklearn"} {
		args := strings.Fields(command + " " + sample + " --format csv")
		all := make(map[string]bool)
		for line := range strings.Lines(succeed(t, append(args, "--stopwords", "none", "--top", "0")...)) {
			all[line] = true
		}
		for _, flags := range []string{"", "--stopwords " + stop, "--min-count 5", "--pos n,v", "--top 7 --stopwords none", "--top 3 --min-count 4 --pos v"} {
			lines := 0
			for line := range strings.Lines(succeed(t, slices.Concat(args, strings.Fields(flags))...)) {
				lines++
				if !all[line] {
					t.Errorf("%s %s has a row that the whole table has not: %s", command, flags, line)
				}
			}
			if lines < 2 || lines >= len(all) {
				t.Errorf("%s %s: %d lines, the whole has %d", command, flags, lines, len(all))
			}
		}
	}
}

// A term's rows do not depend on what else is asked for.
func TestTermsAreIndependent(t *testing.T) {
	for _, command := range []string{"trend --every decade --ci --smooth 1", "trend --by section --every decade --match phrase", "sections --by genre", "docs --columns id,title,words"} {
		words := strings.Fields(command)
		args := append([]string{words[0], sample}, words[1:]...)
		together := rows(t, append(args, lawTerms...)...)
		for _, term := range lawTerms {
			alone := rows(t, append(args, term)...)
			if words[0] == "docs" {
				for _, r := range alone {
					if len(where(together, "id", r.text("id"))) != 1 {
						t.Errorf("%s: %s is listed for %s alone, and not with other terms", command, r.text("id"), term)
					}
				}
				continue
			}
			if diff := cmp.Diff(alone, where(together, "term", term)); diff != "" {
				t.Errorf("%s, %s (-alone +together):\n%s", command, term, diff)
			}
		}
	}
}

// A word has one count: that of freq, that of trend --match word and the sum of
// its column in the matrix. And never more than phrases, nor those than strings.
func TestOneCountOfAWord(t *testing.T) {
	dir := t.TempDir()
	freq := rows(t, "freq", sample, "--stopwords", "none")
	var list strings.Builder
	for _, r := range freq {
		fmt.Fprintln(&list, r.text("word"))
	}
	terms, periods, out := filepath.Join(dir, "terms"), filepath.Join(dir, "periods"), filepath.Join(dir, "out.mtx")
	for name, text := range map[string]string{terms: list.String(), periods: "all,1900,2100\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	trend := rows(t, "trend", sample, "--terms", terms, "--periods", periods, "--match", "word")
	succeed(t, "matrix", sample, "-o", out)
	columns := readCSV(t, strings.TrimSuffix(out, ".mtx")+".cols.csv")
	sum, documents := columnSums(t, out)
	if len(trend) != len(freq) || len(columns) != len(freq)+1 {
		t.Fatalf("%d words, %d terms, %d columns", len(freq), len(trend), len(columns)-1)
	}
	for i, r := range freq {
		word, count := r.text("word"), r.number(t, "count")
		if got := trend[i].number(t, "count"); trend[i].text("term") != word || got != count {
			t.Errorf("freq counts %s %d times, trend --match word %s %d times", word, count, trend[i].text("term"), got)
		}
		if got := trend[i].number(t, "documents"); got != r.number(t, "documents") {
			t.Errorf("%s: %d documents in freq, %d in trend", word, r.number(t, "documents"), got)
		}
		phrase, str := trend[i].number(t, "count_phrase"), trend[i].number(t, "count_string")
		if count > phrase || phrase > str {
			t.Errorf("%s: %d words, %d phrases, %d strings", word, count, phrase, str)
		}
		want := []string{strconv.Itoa(i + 1), word, strconv.Itoa(sum[i+1]), strconv.Itoa(documents[i+1])}
		if !slices.Equal(columns[i+1], want) || sum[i+1] != count {
			t.Errorf("column %v, its entries %v, freq %s %d", columns[i+1], want, word, count)
		}
	}
}

func readCSV(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// columnSums returns the sum and the number of the entries of each column.
func columnSums(t *testing.T, name string) (sum, entries map[int]int) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sum, entries = make(map[int]int), make(map[int]int)
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		if n < 3 {
			continue // the head and the size
		}
		var r, c, v int
		if _, err := fmt.Sscan(lines.Text(), &r, &c, &v); err != nil {
			t.Fatal(err)
		}
		sum[c] += v
		entries[c]++
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return sum, entries
}

// A sample grows, it does not change: the first documents of a larger one are
// those of a smaller one, and another seed draws others.
func TestSamplesAreNested(t *testing.T) {
	ids := func(n, seed int) []string {
		var list []string
		for _, r := range rows(t, "docs", sample, "--sample", strconv.Itoa(n), "--seed", strconv.Itoa(seed)) {
			list = append(list, r.text("id"))
		}
		return list
	}
	small, large, other := ids(8, 1), ids(20, 1), ids(8, 2)
	if len(small) != 8 || len(large) != 20 || slices.Equal(small, other) {
		t.Errorf("samples: %v, %v, seed 2 %v", small, large, other)
	}
	for _, id := range small {
		if !slices.Contains(large, id) {
			t.Errorf("%s is in the sample of 8 and not in that of 20", id)
		}
	}
}

// tables runs the commands that make the main tables and returns what each
// wrote, the files of the matrix among them. The format says nothing of the
// arguments, so that results of one corpus can be compared.
func tables(t *testing.T, sources []string, flags ...string) map[string]string {
	t.Helper()
	also := make([]string, 0, 2*len(sources))
	for _, s := range sources[1:] {
		also = append(also, "--also", s)
	}
	made := make(map[string]string)
	for _, command := range []string{
		"freq", "freq --by section", "tfidf", "tfidf --by year --scheme sklearn", "trend 改革 社会主义 --every month", "trend 党 --by section --ci",
		"sections 改革 社会主义 --match phrase", "sections --by class --depth 2", "docs 改革", "docs --sample 5 --seed 3", "info --top 2",
		"kwic 改革 社会主义 --sort left --context 5w", "kwic 党 --sample 3 --by section --context sentence", "freq --with 改革 --without 社会主义",
	} {
		words := strings.Fields(command)
		args := slices.Concat([]string{words[0], sources[0]}, words[1:], also, flags, []string{"--format", "csv"})
		made[command] = succeed(t, args...)
	}
	dir := t.TempDir()
	for _, command := range []string{"--min-docs 2", "--by year --values tfidf --scheme sklearn"} {
		out := filepath.Join(dir, "out.mtx")
		succeed(t, slices.Concat([]string{"matrix", sources[0], "-o", out}, strings.Fields(command), also, flags)...)
		for _, name := range []string{"out.mtx", "out.rows.csv", "out.cols.csv"} {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			made["matrix "+command+" "+name] = string(text)
		}
	}
	return made
}

// same compares what tables returned, byte by byte.
func same(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if want[name] != got[name] {
			t.Errorf("%s: %s is not the same (-want +got):\n%.3000s", what, name, cmp.Diff(strings.Split(want[name], "\n"), strings.Split(got[name], "\n")))
		}
	}
}

// The bytes do not depend on the number of workers nor on the order of files.
func TestSameBytes(t *testing.T) {
	want := tables(t, []string{sample}, "--workers", "1")
	same(t, "8 workers", want, tables(t, []string{sample}, "--workers", "8"))

	files, err := filepath.Glob(sample + "/*/*")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	one := tables(t, files)
	same(t, "files, not their folder", withoutSources(want), withoutSources(one))
	slices.Reverse(files)
	same(t, "files from the last to the first", one, tables(t, files))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	same(t, "files shuffled", one, tables(t, files))
}

// withoutSources leaves out what info says of the sources, and of the making of
// a stored corpus.
func withoutSources(made map[string]string) map[string]string {
	made = maps.Clone(made)
	const info = "info --top 2"
	lines := strings.SplitAfter(made[info], "\n")
	lines = slices.DeleteFunc(lines, func(line string) bool {
		return strings.HasPrefix(line, "source,") || strings.HasPrefix(line, "stored: ")
	})
	made[info] = strings.Join(lines, "")
	return made
}
