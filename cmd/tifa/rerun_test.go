package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"

	"tifa/corpus/store"
	"tifa/reports"
)

// copied makes a copy of the sample that may be changed.
func copied(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "corpus")
	if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// replaced changes a file by replacing a text that it has once.
func replaced(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), from); n != 1 {
		t.Fatalf("%s has %q %d times", file, from, n)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Every question that a table answers is answered again in every format, and by
// a stored corpus of the same documents.
func TestRerunIsTheSame(t *testing.T) {
	slowly(t)
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept")
	succeed(t, "ingest", sample, "-o", kept)
	endings := []string{".csv", ".json", ".html", ".xlsx", ".parquet", ".md", ".txt", ".tsv", ".jsonl"}
	for i, q := range questions {
		args, err := shellWords(strings.ReplaceAll(q, "{}", sample))
		if err != nil {
			t.Fatal(err)
		}
		if args[0] == "show" || args[0] == "check" || testing.Short() && i%6 > 0 {
			continue
		}
		file := filepath.Join(dir, fmt.Sprint("result", i, endings[i%len(endings)]))
		succeed(t, append(args, "-o", file)...)
		if got := succeed(t, "rerun", file); !strings.Contains(got, ": the same, byte for byte (") {
			t.Errorf("%s: %s", q, got)
		}
		if args[0] != "info" { // which tells of how a corpus is stored
			if got := succeed(t, "rerun", file, "--corpus", kept); !strings.Contains(got, ": the same") {
				t.Errorf("%s, of the stored corpus: %s", q, got)
			}
		}
	}
}

// Several results of one call are made again together: text alone would have
// other rows. The same for what is more than one file.
func TestRerunOfSeveralFiles(t *testing.T) {
	slowly(t)
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	succeed(t, "freq", sample, "-o", in("x.txt"), "-o", in("x.csv"))
	succeed(t, "freq", sample, "-o", in("alone.txt"))
	succeed(t, "freq", sample, "-o", in("odd.name"), "--format", "tsv")
	succeed(t, "matrix", sample, "--min-docs", "9", "-o", in("m.npz"), "-o", in("m.mtx"), "-o", in("m.triplets.csv"))
	succeed(t, "export", sample, "-o", in("parquet"), "--by", "year")
	succeed(t, "colloc", sample, "改革", "--network", in("net"), "-o", in("c.csv"))
	succeed(t, "trend", sample, "改革", "--every", "decade", "-o", in("t.csv"), "--chart", in("t.svg"))
	succeed(t, "report", sample, "改革", "--lang", "zh", "-o", in("r.html"))
	succeed(t, "report", sample, "-o", in("r.md"))
	for _, name := range []string{"x.txt", "x.csv", "alone.txt", "odd.name", "m.npz", "m.mtx", "m.triplets.csv", "parquet", "net", "c.csv", "t.csv", "t.svg", "r.html", "r.md", "x.csv.tifa.json"} {
		if got, want := succeed(t, "rerun", in(name)), strings.TrimSuffix(in(name), ".tifa.json")+": the same, byte for byte"; !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %s", name, got)
		}
	}
	replaced(t, in("m.cols.csv"), "\n1,", "\n7,")
	if err := os.WriteFile(in("net/nodes.csv"), []byte("word\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{"m.npz": "m.cols.csv: 的, col: 7 then, 1 now", "net": "nodes.csv: columns: word then, "} {
		if c := call(t, "", "rerun", in(name)); c.status != 1 || !strings.Contains(c.stdout, says) {
			t.Errorf("%s with a change beside it: %d: %s%s", name, c.status, c.stdout, c.stderr)
		}
	}
}

// One document is taken away, one comes in, and one is changed.
func TestRerunNamesDocuments(t *testing.T) {
	source, file := copied(t), filepath.Join(t.TempDir(), "x.csv")
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(source, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	record := func(date, body string) string {
		return "〖RQ/日期〗" + date + "〖-RQ/日期〗〖BH/版号〗1〖-BH/版号〗〖TH/条号〗1〖-TH/条号〗〖BT/标题〗事〖-BT/标题〗〖ZW/正文〗" + body + "〖-ZW/正文〗\n"
	}
	write("a.txt", record("19890101", "猫。")+record("19890102", "狗。"))
	write("b.txt", record("19890103", "鸟。"))
	succeed(t, "freq", source, "--from", "1989", "--to", "1989", "-o", file)
	write("a.txt", record("19890101", "猫。")+record("19890102", "狗，狗。"))
	write("b.txt", record("19890104", "鱼。"))
	c := call(t, "", "rerun", file)
	if c.status != 1 || !strings.HasSuffix(c.stderr, "tifa: "+file+" is different when it is made again\n") {
		t.Errorf("status %d: %s", c.status, c.stderr)
	}
	for _, line := range []string{
		file + ": different",
		"  documents missing: 1: 19890103-1-1",
		"  documents extra: 1: 19890104-1-1",
		"  documents changed: 1: 19890102-1-1",
		"  狗, count: 1 then, 2 now",
		"  鱼: the row is new",
		"  鸟: the row is missing",
	} {
		if !strings.Contains(c.stdout, line+"\n") {
			t.Errorf("no line %q in\n%s", line, c.stdout)
		}
	}
	// What is left out of the question changes no answer, and is said all the same.
	succeed(t, "freq", source, "--to", "1988", "-o", file)
	write("b.txt", record("19890104", "虾。"))
	if got := succeed(t, "rerun", file); !strings.Contains(got, "x.csv: the same") || !strings.Contains(got, "documents changed: 1: 19890104-1-1\n") {
		t.Error(got)
	}
}

// A file that a flag names is read again, and told of if it was changed; so are
// another version, another segmentation and a changed parameter.
func TestRerunNamesCauses(t *testing.T) {
	dir := t.TempDir()
	list, words, file := filepath.Join(dir, "list"), filepath.Join(dir, "words"), filepath.Join(dir, "x.csv")
	for name, text := range map[string]string{list: "改革\n开放\n", words: "改革开放\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	succeed(t, "trend", sample, "--terms", list, "--dict", words, "--every", "decade", "-o", file)
	replaced(t, list, "开放", "市场")
	replaced(t, words, "改革开放", "市场经济")
	replaced(t, file+".tifa.json", `"version": "`+version, `"version": "0.0.9`)
	replaced(t, file+".tifa.json", `"every": "decade"`, `"every": "year"`)
	c := call(t, "", "rerun", file)
	for _, part := range []string{
		"  version: 0.0.9 then, " + version + " now\n",
		"  file " + list + ": its content is not the same\n",
		"  file " + words + ": its content is not the same\n",
		"  parameter every: year then, decade now\n",
		"  开放 1970s: the row is missing\n",
		"  市场 1970s: the row is new\n",
	} {
		if !strings.Contains(c.stdout, part) {
			t.Errorf("no line %q in\n%s%s", part, c.stdout, c.stderr)
		}
	}
	if c.status != 1 {
		t.Errorf("status %d", c.status)
	}
}

// A corpus of many documents is told of by month.
func TestRerunNamesMonths(t *testing.T) {
	was := &reports.Manifest{ByMonth: reports.Pairs{{Name: "1987-02", Value: "3 a"}, {Name: "1987-03", Value: "2 b"}}}
	now := &reports.Manifest{ByMonth: reports.Pairs{{Name: "1987-03", Value: "2 c"}, {Name: "(none)", Value: "1 d"}}, ByID: reports.Pairs{{Name: "x", Value: "y"}}}
	want := []string{"documents of the months missing: 1: 1987-02", "documents of the months extra: 1: (none)", "documents of the months changed: 1: 1987-03"}
	if diff := cmp.Diff(want, documentLines(was, now)); diff != "" {
		t.Error(diff)
	}
}

// Cells, rows and the order of rows, by keys and without.
func TestCompareRows(t *testing.T) {
	table := func(columns string, rows ...string) *reports.Written {
		w := &reports.Written{Columns: strings.Fields(columns)}
		for _, row := range rows {
			w.Rows = append(w.Rows, strings.Fields(row))
		}
		return w
	}
	many := func(n, value int) *reports.Written {
		w := table("word count")
		for i := range n {
			w.Rows = append(w.Rows, []string{fmt.Sprint("w", i), fmt.Sprint(value)})
		}
		return w
	}
	for name, c := range map[string]struct {
		was, now *reports.Written
		want     []string
	}{
		"same":       {table("word count", "a 1", "b 2"), table("word count", "a 1", "b 2"), nil},
		"order":      {table("word count", "a 1", "b 2"), table("word count", "b 2", "a 1"), []string{"the rows stand in another order"}},
		"inserted":   {table("word count", "a 1", "b 2"), table("word count", "c 9", "a 1", "b 3"), []string{"rows: 2 then, 3 now; cells that differ: 1; rows missing: 0; rows new: 1", "b, count: 2 then, 3 now", "c: the row is new"}},
		"two keys":   {table("term period n", "a 1990 1", "a 2000 2"), table("term period n", "a 2000 2"), []string{"rows: 2 then, 1 now; cells that differ: 0; rows missing: 1; rows new: 0", "a 1990: the row is missing"}},
		"no keys":    {table("left n", "a 1", "b 2"), table("left n", "a 1", "b 3"), []string{"rows: 2 then, 2 now; cells that differ: 1; rows missing: 0; rows new: 0", "row 2, n: 2 then, 3 now"}},
		"keys twice": {table("word n", "a 1", "a 2"), table("word n", "a 1", "a"), []string{"rows: 2 then, 2 now; cells that differ: 1; rows missing: 0; rows new: 0", "row 2, n: 2 then, nothing now"}},
		"columns":    {table("word n"), table("word m"), []string{"columns: word, n then, word, m now"}},
	} {
		if diff := cmp.Diff(c.want, compareRows(c.was, c.now, otherCorpus{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	lines := compareRows(many(50, 1), many(50, 2), otherCorpus{})
	if len(lines) != 22 || lines[0] != "rows: 50 then, 50 now; cells that differ: 50; rows missing: 0; rows new: 0" || lines[21] != "… and 30 more" {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
}

func TestRerunErrors(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()) // else what others leave there is found
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	succeed(t, "freq", sample, "-o", in("bare.csv"), "--no-manifest")
	succeed(t, "freq", sample, "-o", in("x.csv"))
	coded := "../../testdata/coded/li.csv"
	succeed(t, "codes", coded, "-o", in("codes.csv"))
	for file, text := range map[string]string{
		"other.csv": `{"tool":"another","command":"freq"}`, "rerun.csv": `{"tool":"tifa","command":"rerun"}`,
		"flag.csv":    `{"tool":"tifa","command":"freq","flags":["--gone=1"],"outputs":["csv"],"arguments":["x"]}`,
		"damaged.csv": `{"tool":`, "old.csv": `{"tool":"tifa","command":"freq","arguments":["` + sample + `"]}`,
	} {
		for name, text := range map[string]string{file: "word\n", file + ".tifa.json": text} {
			if err := os.WriteFile(in(name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for args, want := range map[string]struct {
		status int
		says   string
	}{
		"":                {2, "rerun takes one result"},
		"a b":             {2, "rerun takes one result"},
		in("none.csv"):    {1, "none.csv: no such file"},
		in("bare.csv"):    {1, "bare.csv: no manifest is in it or beside it"},
		in("other.csv"):   {1, "was made by another freq, which this program cannot call"},
		in("rerun.csv"):   {1, "was made by tifa rerun, which this program cannot call"},
		in("flag.csv"):    {1, "flag.csv cannot be made again: freq has no flag --gone"},
		in("damaged.csv"): {1, "damaged.csv: the manifest is damaged"},
		in("old.csv"):     {1, "cannot be made again"},
		in("x.csv") + " --corpus " + dir + "/nowhere": {1, "x.csv cannot be made again: " + dir + "/nowhere: no such file or folder"},
		in("codes.csv") + " --corpus " + sample:       {2, "--corpus: codes reads FILE…, not a corpus"},
	} {
		c := call(t, "", append([]string{"rerun"}, strings.Fields(args)...)...)
		if c.status != want.status || !strings.Contains(c.stderr, want.says) || strings.Count(c.stderr, "\n") != 1 {
			t.Errorf("rerun %s: status %d, want %d and %q: %s", args, c.status, want.status, want.says, c.stderr)
		}
	}
	if got := succeed(t, "rerun", in("codes.csv")); !strings.Contains(got, "the same, byte for byte") {
		t.Error(got)
	}
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "tifa-rerun-*")); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A manifest has the sum of every file that a flag names.
func TestFlagsThatNameFiles(t *testing.T) {
	app := new(program).app()
	for _, c := range app.Commands {
		for _, f := range c.Flags {
			g, ok := f.(cli.DocGenerationFlag)
			if !ok || f.Names()[0] == "o" {
				continue
			}
			name, usage := f.Names()[0], g.GetUsage()
			_, reads := inputFiles[name]
			if names := strings.Contains(usage, "FILE`") || strings.Contains(usage, "`FILE") || strings.Contains(usage, "FOLDER`"); names != (reads || slices.Contains(outputFiles, name)) && name != "stopwords" {
				t.Errorf("%s --%s: names a file: %v; say in inputFiles or outputFiles which", c.Name, name, names)
			}
		}
	}
}

// The digests against a map of all documents.
func TestMonths(t *testing.T) {
	p := new(program)
	seg, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	p.segmenter, p.stdin = seg, strings.NewReader("")
	in := inputFlags{p: p}
	c, err := in.open(t.Context(), []string{sample})
	if err != nil {
		t.Fatal(err)
	}
	want, hashes := make(map[string]int), make(map[string]string)
	for doc := range c.Len() {
		month := ""
		if d := c.Date(doc); !d.IsZero() {
			month = d.First.String()[:7]
		}
		want[month]++
		hashes[c.ID(doc)] = c.Document(doc).Hash().String()
	}
	got := make(map[string]int)
	for _, m := range c.Parts().Months() {
		if _, twice := got[m.Month]; twice {
			t.Errorf("%s twice", m.Month)
		}
		got[m.Month] = m.Documents
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for id, hash := range c.Parts().Hashes() {
		if hashes[id] != hash.String() {
			t.Errorf("%s: %v, want %s", id, hash, hashes[id])
		}
		delete(hashes, id)
	}
	if len(hashes) > 0 {
		t.Errorf("not listed: %v", hashes)
	}
	checkSum(t, c)
}

// checkSum adds up the sums of the months by hand.
func checkSum(t *testing.T, c *store.Corpus) {
	var want, got uint64
	for doc := range c.Len() {
		h := c.Document(doc).Hash()
		for i, b := range h[:8] {
			want += uint64(b) << (8 * (7 - i))
		}
	}
	for _, m := range c.Months() {
		got += m.Sum
	}
	if got != want || want == 0 {
		t.Errorf("sum %x, want %x", got, want)
	}
}
