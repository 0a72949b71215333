package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"tifa/corpus"
	"tifa/corpus/ingest"
)

// One corpus, whatever the number of workers and the order of the sources.
func TestOrder(t *testing.T) {
	want := told(t, read(t, ingest.Options{Workers: 1}, sample))
	files := filesOf(t, sample)
	reversed := slices.Clone(files)
	slices.Reverse(reversed)
	for _, c := range []struct {
		name    string
		workers int
		sources []string
	}{
		{"8 workers", 8, []string{sample}},
		{"as many as processors", 0, []string{sample}},
		{"its files", 1, files},
		{"its files from the last to the first", 3, reversed},
		{"a part twice", 2, append([]string{files[5], files[3]}, sample)},
	} {
		got := told(t, read(t, ingest.Options{Workers: c.workers}, c.sources...))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

// Many batches, so that workers do finish out of order.
func TestOrderBatches(t *testing.T) {
	if testing.Short() {
		t.Skip("3 MB")
	}
	long, short := strings.Repeat("改革开放。\n", 20000), "改革"
	dir := folder(t, map[string]string{
		"a.txt": record("20050101", "1", "一", long) + record("20050101", "2", "二", short),
		"b.txt": strings.Repeat(record("20050102", "1", "三", short), 300),
		"c.txt": record("20050103", "1", "四", long) + record("20041231", "1", "五", short),
	})
	one, many := read(t, ingest.Options{Workers: 1}, dir), read(t, ingest.Options{Workers: 8}, dir)
	if diff := cmp.Diff(told(t, one), told(t, many)); diff != "" {
		t.Error(diff)
	}
	if one.Len() != 304 || one.ID(0) != "20041231-1-1" {
		t.Errorf("%d documents, the first is %s", one.Len(), one.ID(0))
	}
}

// The same records in another encoding, with other line ends, are the same
// documents.
func TestOrderEncoding(t *testing.T) {
	text := record("20050628", "05", "先进性教育", "先进性教育\n    本报讯 保持共产党员先进性教育活动。") + record("200506", "1", "改革", "")
	native, err := simplifiedchinese.GB18030.NewEncoder().String(strings.ReplaceAll(text, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	a := read(t, ingest.Options{}, folder(t, map[string]string{"x.txt": text}))
	b := read(t, ingest.Options{}, folder(t, map[string]string{"x.txt": native}))
	if a.Identity() != b.Identity() || a.Len() != 2 {
		t.Errorf("%+v, in GB18030 %+v", a.Identity(), b.Identity())
	}
	for doc := range a.Len() {
		for z := range corpus.Zone(corpus.NumZones) {
			if a.Text(doc, z) != b.Text(doc, z) || a.ID(doc) != b.ID(doc) {
				t.Errorf("%s: %q, in GB18030 %q", a.ID(doc), a.Text(doc, z), b.Text(doc, z))
			}
		}
	}
}
