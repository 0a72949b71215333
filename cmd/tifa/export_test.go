package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"tifa/corpus"
)

// export runs tifa export into a new folder and returns it.
func export(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	succeed(t, append([]string{"export", "-o", dir}, args...)...)
	return dir
}

// readTable returns the rows of a table, of all its partitions.
func readTable[T any](t *testing.T, dir, table string) (rows []T) {
	t.Helper()
	for _, name := range files(t, dir) {
		if filepath.Base(name) != table+".parquet" {
			continue
		}
		part, err := parquet.ReadFile[T](filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, part...)
	}
	return rows
}

// files lists the files below a folder.
func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name, err = filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// The table of words is what freq says, and what counts and tokens add up to.
func TestExportedCountsAddUp(t *testing.T) {
	slowly(t)
	for _, flags := range []string{"", "--in titles", "--repeated-title keep --from 1978 --to 2005", "--by year", "--by month --where section!='头版'"} {
		args := append([]string{sample}, strings.Fields(flags)...)
		dir := export(t, args...)
		words := readTable[wordRow](t, dir, "words")
		sameAsFreq(t, words, args)
		number := make(map[int32]int) // word_id → row
		for i, w := range words {
			number[w.WordID] = i
		}
		documents := readTable[documentRow](t, dir, "documents")
		total := make(map[int32]int32) // words of a document
		type pair struct{ document, word int32 }
		inDocument := make(map[pair]int32)
		recount := slices.Clone(words)
		for i := range recount {
			recount[i].Count, recount[i].Documents = 0, 0
		}
		for _, c := range readTable[countRow](t, dir, "counts") {
			i, ok := number[c.WordID]
			if _, twice := inDocument[pair{c.Document, c.WordID}]; !ok || twice || c.Count < 1 {
				t.Fatalf("%s: count %+v", flags, c)
			}
			recount[i].Count += int64(c.Count)
			recount[i].Documents++
			inDocument[pair{c.Document, c.WordID}] = c.Count
			total[c.Document] += c.Count
		}
		if diff := cmp.Diff(words, recount); diff != "" {
			t.Errorf("%s: words, -table +counts\n%.500s", flags, diff)
		}
		for _, d := range documents {
			if total[d.Document] != d.Words {
				t.Errorf("%s: %s has %d words, counts %d", flags, d.ID, d.Words, total[d.Document])
			}
		}
		for _, token := range readTable[tokenRow](t, dir, "tokens") {
			if token.WordID != 0 {
				inDocument[pair{token.Document, token.WordID}]--
			}
		}
		for p, n := range inDocument {
			if n != 0 {
				t.Fatalf("%s: %d more of word %d in counts than in tokens of document %d", flags, n, p.word, p.document)
			}
		}
	}
}

// sameAsFreq compares the table of words with what freq says of the same
// documents.
func sameAsFreq(t *testing.T, words []wordRow, args []string) {
	t.Helper()
	if i := slices.Index(args, "--by"); i >= 0 {
		args = slices.Delete(slices.Clone(args), i, i+2)
	}
	var want, got []string
	for _, r := range rows(t, append([]string{"freq", "--stopwords", "none"}, args...)...) {
		want = append(want, fmt.Sprint(r.text("word"), r.number(t, "count"), r.number(t, "documents")))
	}
	for _, w := range words {
		got = append(got, fmt.Sprint(w.Word, w.Count, w.Documents))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words of %v, -freq +export\n%.500s", args, diff)
	}
}

// A token stands in the text of its column where offset says, and all together
// are the texts.
func TestExportedTokensAreTheText(t *testing.T) {
	for _, flags := range [][]string{nil, {"--drop", "dateline,byline,jump"}, {"--parts"}} {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			tokensAreTheText(t, export(t, append([]string{sample, "--repeated-title", "keep"}, flags...)...))
		})
	}
}

func tokensAreTheText(t *testing.T, dir string) {
	texts := make(map[int32]map[string][]rune)
	left := 0
	for _, d := range readTable[documentRow](t, dir, "documents") {
		texts[d.Document] = map[string][]rune{"kicker": []rune(d.Kicker), "title": []rune(d.Title), "subtitle": []rune(d.Subtitle), "body": []rune(d.Body)}
		for _, text := range texts[d.Document] {
			left += len(text)
		}
	}
	zones := make(map[string]int)
	positions := make(map[string]int32)
	compounds := 0
	for _, token := range readTable[tokenRow](t, dir, "tokens") {
		column := token.Zone
		if column == "repeat" {
			column = "body"
		}
		text, end := texts[token.Document][column], int(token.Offset)+len([]rune(token.Token))
		if end > len(text) || string(text[token.Offset:end]) != token.Token {
			t.Fatalf("%+v is not there", token)
		}
		zone := fmt.Sprint(token.Document, token.Zone)
		if token.Position != positions[zone] {
			t.Fatalf("%+v, want position %d", token, positions[zone])
		}
		positions[zone]++
		left -= end - int(token.Offset)
		zones[token.Zone]++
		if token.Pieces != "" {
			compounds++
			if strings.ReplaceAll(token.Pieces, "|", "") != token.Token || strings.HasPrefix(token.Pieces, "|") {
				t.Errorf("pieces of %+v", token)
			}
		}
		if isMark := token.Kind == "punct" || token.Kind == "space"; isMark != (token.WordID == 0) {
			t.Errorf("%+v has the wrong word", token)
		}
	}
	if left != 0 || compounds == 0 {
		t.Errorf("%d characters are in no token, %d compounds", left, compounds)
	}
	for _, zone := range []string{"kicker", "title", "subtitle", "repeat", "body"} {
		if zones[zone] == 0 {
			t.Errorf("the sample has no token in %s", zone)
		}
	}
}

// Without the repeated title, offsets in the body are the same.
func TestExportedOffsetsInBodies(t *testing.T) {
	places := func(flags ...string) (list []tokenRow) {
		for _, token := range readTable[tokenRow](t, export(t, append([]string{sample, "--tables", "tokens"}, flags...)...), "tokens") {
			if token.Zone != "repeat" {
				list = append(list, token)
			}
		}
		return list
	}
	if diff := cmp.Diff(places("--repeated-title", "keep"), places()); diff != "" {
		t.Errorf("-keep +once\n%.500s", diff)
	}
}

// The row of a document says what docs and show say of it.
func TestExportedDocuments(t *testing.T) {
	dir := export(t, sample, "--tables", "documents")
	documents := readTable[documentRow](t, dir, "documents")
	list := rows(t, "docs", sample)
	if len(list) != len(documents) {
		t.Fatalf("%d documents, docs lists %d", len(documents), len(list))
	}
	epoch, _ := corpus.DayOf(1970, 1, 1)
	fields := 0
	for i, r := range list {
		d := documents[i]
		want := []string{r.text("id"), r.text("date"), r.text("section"), r.text("genre"), r.text("title"), r.text("words")}
		date := corpus.Date{First: corpus.Day(*d.DateFirst) + epoch, Last: corpus.Day(*d.DateLast) + epoch}
		got := []string{d.ID, date.String(), d.Section, strings.Join(d.Genre, "|"), d.Title, strconv.Itoa(int(d.Words))}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-docs +export\n%s", diff)
		}
		if (d.Date == nil) != (date.First != date.Last) || d.Date != nil && *d.Date != *d.DateFirst {
			t.Errorf("%s: date %v, first %d", d.ID, d.Date, *d.DateFirst)
		}
		if d.Document != int32(i)+1 || d.Front != (d.Page == "1") || len(d.Hash) != 64 {
			t.Errorf("%+v", d)
		}
		fields += len(d.Fields)
	}
	if fields == 0 {
		t.Error("no document has a field by its code")
	}
}

// Partitions hold the same rows, each those of its year; the same question
// gives the same bytes; a stored corpus gives the same rows as its files.
func TestExportedPartitions(t *testing.T) {
	slowly(t)
	whole, parts := export(t, sample), export(t, sample, "--by", "year")
	kept := filepath.Join(t.TempDir(), "kept")
	succeed(t, "ingest", sample, "-o", kept)
	stored := export(t, kept)
	plain := func(rows []documentRow) []documentRow {
		for i := range rows {
			rows[i].Year = 0 // in the name of the folder
		}
		return rows
	}
	documents := plain(readTable[documentRow](t, whole, "documents"))
	for name, dir := range map[string]string{"partitions": parts, "stored": stored} {
		if diff := cmp.Diff(documents, plain(readTable[documentRow](t, dir, "documents"))); diff != "" {
			t.Errorf("%s: documents -whole +%s\n%.500s", name, name, diff)
		}
		if diff := cmp.Diff(readTable[countRow](t, whole, "counts"), readTable[countRow](t, dir, "counts")); diff != "" {
			t.Errorf("%s: counts\n%.500s", name, diff)
		}
		if diff := cmp.Diff(readTable[tokenRow](t, whole, "tokens"), readTable[tokenRow](t, dir, "tokens")); diff != "" {
			t.Errorf("%s: tokens\n%.500s", name, diff)
		}
	}
	if names := files(t, parts); !slices.Contains(names, "documents/year=2005/documents.parquet") || slices.Contains(names, "documents.parquet") {
		t.Errorf("files %v", names)
	}
	again := export(t, sample)
	for _, name := range files(t, whole) {
		a, errA := os.ReadFile(filepath.Join(whole, name))
		b, errB := os.ReadFile(filepath.Join(again, name))
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		// The manifest names the folder.
		if len(a) == 0 || strings.ReplaceAll(string(a), whole, again) != string(b) {
			t.Errorf("%s has other bytes the second time", name)
		}
	}
}

// Without texts nothing is left that is part of one and longer than a word.
func TestExportWithoutText(t *testing.T) {
	dir := export(t, sample, "--no-text")
	if names := files(t, dir); !slices.Equal(names, []string{"counts.parquet", "documents.parquet", "export.tifa.json", "words.parquet"}) {
		t.Errorf("files %v", names)
	}
	var texts strings.Builder
	for _, d := range readTable[documentRow](t, export(t, sample, "--tables", "documents"), "documents") {
		for _, text := range []string{d.Kicker, d.Title, d.Subtitle, d.Body} {
			texts.WriteString(text + "\n")
		}
	}
	longest := 0
	for _, name := range []string{"documents", "words", "counts"} {
		for _, row := range readTable[any](t, dir, name) {
			for column, value := range row.(map[string]any) {
				if slices.Contains([]string{"kicker", "title", "subtitle", "body", "fields"}, column) {
					t.Fatalf("%s has the column %s", name, column)
				}
				text, _ := value.(string)
				if column == "section" || column == "id" || !strings.Contains(texts.String(), text) {
					continue
				}
				longest = max(longest, len([]rune(text)))
			}
		}
	}
	if longest == 0 || longest > 20 {
		t.Errorf("%d characters of a text stand in one value", longest)
	}
}

// Records that were written are the same documents when they are read.
func TestExportedRecordsAreTheCorpus(t *testing.T) {
	slowly(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	tagged := write("a.txt", good+"〖RQ/日期〗何时〖-RQ/日期〗〖BT/标题〗甲〖-BT/标题〗〖ZW/正文〗乙〖TM/中图〗图〖-TM/中图〗〖-ZW/正文〗\n")
	json := write("b.jsonl", `{"date":"2005/6/28","title":"甲","body":"乙","url":"http://x","paper":"甲报"}`+"\n")
	undated := write("c.jsonl", `{"title":"甲","body":"  乙\n\n丙 "}`+"\n")
	for _, test := range []struct{ source, flags string }{
		{sample, "--as tagged"}, {sample, "--as tagged --by year"}, {sample, "--as tagged --by month --out-encoding gb18030"},
		{sample, "--as jsonl"}, {sample, "--as jsonl --by year"},
		{tagged, "--as tagged --by year"}, {tagged, "--as jsonl --by month"}, {json, "--as jsonl"}, {undated, "--as jsonl"},
		{sample, "--as tagged --set paper=澜江日报:“甲”"}, {sample, "--as jsonl --set paper=乙"},
	} {
		out := export(t, append([]string{test.source}, strings.Fields(test.flags)...)...)
		source := []string{test.source}
		if i := strings.Index(test.flags, "--set"); i >= 0 {
			source = append(source, strings.Fields(test.flags[i:])...)
		}
		if a, b := identityOf(t, source...), identityOf(t, out); a != b {
			t.Errorf("%s %s: corpus %s, exported and read %s", test.source, test.flags, a, b)
		}
	}
}

// identityOf returns the identity and the number of documents of a corpus.
func identityOf(t *testing.T, args ...string) string {
	t.Helper()
	var id []string
	for _, r := range rows(t, append([]string{"info"}, args...)...) {
		if item := r.text("item"); item == "corpus" || item == "documents" || item == "first date" || item == "last date" {
			id = append(id, r.text("value"))
		}
	}
	return strings.Join(id, " ")
}

// What a format has no place for is an error that names the document, and
// nothing is left of the folder.
func TestExportRefusesToLose(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"url.jsonl":    `{"date":"2005-06-28","title":"甲","body":"乙","url":"http://x"}`,
		"space.jsonl":  `{"date":"2005-06-28","title":"甲","author":["张/三"],"body":"乙"}`,
		"lines.jsonl":  `{"date":"2005-06-28","title":"甲\n丁","body":"\n\n乙"}`,
		"papers.jsonl": `{"title":"甲","body":"乙","paper":"A"}` + "\n" + `{"title":"甲","body":"乙","paper":"B"}`,
		"private.txt":  strings.Replace(good, "农业", "\ue000", 1),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, test := range []struct{ args, says string }{
		{"url.jsonl", `20050628 cannot be written as tagged: encode url.jsonl#1: field "url/"`},
		{"space.jsonl", "20050628 cannot be written as tagged: encode space.jsonl#1: separator in value 张/三 (--as jsonl writes all that there is)"},
		{"papers.jsonl", `the documents are of several papers ("A", "B")`},
		{"private.txt --out-encoding gb18030", "19781218 cannot be written as tagged: \ue000 (U+E000) has no code in gb18030"},
	} {
		c := call(t, "", append([]string{"export", "-o", "out", "--as", "tagged"}, strings.Fields(test.args)...)...)
		if c.status != 1 || !strings.Contains(c.stderr, test.says) {
			t.Errorf("%s: status %d, %s", test.args, c.status, c.stderr)
		}
		if _, err := os.Stat("out"); err == nil {
			t.Errorf("%s: the folder is there", test.args)
		}
		succeed(t, "export", strings.Fields(test.args)[0], "-o", strings.Fields(test.args)[0]+".out", "--as", "jsonl")
	}
	if a, b := identityOf(t, "lines.jsonl"), identityOf(t, export(t, "lines.jsonl", "--as", "tagged")); a != b {
		t.Errorf("lines: %s, %s", a, b)
	}
}

// An interrupt or damage leaves no folder behind, or the empty one that was
// there.
func TestExportLeavesNothingHalf(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept")
	succeed(t, "ingest", sample, "-o", kept)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, as := range exportForms {
		out := filepath.Join(dir, as)
		if c := callUntil(ctx, t, "", "export", kept, "-o", out, "--as", as); c.status != 1 || !strings.Contains(c.stderr, "interrupted") {
			t.Errorf("%s: status %d, %s", as, c.status, c.stderr)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: the folder is there", as)
		}
	}
	segments, err := filepath.Glob(filepath.Join(kept, "segment-*"))
	if err != nil || len(segments) == 0 {
		t.Fatal("no segment in the corpus: ", err)
	}
	data, err := os.ReadFile(segments[0])
	if err != nil {
		t.Fatal(err)
	}
	for i := range len(data) * 9 / 10 {
		data[i] ^= 0x40
	}
	if err := os.WriteFile(segments[0], data, 0o666); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o777); err != nil {
		t.Fatal(err)
	}
	if c := call(t, "", "export", kept, "-o", out); c.status != 1 || !strings.Contains(c.stderr, filepath.Base(segments[0])) {
		t.Errorf("damaged: status %d, %s", c.status, c.stderr)
	}
	if names := files(t, out); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
}
