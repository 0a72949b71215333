package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus"
	"tifa/corpus/store"
)

func selectCorpus(t *testing.T) *store.Corpus {
	return newCorpus(t,
		D{Date: "20041231", Page: "1", Section: "头版", Body: "a b"},                                 // 0
		D{Date: "2005", Page: "1", Body: "a"},                                                      // 1
		D{Date: "200506", Page: "1", Body: "a c"},                                                  // 2
		D{Date: "20050628", Page: "1", Section: "头版", Genre: []string{"照片"}, Body: "a"},            // 3
		D{Date: "20050701", Page: "2", Kicker: "x", Title: "a b", Subtitle: "y", Body: "a b\nc c"}, // 4
		D{Date: "20051231", Page: "2", Body: "a d"},                                                // 5
		D{Page: "2", Body: "a e"},                                                                  // 6
	)
}

func day(t *testing.T, s string) corpus.Date {
	t.Helper()
	if s == "" {
		return corpus.Date{}
	}
	d, ok := corpus.ParseDate(s)
	if !ok {
		t.Fatalf("%q is no date", s)
	}
	return d
}

// numbers returns the item numbers of documents, counted from 0: the places in
// which newCorpus was given them.
func numbers(s *Selection) []int {
	var list []int
	for _, doc := range s.Docs {
		list = append(list, s.Corpus.Document(doc).Record-1)
	}
	slices.Sort(list)
	return list
}

func TestSelectDates(t *testing.T) {
	c := selectCorpus(t)
	for _, w := range []struct {
		from, to            string
		want                []int
		undated, straddling string // numbers in notes
	}{
		{"", "", []int{0, 1, 2, 3, 4, 5, 6}, "", ""},
		{"2005", "2005", []int{1, 2, 3, 4, 5}, "1", ""}, // to the last day of the year
		{"200506", "", []int{2, 3, 4, 5}, "1", "1"},
		{"", "200506", []int{0, 2, 3}, "1", "1"},
		{"20050601", "20050630", []int{2, 3}, "1", "1"}, // the year straddles both ends
		{"20050610", "20050630", []int{3}, "1", "2"},
		{"20050701", "20050701", []int{4}, "1", "1"}, // June touches nothing of it
	} {
		s := selected(t, c, Filter{From: day(t, w.from), To: day(t, w.to)})
		if diff := cmp.Diff(w.want, numbers(s)); diff != "" {
			t.Errorf("from %q to %q: %s", w.from, w.to, diff)
		}
		notes := strings.Join(s.Notes, "\n")
		for _, n := range []struct{ number, words string }{{w.undated, "without a date"}, {w.straddling, "whose date is not known well enough"}} {
			if n.number == "" && strings.Contains(notes, n.words) || n.number != "" && !strings.Contains(notes, "left out: "+n.number+" "+n.words) {
				t.Errorf("from %q to %q: want %q %s in the notes %q", w.from, w.to, n.number, n.words, notes)
			}
		}
	}
}

func TestSelectKinds(t *testing.T) {
	c := selectCorpus(t)
	s := selected(t, c, Filter{Kinds: []string{"article"}})
	if diff := cmp.Diff([]int{0, 1, 2, 4, 5, 6}, numbers(s)); diff != "" || len(s.Notes) != 0 {
		t.Errorf("articles: %s, notes %q", diff, s.Notes)
	}
	s = selected(t, c, Filter{})
	if !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.HasPrefix(n, "1 of 7 documents are of kind picture") }) {
		t.Errorf("no note on the picture: %q", s.Notes)
	}
}

func TestSelectWhere(t *testing.T) {
	where, err := ParseCondition(`section == "头版" and date >= "2005"`)
	if err != nil {
		t.Fatal(err)
	}
	if got := numbers(selected(t, selectCorpus(t), Filter{Where: where})); !slices.Equal(got, []int{3}) {
		t.Errorf("documents %v", got)
	}
}

// Document 4 has kicker 1, title 2, subtitle 1 words, and in its body the title
// again with 2 words, and 2 more. x, y, a, b, c are a character each.
func TestSelectZones(t *testing.T) {
	c := selectCorpus(t)
	four := day(t, "20050701")
	for in, want := range map[string][2]int{ // words with a repeated title counted once, and kept
		"all": {6, 8}, "titles": {4, 4}, "body": {4, 4}, "title": {2, 2}, "kicker,subtitle": {2, 2}, "title,body": {4, 6}, "kicker,body": {5, 5},
	} {
		for i, keep := range []bool{false, true} {
			zones, err := corpus.ParseZones(in, keep)
			if err != nil {
				t.Fatal(err)
			}
			s := selected(t, c, Filter{From: four, To: four, Zones: zones})
			words, characters := s.Size(s.Docs)
			if words != want[i] || characters != want[i] {
				t.Errorf("in %s, repeated title kept %v: %d words, %d characters, want %d", in, keep, words, characters, want[i])
			}
		}
	}
}

// Of documents that have the same text the first that passes is kept.
func TestSelectOnce(t *testing.T) {
	c := newCorpus(t,
		D{Date: "2004", Section: "头版", Body: "a b"}, D{Date: "2005", Section: "理论", Body: "a b"},
		D{Date: "2006", Section: "理论", Body: "a|b"}, // white space makes no other text
		D{Date: "2007", Section: "理论", Body: "a c"}, D{Date: "2008", Section: "理论"}, D{Date: "2009", Section: "理论"},
	)
	if got := numbers(selected(t, c, Filter{Once: true})); !slices.Equal(got, []int{0, 3, 4, 5}) {
		t.Errorf("once: %v", got)
	}
	s := selected(t, c, Filter{Once: true, From: day(t, "2005")})
	if got := numbers(s); !slices.Equal(got, []int{1, 3, 4, 5}) || !slices.Contains(s.Notes, "left out: 1 with the same text as another document") {
		t.Errorf("once from 2005: %v, notes %q", got, s.Notes)
	}
	if got := numbers(selected(t, c, Filter{})); len(got) != 6 {
		t.Errorf("all: %v", got)
	}
}

func TestSelectErrors(t *testing.T) {
	c := selectCorpus(t)
	unknown, err := ParseCondition(`sektion == "x"`)
	if err != nil {
		t.Fatal(err)
	}
	none, err := ParseCondition(`section == "x"`)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{From: day(t, "2006"), To: day(t, "2005")}, []string{"--from 2006 is after --to 2005"}},
		{Filter{Kinds: []string{"article", "poem"}}, []string{`"poem"`, "article, picture"}},
		{Filter{Where: unknown}, []string{`"sektion"`, "section"}},
		{Filter{Where: none}, []string{"no document passes the filter"}},
		{Filter{From: day(t, "2007")}, []string{"no document passes the filter"}},
	} {
		s, err := Select(c, w.filter)
		if err == nil || s != nil {
			t.Errorf("%+v: no error, want %q", w.filter, w.want)
			continue
		}
		for _, part := range w.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%v: want %q in it", err, part)
			}
		}
	}
}

func zonesOf(t *testing.T, in string) corpus.Zones {
	t.Helper()
	zones, err := corpus.ParseZones(in, false)
	if err != nil {
		t.Fatal(err)
	}
	return zones
}
