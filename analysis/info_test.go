package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInfo(t *testing.T) {
	s := selectAll(t, breakdownDocs...)
	rows, err := Info(s, 2)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		if r.Item == "corpus" || r.Item == "segmentation" {
			continue
		}
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %d", r.Item, r.Value, value(r.Documents))))
	}
	for _, want := range [][]string{
		{"documents 5 5", "words 10 -1", "characters 10 -1", "first date 2004-12-31 -1", "last date 2005-01-04 -1"},
		{"section 3 values 4", "section 头版 2", "section 国际 1"},
		{"page 3 values 4", "page 2 2", "page 1 1"}, // more than two: those with most documents
		{"author 3 values 4", "author 李 2", "author 王 2"},
		{"year 2 values 5", "year 2004 1", "year 2005 4"},
		{"kind 1 value 5", "kind article 5"},
	} {
		i := slices.Index(got, want[0])
		if i < 0 || i+len(want) > len(got) {
			t.Errorf("no row %q in %q", want[0], got)
			continue
		}
		if diff := cmp.Diff(want, got[i:i+len(want)]); diff != "" {
			t.Error(diff)
		}
	}
	if slices.ContainsFunc(rows, func(r InfoRow) bool { return r.Item == "keyword" || r.Item == "title" || r.Item == "id" }) {
		t.Error("fields without values, or with one for every document, are told")
	}
	if id := s.Corpus.Identity(); rows[5].Value != id.Content.String() || rows[6].Value != "by hand" {
		t.Errorf("identity %q, %q", rows[5].Value, rows[6].Value)
	}
}
