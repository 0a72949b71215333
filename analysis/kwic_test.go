package analysis

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tifa/corpus"
)

func occurrences(s *Selection, terms []Term, m Match) []occurrence {
	hits, _, _ := newConcordance(s, terms, KwicOptions{}).occurrences(m, 0)
	return hits
}

func kwic(t interface{ Fatal(...any) }, s *Selection, terms []Term, opt KwicOptions) []KwicRow {
	return all[KwicRow](t)(Kwic(s, terms, opt))
}

// hitIDs returns hit_id and term.
func hitIDs(rows []KwicRow) []string {
	list := make([]string, len(rows))
	for i, r := range rows {
		list[i] = r.HitID + " " + r.Term
	}
	return list
}

func TestKwic(t *testing.T) {
	s := selectAll(t,
		D{
			Date: "20050628", Page: "05", Section: "头版", Genre: []string{"消息", "要闻"},
			Kicker: "甲", Title: "甲|乙", Body: "甲乙\n丙|甲。\n一、丁\n（一）戊\n甲，甲乙\n二、己\n庚|甲",
		},
		D{Body: "８|甲|％"},
	)
	got := kwic(t, s, mustTerms(t, String, "甲", "甲乙", "8甲%"), KwicOptions{Context: Context{N: 2}})
	head := KwicRow{
		ID: "20050628-5-1", Date: day(t, "20050628"), Page: "05", Section: "头版", Genre: []string{"消息", "要闻"}, Title: "甲乙",
	}
	row := func(id, zone, part, term, left, match, right string) KwicRow {
		r := head
		r.HitID, r.Zone, r.Part, r.Term, r.Left, r.Match, r.Right = head.ID+id, zone, part, term, left, match, right
		return r
	}
	undated := head
	undated.ID, undated.Date, undated.Page, undated.Section, undated.Genre, undated.Title = "t/x#2", corpus.Date{}, "", "", nil, ""
	first := len(got) - 2
	if first != 8 {
		t.Fatalf("%d rows: %v", len(got), hitIDs(got))
	}
	want := []KwicRow{
		row("#kicker:0", "kicker", "", "甲", "", "甲", ""),
		row("#title:0", "title", "", "甲", "", "甲", "乙"),
		row("#title:0", "title", "", "甲乙", "", "甲乙", ""),
		// The title that the body repeats is not counted, but it stands before.
		row("#body:4", "body", "", "甲", "\n丙", "甲", "。\n"),
		row("#body:16", "body", "一、丁", "甲", "戊\n", "甲", "，甲"),
		row("#body:18", "body", "一、丁", "甲", "甲，", "甲", "乙\n"),
		row("#body:18", "body", "一、丁", "甲乙", "甲，", "甲乙", "\n二"),
		row("#body:26", "body", "二、己", "甲", "\n庚", "甲", ""),
	}
	head = undated
	want = append(want,
		row("#body:0", "body", "", "8甲%", "", "８甲％", ""), // as printed
		row("#body:1", "body", "", "甲", "８", "甲", "％"),
	)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	notes := strings.Join(s.Notes, "\n")
	for _, note := range []string{"甲: 7 hits in 2 of 2 documents", "甲乙: 2 hits in 1 of 2 documents"} {
		if !strings.Contains(notes, note) {
			t.Errorf("no note %q in %s", note, notes)
		}
	}
}

// Of many terms there is one note.
func TestKwicNotes(t *testing.T) {
	s := selectAll(t, D{Body: "甲|乙|甲"}, D{Body: "甲"}, D{Body: "丙"})
	list := []string{"甲", "乙"}
	for i := range 19 {
		list = append(list, "甲"+strconv.Itoa(i))
	}
	kwic(t, s, mustTerms(t, String, list...), KwicOptions{})
	if want := []string{"21 terms: 4 hits in 2 of 3 documents"}; !slices.Equal(s.Notes, want) {
		t.Errorf("notes %q, want %q", s.Notes, want)
	}
}

// A repeated title that is counted has the place that it has in the body.
func TestKwicRepeatedTitle(t *testing.T) {
	c := newCorpus(t, D{Date: "2005", Title: "甲|乙", Body: "甲乙\n丙|甲"})
	zones, _ := corpus.ParseZones("body", false)
	s := selected(t, c, Filter{Zones: zones})
	rows := kwic(t, s, mustTerms(t, String, "甲"), KwicOptions{Context: Context{Unit: Words, N: 1}})
	if diff := cmp.Diff([]string{"2005--1#body:0 甲", "2005--1#body:4 甲"}, hitIDs(rows)); diff != "" {
		t.Error(diff)
	}
	if rows[1].Left != "丙" || rows[0].Right != "乙\n丙" && rows[0].Right != "乙" {
		t.Errorf("context %q, %q", rows[1].Left, rows[0].Right)
	}
}

// drawSelection draws what may narrow a count.
func drawSelection(t *rapid.T, parts bool) (*Selection, Match) {
	m := rapid.SampledFrom([]Match{String, Phrase, Word, Regex}).Draw(t, "match")
	docs := corpora().Draw(t, "corpus")
	for i := range docs {
		if rapid.Bool().Draw(t, "parted") {
			docs[i].Body += "\n一、甲\n" + docs[i].Body + "\n二、乙\n" + docs[i].Body
		}
		if rapid.Bool().Draw(t, "repeats its title") {
			docs[i].Body = docs[i].Title + "\n" + docs[i].Body
		}
	}
	docs = append(docs, docs[0]) // a duplicate
	c := newCorpus(t, docs...)
	if parts {
		c = c.Parts()
	}
	f := Filter{Once: rapid.Bool().Draw(t, "once"), Zones: corpus.Zones(rapid.IntRange(1, 1<<corpus.NumZones-1).Draw(t, "zones"))}
	if rapid.Bool().Draw(t, "near") {
		near, err := ParseNear(rapid.SampledFrom([]string{"甲:0", "乙:1", "丙丙:2", "丙:9"}).Draw(t, "beside"), m)
		if err != nil {
			t.Fatal(err)
		}
		f.Near = append(f.Near, near)
	}
	return selected(t, c, f), m
}

// There are as many rows as counts say, in each document, however terms are
// matched and whatever narrows them; and hit_id says where the match is.
func TestKwicIsCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, m := drawSelection(t, rapid.Bool().Draw(t, "parts"))
		terms := mustTerms(t, m, drawTerms(t)...)
		want, got := make(map[string]int), make(map[string]int)
		for i, hits := range CountTerms(s, terms, m) {
			for _, h := range hits {
				if n := h.Count(m); n > 0 {
					want[s.Corpus.ID(h.Doc)+" "+terms[i].Label] = n
				}
			}
		}
		doc := make(map[string]int)
		for i := range s.Corpus.Len() {
			doc[s.Corpus.ID(i)] = i
		}
		unit := rapid.SampledFrom([]ContextUnit{Characters, Words, Sentence, Paragraph}).Draw(t, "unit")
		rows := kwic(t, s, terms, KwicOptions{Match: m, Context: Context{unit, 3}})
		seen := make(map[string]bool)
		for i, r := range rows {
			got[r.ID+" "+r.Term]++
			if id := hitIDs(rows[i : i+1])[0]; seen[id] {
				t.Fatalf("%s comes twice", id)
			} else {
				seen[id] = true
			}
			id, zone, offset := cutHitID(t, r.HitID)
			text := zoneText(s, doc[id], zone)
			before := string([]rune(text)[:offset])
			if id != r.ID || zone != r.Zone || !strings.HasPrefix(text[len(before):], r.Match+r.Right) || !strings.HasSuffix(before, r.Left) || r.Match == "" {
				t.Fatalf("%+v in %q", r, text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// zoneText is the text of a zone as people know it.
func zoneText(s *Selection, doc int, zone string) string {
	for z := range corpus.Zone(corpus.NumZones) {
		if z.String() == zone {
			text := s.Corpus.Text(doc, z)
			if z == corpus.Body {
				text = s.Corpus.Text(doc, corpus.Repeat) + text
			}
			return text
		}
	}
	return ""
}

func cutHitID(t interface{ Fatal(...any) }, hitID string) (id, zone string, offset int) {
	i := strings.LastIndexByte(hitID, '#')
	zone, number, _ := strings.Cut(hitID[i+1:], ":")
	offset, err := strconv.Atoi(number)
	if err != nil {
		t.Fatal(err)
	}
	return hitID[:i], zone, offset
}

// The part of a row is the field part of the corpus cut into parts.
func TestKwicParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, m := drawSelection(t, false)
		terms := mustTerms(t, m, drawTerms(t)...)
		want, got := make(map[string]int), make(map[string]int)
		p := &Selection{Corpus: s.Corpus.Parts(), Zones: s.Zones, near: s.near}
		for doc := range p.Corpus.Len() {
			whole, _, _ := strings.Cut(p.Corpus.ID(doc), "§")
			if slices.ContainsFunc(s.Docs, func(d int) bool { return s.Corpus.ID(d) == whole }) {
				p.Docs = append(p.Docs, doc)
			}
		}
		for i, hits := range CountTerms(p, terms, m) {
			for _, h := range hits {
				if n := h.Count(m); n > 0 {
					id, _, _ := strings.Cut(p.Corpus.ID(h.Doc), "§")
					want[id+" "+strings.Join(p.Corpus.Values(h.Doc, "part"), "")+" "+terms[i].Label] += n
				}
			}
		}
		for _, r := range kwic(t, s, terms, KwicOptions{Match: m}) {
			got[r.ID+" "+r.Part+" "+r.Term]++
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// However texts are cut into words, a string has the same hits of the same
// names; and a corpus that has grown has them still.
func TestHitIDsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := corpora().Draw(t, "corpus")
		cut := slices.Clone(docs)
		for i := range cut {
			cut[i].Body = strings.NewReplacer("|", "", "+", "|").Replace(cut[i].Body)
		}
		grown := append(slices.Clone(cut), D{Date: "20010101", Body: "甲乙丙"})
		terms := drawTerms(t)
		want := hitIDs(kwic(t, selectAll(t, docs...), mustTerms(t, String, terms...), KwicOptions{}))
		for _, other := range [][]D{cut, grown} {
			got := hitIDs(kwic(t, selectAll(t, other...), mustTerms(t, String, terms...), KwicOptions{Context: Context{N: 3}}))
			got = slices.DeleteFunc(got, func(id string) bool { return strings.HasPrefix(id, "20010101") })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// Every order has the same rows. Its keys ascend, and where they tie the order
// is that of the corpus.
func TestKwicSort(t *testing.T) {
	backward := func(s string) string {
		r := []rune(s)
		slices.Reverse(r)
		return string(r)
	}
	keys := map[string]func(KwicRow) string{
		"date": func(KwicRow) string { return "" }, "left": func(r KwicRow) string { return backward(r.Left) },
		"right": func(r KwicRow) string { return r.Right }, "match": func(r KwicRow) string { return r.Match },
	}
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		terms := mustTerms(t, Regex, "甲+", "[乙丙]")
		want := kwic(t, s, terms, KwicOptions{Match: Regex, Context: Context{N: sortedBy}})
		for order, key := range keys {
			slow := slices.Clone(want)
			slices.SortStableFunc(slow, func(a, b KwicRow) int { return strings.Compare(key(a), key(b)) })
			got := kwic(t, s, terms, KwicOptions{Match: Regex, Context: Context{N: sortedBy}, Sort: order})
			if diff := cmp.Diff(slow, got); diff != "" {
				t.Fatalf("%s: %s", order, diff)
			}
		}
		top := rapid.IntRange(0, 5).Draw(t, "top")
		random := hitIDs(kwic(t, s, terms, KwicOptions{Match: Regex, Sort: "random", Seed: 3}))
		if n := min(top, len(random)); top > 0 {
			if diff := cmp.Diff(random[:n], hitIDs(kwic(t, s, terms, KwicOptions{Match: Regex, Sort: "random", Seed: 3, Top: top}))); diff != "" {
				t.Fatal(diff)
			}
		}
		slices.Sort(random)
		if plain := hitIDs(want); !slices.Equal(slices.Sorted(slices.Values(plain)), random) {
			t.Fatal("the random order has other rows")
		}
	})
}

func TestKwicErrors(t *testing.T) {
	s := selectAll(t, D{Body: "甲"})
	for _, opt := range []KwicOptions{{Sort: "size"}, {By: []string{"year"}}, {By: []string{"sektion"}, Sample: 1}} {
		if _, err := Kwic(s, mustTerms(t, String, "甲"), opt); err == nil {
			t.Errorf("%+v: no error", opt)
		}
	}
}

// So many hits that several goroutines find and show them: the same rows.
func TestKwicParallel(t *testing.T) {
	docs := make([]D, 3000)
	for i := range docs {
		docs[i] = D{Date: fmt.Sprint(1000 + i), Body: bodyOf(i%4, 5)}
	}
	s := selectAll(t, docs...)
	terms := mustTerms(t, String, "甲", "x")
	for _, opt := range []KwicOptions{{}, {Sample: 50, By: []string{"decade", "term"}, Sort: "left"}} {
		opt.Context = Context{N: 2}
		var want []KwicRow
		for _, processors := range []int{1, 8} {
			before := runtime.GOMAXPROCS(processors)
			got := kwic(t, s, terms, opt)
			runtime.GOMAXPROCS(before)
			if want == nil {
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" || len(got) < 4500 {
				t.Errorf("%d rows: %s", len(got), diff)
			}
		}
	}
}

// The columns that are named are those that there are.
func TestKwicColumns(t *testing.T) {
	if diff := cmp.Diff(KwicColumns, columnsOf(KwicRow{})); diff != "" {
		t.Error(diff)
	}
}

// nearNaive is what Near says, by looking at every pair of matches.
func nearNaive(s *Selection, o, beside occurrence, words int) bool {
	if o.doc != beside.doc || o.zone != beside.zone || o.start < beside.end && beside.start < o.end {
		return false
	}
	from, to := int(min(o.end, beside.end)), int(max(o.start, beside.start))
	text := zoneText(s, int(o.doc), o.zone.String())
	repeat := len(s.Corpus.Text(int(o.doc), corpus.Repeat))
	if o.zone == corpus.Body && from < repeat && to >= repeat {
		return false // another zone, though people see one
	}
	if strings.Contains(text[from:to], "\n") {
		return false
	}
	n, at := 0, 0
	tokens := s.Corpus.Tokens(int(o.doc), o.zone)
	if o.zone == corpus.Body {
		tokens = slices.Concat(s.Corpus.Tokens(int(o.doc), corpus.Repeat), tokens)
	}
	for _, id := range tokens {
		token := s.Corpus.Lexicon(int(o.doc)).Token(id)
		if token.Word != "" && at >= from && at+len(token.Text) <= to {
			n++
		}
		at += len(token.Text)
	}
	return n <= words
}

func TestNearNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		s.Zones = corpus.Zones(rapid.IntRange(1, 1<<corpus.NumZones-1).Draw(t, "zones"))
		m := rapid.SampledFrom([]Match{String, Word}).Draw(t, "match")
		// Of one character: of longer ones the matches that are near may overlap
		// others that are not.
		terms := mustTerms(t, m, rapid.SampledFrom([]string{"甲", "乙", "丙"}).Draw(t, "term"))
		near, err := ParseNear(rapid.SampledFrom([]string{"甲", "乙丙", "甲甲"}).Draw(t, "beside")+":"+strconv.Itoa(rapid.IntRange(0, 3).Draw(t, "words")), m)
		if err != nil {
			t.Fatal(err)
		}
		besides := occurrences(s, []Term{near.Term}, m)
		var want []occurrence
		for _, o := range occurrences(s, terms, m) {
			if slices.ContainsFunc(besides, func(b occurrence) bool { return nearNaive(s, o, b, near.Words) }) {
				want = append(want, o)
			}
		}
		s.near = []Near{near}
		got := occurrences(s, terms, m)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(occurrence{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNear(t *testing.T) {
	s := selectAll(t, D{Body: "甲|丁，丁|乙|甲\n乙|丁|甲甲|丁|丁|丁|丁|乙"}, D{Title: "甲", Body: "乙"})
	for near, want := range map[string]string{
		// words between 乙 and the nearest 甲: 2 and 0, 1, 0 (overlapping), 4
		"乙:0": "5", "乙:1": "5 9 10", "乙:2": "0 5 9 10", "乙:9": "0 5 9 10", "甲:0": "9 10", "没有:9": "",
	} {
		n, err := ParseNear(near, String)
		if err != nil {
			t.Fatal(err)
		}
		s.near = []Near{n}
		var got []string
		for _, r := range kwic(t, s, mustTerms(t, String, "甲"), KwicOptions{}) {
			_, _, offset := cutHitID(t, r.HitID)
			got = append(got, strconv.Itoa(offset))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("near %s: %v, want %s", near, got, want)
		}
	}
	for _, bad := range []string{"甲", "甲:", "甲:x", "甲:-1", ":3", "甲:1.5"} {
		if _, err := ParseNear(bad, String); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

// word ≤ phrase ≤ string also of those that are near.
func TestNearOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		m := rapid.SampledFrom([]Match{String, Phrase, Word}).Draw(t, "match")
		near, err := ParseNear(rapid.SampledFrom(drawTerms(t)).Draw(t, "beside")+":1", m)
		if err != nil {
			t.Fatal(err)
		}
		s.near = []Near{near}
		for _, hits := range CountTerms(s, mustTerms(t, m, drawTerms(t)...), m) {
			for _, h := range hits {
				if !(h.Word <= h.Phrase && h.Phrase <= h.String) {
					t.Fatalf("%+v", h)
				}
			}
		}
	})
}

// Documents with a term are those that hold it; those without are the others.
func TestWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCorpus(t, append(corpora().Draw(t, "corpus"), D{Body: "甲|乙|丙"}, D{Body: "x"})...)
		f := Filter{Zones: corpus.Zones(rapid.SampledFrom([]corpus.Zones{corpus.AllZones, corpus.BodyZone}).Draw(t, "zones"))}
		whole := selected(t, c, f)
		holds := func(term string) []int {
			var docs []int
			for _, h := range CountTerms(whole, mustTerms(t, String, term), String)[0] {
				docs = append(docs, h.Doc)
			}
			return docs
		}
		f.With, f.Without = mustTerms(t, String, "甲", "丙"), mustTerms(t, String, "x", "丙丙丙")
		if without := rapid.Bool().Draw(t, "without"); !without {
			f.Without = nil
		}
		var want []int
		for _, doc := range whole.Docs {
			in := func(term string) bool { return slices.Contains(holds(term), doc) }
			if in("甲") && in("丙") && (f.Without == nil || !in("x") && !in("丙丙丙")) {
				want = append(want, doc)
			}
		}
		if diff := cmp.Diff(want, selected(t, c, f).Docs); diff != "" {
			t.Fatal(diff)
		}
	})
	c := newCorpus(t, D{Body: "甲"}, D{Body: "甲"}, D{Body: "乙"}, D{Body: "乙"}, D{Body: "乙"})
	if notes := selected(t, c, Filter{With: mustTerms(t, String, "甲")}).Notes; len(notes) != 1 || !strings.HasPrefix(notes[0], "1 of 2 documents have the same text") {
		t.Errorf("notes %q", notes)
	}
	s := selectAll(t, D{Body: "甲"})
	if _, err := Select(s.Corpus, Filter{With: mustTerms(t, String, "乙")}); err == nil {
		t.Error("no error where no document holds the term")
	}
}

// columnsOf returns the names of the columns of a row.
func columnsOf(row any) []string {
	var names []string
	for i := range reflect.TypeOf(row).NumField() {
		name, _, _ := strings.Cut(reflect.TypeOf(row).Field(i).Tag.Get("col"), ",")
		names = append(names, name)
	}
	return names
}

// A row made while hits are looked for is the one that is made of a hit later.
func TestKwicMadeWhileSearching(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		s.Zones = corpus.Zones(rapid.IntRange(1, 1<<corpus.NumZones-1).Draw(t, "zones"))
		terms := mustTerms(t, String, "甲", "乙丙")
		r := newConcordance(s, terms, KwicOptions{Context: Context{N: 3}})
		hits, parts, _ := r.occurrences(String, rapid.IntRange(0, 4).Draw(t, "rows"))
		made := slices.Concat(parts...)
		var places []int
		for i := range made {
			places = append(places, i)
		}
		want := r.rows(hits, places)
		if diff := cmp.Diff(want, made, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		if _, parts, _ := r.occurrences(String, rowsKept); len(slices.Concat(parts...)) != len(hits) {
			t.Fatalf("%d rows of %d hits", len(slices.Concat(parts...)), len(hits))
		}
	})
}
