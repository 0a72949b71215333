package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa/corpus"
	"tifa/reports"
)

// The chart of the README is what tifa draws, to the byte.
func TestReadmeChart(t *testing.T) {
	kept := "testdata/charts/trend.svg"
	file := filepath.Join(t.TempDir(), "trend.svg")
	inRoot(t)
	line := []string{"trend", "testdata/sample", "改革开放", "阶级斗争", "一带一路", "--every", "year", "--no-manifest", "--chart"}
	succeed(t, append(line, file)...)
	want, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is another chart; look at both, and if the new one is right: tifa %s %s", kept, strings.Join(line, " "), kept)
	}
}

// chartOf runs tifa with --chart and returns its table as CSV and its chart.
func chartOf(t *testing.T, args ...string) (table [][]string, svg string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "chart.svg")
	out := succeed(t, append(args, "--format", "csv", "--chart", file)...)
	table, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(text, new(struct{})); err != nil {
		t.Error(err)
	}
	return table, string(text)
}

// groupsOf returns the titles of the groups of a class.
func groupsOf(svg, class string) (titles []string) {
	for _, m := range regexp.MustCompile(`<g class="`+class+`"><title>([^<]*)</title>`).FindAllStringSubmatch(svg, -1) {
		titles = append(titles, m[1])
	}
	return titles
}

// The table is the same with a chart and without.
func TestChartBesideTable(t *testing.T) {
	for _, call := range []string{
		"trend %s 改革 --every year --ci", "sections %s 改革 --by section --by decade", "dispersion %s 改革 市场",
		"keyness %s --target year>=2000 --top 7", "check %s --coverage", "colloc %s 改革 --top 9",
	} {
		args := strings.Fields(fmt.Sprintf(call, sample))
		plain := succeed(t, append(args, "--format", "csv")...)
		file := filepath.Join(t.TempDir(), "chart.svg")
		if diff := cmp.Diff(plain, succeed(t, append(args, "--format", "csv", "--chart", file)...)); diff != "" {
			t.Errorf("%s: %s", call, diff)
		}
		first, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		succeed(t, append(args, "--format", "csv", "--workers", "1", "--chart", file)...)
		if second, err := os.ReadFile(file); err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: other bytes the second time (%v)", call, err)
		}
	}
}

// A stored corpus has the charts of the files it was made of.
func TestStoredCharts(t *testing.T) {
	dir := t.TempDir()
	kept, file := filepath.Join(dir, "kept"), filepath.Join(dir, "chart.svg")
	succeed(t, "ingest", sample, "-o", kept)
	for _, call := range []string{
		"trend %s 改革 市场 --every month --ci --events builtin", "sections %s --by section --by genre", "dispersion %s 改革 市场",
		"keyness %s --target year>=2000", "check %s --coverage", "colloc %s 改革",
	} {
		var charts [2]string
		for i, source := range []string{sample, kept} {
			succeed(t, append(strings.Fields(fmt.Sprintf(call, source)), "--no-manifest", "--chart", file)...)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			charts[i] = string(text)
		}
		if diff := cmp.Diff(charts[0], charts[1]); diff != "" {
			t.Errorf("%s: %s", call, diff)
		}
	}
}

// A trend has a panel a group, a line a term, and a gap where no term has data.
func TestTrendChart(t *testing.T) {
	table, svg := chartOf(t, "trend", sample, "改革开放", "阶级斗争", "--every", "year", "--columns", "term,period,per_million_words")
	if got, want := groupsOf(svg, "series"), []string{"改革开放", "阶级斗争"}; !slices.Equal(got, want) {
		t.Errorf("lines %v, want %v", got, want)
	}
	values, gaps, inGap := 0, 0, false
	for _, row := range table[1:] {
		if row[2] != "" {
			values++
		}
		if row[0] == "改革开放" {
			if row[2] == "" && !inGap {
				gaps++
			}
			inGap = row[2] == ""
		}
	}
	// A mark a value: circles and squares; that of the key is not among them.
	lines := svg[strings.Index(svg, `class="series"`):]
	if n := strings.Count(lines, "<circle ") + strings.Count(lines, "<rect "); n != values {
		t.Errorf("%d marks, %d values", n, values)
	}
	if n := strings.Count(svg, `class="gap"`); n != gaps {
		t.Errorf("%d gaps, want %d", n, gaps)
	}
	_, svg = chartOf(t, "trend", sample, "改革", "--by", "section", "--every", "decade")
	sections, err := csv.NewReader(strings.NewReader(succeed(t, "sections", sample, "--columns", "group", "--format", "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := groupsOf(svg, "panel"); len(got) != len(sections)-2 { // its heading and (all)
		t.Errorf("%d panels for %d sections", len(got), len(sections)-2)
	}
}

// With --smooth the pooled rate is shown: a mark for each, at another height, and
// without the interval of the plain one.
func TestTrendChartSmooth(t *testing.T) {
	args := []string{"trend", sample, "改革开放", "--every", "decade", "--ci"}
	_, plain := chartOf(t, args...)
	_, smooth := chartOf(t, append(args, "--smooth", "1")...)
	if !strings.Contains(plain, `class="band"`) || strings.Contains(smooth, `class="band"`) {
		t.Error("an interval beside a rate that it is not of")
	}
	if !strings.Contains(smooth, "Pooled over 1 decade on either side.") {
		t.Error("the chart does not say that its rates are pooled")
	}
	line := regexp.MustCompile(`<polyline points="[^"]*"`)
	if a, b := line.FindString(plain), line.FindString(smooth); a == b || b == "" {
		t.Error("the same line")
	}
}

// Key words of a chart are the ends of the whole table, whatever is shown of it.
func TestKeynessChart(t *testing.T) {
	args := []string{"keyness", sample, "--target", "year >= 2000"}
	whole, err := csv.NewReader(strings.NewReader(succeed(t, append(args, "--format", "csv", "--columns", "word,g2")...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i, row := range whole[1:] {
		if negative := strings.HasPrefix(row[1], "-"); i < keynessBars && !negative || i >= len(whole)-1-keynessBars && negative {
			want = append(want, row[0])
		}
	}
	table, svg := chartOf(t, append(args, "--top", "3")...)
	if len(table) != 4 {
		t.Errorf("%d rows in the table, want 3", len(table)-1)
	}
	if diff := cmp.Diff(want, groupsOf(svg, "group")); diff != "" {
		t.Error(diff)
	}
}

// A map of years has a column for each, with data or not; a term in it has no
// data where there are no documents.
func TestHeatChart(t *testing.T) {
	_, svg := chartOf(t, "sections", sample, "--by", "section", "--by", "year")
	rows := groupsOf(svg, "row")
	first := svg[strings.Index(svg, `<g class="row">`):]
	first = first[:strings.Index(first, "</g>")]
	if n := strings.Count(first, "<rect "); len(rows) != 8 || n != 2021-1976+1 {
		t.Errorf("%d rows of %d cells", len(rows), n)
	}
	if n := strings.Count(first, "<line "); n != 31 { // years without documents, as trend notes
		t.Errorf("%d cells are crossed out", n)
	}
	_, turned := chartOf(t, "sections", sample, "--by", "year", "--by", "section")
	if got := groupsOf(turned, "row"); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(rows))) {
		t.Errorf("with years first the rows are %v", got)
	}
}

// An x-ray has a strip a term with the number of its uses.
func TestXRayChart(t *testing.T) {
	table, svg := chartOf(t, "dispersion", sample, "改革", "市场", "--columns", "word,count")
	for _, row := range table[1:] {
		if !strings.Contains(svg, ">"+row[1]+" uses<") {
			t.Errorf("no strip with %s uses of %s", row[1], row[0])
		}
	}
}

// The days of a calendar are those that are counted.
func TestCalendarYears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := new(corpus.Coverage)
		start, _ := corpus.DayOf(rapid.IntRange(1999, 2001).Draw(t, "year"), time.January, 1)
		from, n := rapid.IntRange(0, 300).Draw(t, "from"), rapid.IntRange(1, 400).Draw(t, "days")
		for i := from; i < from+n; i++ {
			if day := start + corpus.Day(i); rapid.IntRange(0, 9).Draw(t, "there") > 0 && day.Time().Weekday() != time.Sunday || i == from {
				c.AddDate(corpus.Date{First: day, Last: day})
			}
		}
		years := calendarYears(c)
		for i, want := range c.Years() {
			var count [3]int
			for _, d := range years[i].Days {
				count[d]++
			}
			if count[reports.DayFound] != want.DaysFound || count[reports.DayMissing] != want.DaysMissing || years[i].Year != want.Year {
				t.Fatalf("%d: %d found and %d missing, want %+v", years[i].Year, count[reports.DayFound], count[reports.DayMissing], want)
			}
		}
	})
}

// A chart carries the manifest of its table.
func TestChartProvenance(t *testing.T) {
	dir := t.TempDir()
	chart, table := filepath.Join(dir, "a.svg"), filepath.Join(dir, "a.csv")
	succeed(t, "trend", sample, "改革", "--every", "year", "--chart", chart, "-o", table)
	text, err := os.ReadFile(chart)
	if err != nil {
		t.Fatal(err)
	}
	var svg struct {
		Metadata string `xml:"metadata"`
	}
	if err := xml.Unmarshal(text, &svg); err != nil {
		t.Fatal(err)
	}
	beside, err := os.ReadFile(table + ".tifa.json")
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal([]byte(svg.Metadata), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(beside, &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Without a font there is an error before the work, and no file.
func TestChartWithoutFont(t *testing.T) {
	seg, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	p := &program{stdout: &stdout, stderr: &stderr, segmenter: seg, fontFolders: []string{t.TempDir()}}
	file := filepath.Join(t.TempDir(), "a.png")
	err = p.run(context.Background(), []string{"trend", sample, "改革", "--chart", file})
	if err == nil || !strings.Contains(err.Error(), "no font with Chinese characters found: give --font FILE, or write .svg") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(file); err == nil || stdout.Len() > 0 {
		t.Error("something is written all the same")
	}
}

// Only so many colours: the rest is one piece, and nothing is lost.
func TestPool(t *testing.T) {
	d := &reports.Bars{Groups: []string{"a", "b"}}
	for k := range 12 {
		d.Series = append(d.Series, fmt.Sprint(k))
		d.Values = append(d.Values, []reports.Cell{reports.IntCell(int64(k)), reports.IntCell(1)})
	}
	before := [2]int64{sumOf(d, 0), sumOf(d, 1)}
	pool(d)
	if diff := cmp.Diff([]string{"5", "6", "7", "8", "9", "10", "11", "(other)"}, d.Series); diff != "" {
		t.Error(diff)
	}
	if after := [2]int64{sumOf(d, 0), sumOf(d, 1)}; after != before {
		t.Errorf("%v became %v", before, after)
	}
}
