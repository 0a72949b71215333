package main

import (
	"context"
	"errors"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/corpus/ingest"
)

// The same seed makes the same bytes with any number of workers, in files of
// any length and in one stream; another seed makes others.
func TestSameBytes(t *testing.T) {
	const flags = "--documents 300 --from 1998-11 --to 1999-02 --duplicates 0.1 --seed 7"
	dir := generate(t, flags+" --workers 1")
	want := contents(t, dir)
	if got := slices.Sorted(maps.Keys(want)); !slices.Equal(got, []string{
		"1998/199811.TXT", "1998/199812.TXT", "1999/199901.TXT", "1999/199902.TXT",
	}) {
		t.Errorf("files %v", got)
	}
	other := generate(t, flags+" --workers 5")
	if diff := cmp.Diff(want, contents(t, other)); diff != "" {
		t.Error("five workers make other files than one")
	}
	if diff := cmp.Diff(contents(t, filepath.Dir(dir))["corpus.planted.json"], contents(t, filepath.Dir(other))["corpus.planted.json"]); diff != "" {
		t.Errorf("the manifest of one worker and of five:\n%s", diff)
	}
	daily := contents(t, generate(t, flags+" --files day"))
	if len(daily) != 30+31+31+28 { // an issue of every day has a document
		t.Errorf("%d files of days", len(daily))
	}
	stream := call(t, append(strings.Fields(flags), "-o", "-")...)
	if stream.stdout != joined(want) || stream.stdout != joined(daily) {
		t.Error("the stream, the files of months and those of days hold different bytes")
	}
	if again := contents(t, generate(t, strings.Replace(flags, "seed 7", "seed 8", 1))); joined(again) == joined(want) {
		t.Error("another seed makes the same texts")
	}
}

// joined returns the texts of files in the order of their names.
func joined(files map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		b.WriteString(files[name])
	}
	return b.String()
}

// A corpus of all years: what the manifest says is what is there, by a plain
// scan of the bytes and by the library's count of terms over time.
func TestManifest(t *testing.T) {
	dir := generate(t, "--documents 2500 --from 1990 --to 1995")
	m := manifestOf(t, dir)
	docs, problems := read(t, dir)
	for _, p := range problems {
		t.Errorf("%v (%s)", p, p.Code)
	}
	if len(docs) != 2500 || m.Total.Documents != 2500 {
		t.Errorf("%d documents, %d by the manifest, want 2500", len(docs), m.Total.Documents)
	}
	texts := make(map[string]string) // by year
	for name, text := range contents(t, dir) {
		texts[filepath.Dir(name)] += text
	}
	var want []analysis.TrendRow // what the manifest says
	total := 0
	for _, p := range m.PlantedTerms {
		for i, y := range p.Years {
			text := texts[yearName(y.Year)]
			if got := strings.Count(text, p.Term); got != y.Count {
				t.Errorf("%s stands %d times in the files of %d, %d by the manifest", p.Term, got, y.Year, y.Count)
			}
			if n := int64(len(text)); n != m.Years[i].Bytes {
				t.Errorf("%d bytes in %d, %d by the manifest", n, y.Year, m.Years[i].Bytes)
			}
			want = append(want, analysis.TrendRow{
				Term: p.Term, Period: yearName(y.Year), Count: analysis.Just(y.Count), Documents: analysis.Just(y.Documents),
				DocumentsTotal: m.Years[i].Documents,
			})
			total += y.Count
		}
	}
	if total < 100 {
		t.Errorf("only %d planted terms", total)
	}
	for _, match := range []string{"string", "phrase"} {
		if diff := cmp.Diff(want, trend(t, dir, m, match), maybes); diff != "" {
			t.Errorf("trend --match %s (- manifest, + trend):\n%s", match, diff)
		}
	}
}

var maybes = cmp.AllowUnexported(analysis.Maybe[int]{}, analysis.Maybe[float64]{}, analysis.Maybe[bool]{})

func yearName(year int) string { return newYear(year).Time().Format("2006") }

// trend counts the planted terms as tifa trend does.
func trend(t *testing.T, dir string, m *manifest, match string) []analysis.TrendRow {
	t.Helper()
	c, err := ingest.Read(t.Context(), []string{dir}, ingest.Options{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := analysis.Select(c, analysis.Filter{Zones: corpus.AllZones})
	if err != nil {
		t.Fatal(err)
	}
	how, err := analysis.ParseMatch(match)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, p := range m.PlantedTerms {
		list = append(list, p.Term)
	}
	terms, err := analysis.ParseTerms(list, how)
	if err != nil {
		t.Fatal(err)
	}
	periods, err := analysis.Every(s, "year")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := analysis.Trend(s, terms, analysis.TrendOptions{Match: how, Periods: periods})
	if err != nil {
		t.Fatal(err)
	}
	var found []analysis.TrendRow
	words := 0
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		if len(found) < len(m.Years) {
			words += row.WordsTotal
		}
		found = append(found, analysis.TrendRow{
			Term: row.Term, Period: row.Period, Count: row.Count, Documents: row.Documents, DocumentsTotal: row.DocumentsTotal,
		})
	}
	if got := float64(words) / float64(m.Total.Documents); math.Abs(got/meanWords-1) > 0.1 {
		t.Errorf("%.0f words a document; --words takes them for %d", got, meanWords)
	}
	return found
}

// Of the documents of --duplicates each, and no other, has the text of one
// before; the planted terms stay exact.
func TestDuplicates(t *testing.T) {
	dir := generate(t, "--documents 600 --from 2003 --to 2003 --duplicates 0.2")
	m := manifestOf(t, dir)
	if n := m.Total.Duplicates; n < 80 || n > 140 { // 0.2 of those with a body
		t.Errorf("%d of 600 documents are duplicates", n)
	}
	docs, problems := read(t, dir)
	same := 0
	for _, p := range problems {
		if p.Code == corpus.SameText {
			same++
			continue
		}
		t.Errorf("%v (%s)", p, p.Code)
	}
	if same != m.Total.Duplicates || len(docs) != 600 {
		t.Errorf("%d of %d documents repeat a text, %d by the manifest", same, len(docs), m.Total.Duplicates)
	}
	for _, p := range m.PlantedTerms {
		if got := strings.Count(joined(contents(t, dir)), p.Term); got != p.Count {
			t.Errorf("%s stands %d times, %d by the manifest", p.Term, got, p.Count)
		}
	}
}

// The records in GB18030 are those in UTF-8, and the manifest counts their
// bytes.
func TestGB18030(t *testing.T) {
	const flags = "--documents 150 --from 2010-05 --to 2010-06"
	dir, utf8 := generate(t, flags+" --encoding gb18030"), generate(t, flags)
	got, problems := read(t, dir)
	want, _ := read(t, utf8)
	if len(problems) > 0 {
		t.Errorf("%v", problems[0])
	}
	for _, d := range slices.Concat(got, want) {
		d.Source = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("documents in UTF-8 and GB18030 differ:\n%.2000s", diff)
	}
	if n := int64(len(joined(contents(t, dir)))); n != manifestOf(t, dir).Total.Bytes || n >= manifestOf(t, utf8).Total.Bytes {
		t.Errorf("%d bytes, %d by the manifest, %d in UTF-8", n, manifestOf(t, dir).Total.Bytes, manifestOf(t, utf8).Total.Bytes)
	}
}

// Texts are those of a paper: pages and items run, adverts and pictures are
// there, some bodies have headings, datelines, the title again, some titles
// come more than once; terms of the lexicon do not stand before their year.
func TestLikeAPaper(t *testing.T) {
	docs, _ := read(t, generate(t, "--documents 1500 --from 1994-01 --to 1994-01"))
	seen := make(map[string]int)
	titles := make(map[string]int)
	page, item := "", 0
	for _, d := range docs {
		if d.Page != page {
			page, item = d.Page, 0
		}
		if item++; corpus.CompareNumbers(d.Item, formatInt(item)) != 0 {
			t.Errorf("%s: item %s, want %d", d.PrintedID(), d.Item, item)
		}
		seen["page "+d.Page]++
		seen["genre "+d.Genres[0]]++
		titles[d.Title]++
		if _, place := corpus.Dateline(d.Body); place != "" {
			seen["dateline"]++
		}
		if strings.HasPrefix(d.Body, indent+d.Title+"\n") {
			seen["title again"]++
		}
		if len(corpus.Outline(d.Body)) > 2 {
			seen["headings"]++
		}
		if strings.ContainsAny(d.Body, "“") {
			seen["quotes"]++
		}
	}
	for _, what := range []string{"page 01", "page 08", "genre 消息", "genre 照片", "genre 广告", "dateline", "title again", "headings", "quotes"} {
		if seen[what] < 10 {
			t.Errorf("%s: %d of %d documents", what, seen[what], len(docs))
		}
	}
	if seen["page 09"] > 0 || titles["图片新闻"] < 2 || titles["广告"] < 2 {
		t.Errorf("%d documents on page 9; titles %d and %d times", seen["page 09"], titles["图片新闻"], titles["广告"])
	}
}

func formatInt(n int) string { return string(appendInt(nil, n, false)) }

// Work that is interrupted leaves whole files only, and no manifest.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "corpus")
	p := &program{new(strings.Builder), new(strings.Builder), needVocabulary(t)}
	err := p.run(ctx, []string{"--documents", "1000", "-o", dir})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if files := contents(t, filepath.Dir(dir)); len(files) > 0 {
		t.Errorf("left behind: %v", slices.Collect(maps.Keys(files)))
	}
}

// A brokenWriter takes so many bytes.
type brokenWriter struct{ left int }

var errBroken = errors.New("no space left")

func (w *brokenWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errBroken
	}
	return len(b), nil
}

// An error of the writer ends all work, however far it is.
func TestBrokenWriter(t *testing.T) {
	for _, left := range []int{0, 600_000} {
		p := &program{&brokenWriter{left}, new(strings.Builder), needVocabulary(t)}
		err := p.run(t.Context(), strings.Fields("--documents 3000 --from 1990 --to 1992 -o - --workers 3"))
		if !errors.Is(err, errBroken) {
			t.Errorf("error %v", err)
		}
	}
}

// Many workers on many short months: the month whose turn it is must not wait
// for room that later ones have taken.
func TestStreamOfShortMonths(t *testing.T) {
	const flags = "--documents 900 --from 1949 --to 2020 -o - --workers "
	want := call(t, strings.Fields(flags+"1")...)
	for _, workers := range []string{"2", "7", "16"} {
		if got := call(t, strings.Fields(flags+workers)...); got != want {
			t.Errorf("%s workers write another stream than one", workers)
		}
	}
}
