package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// cutAcross is a document with a term n times, of which so many are cut across.
func cutAcross(n, cut int) D {
	return D{Date: "2004", Section: "头版", Body: strings.Repeat("甲乙，", n-cut) + strings.Repeat("丙甲|乙，", cut)}
}

func cutNotes(s *Selection) (list []string) {
	for _, n := range s.Notes {
		if strings.HasPrefix(n, "segmentation loses") {
			list = append(list, n)
		}
	}
	return list
}

// 1 of 20 is not more than 5 %, 2 of 39 are; fewer than 20 say nothing.
func TestNoteCuts(t *testing.T) {
	tables := map[string]func(s *Selection, terms []Term, m Match){
		"trend": func(s *Selection, terms []Term, m Match) {
			trend(t, s, terms, TrendOptions{Match: m})
		},
		"sections": func(s *Selection, terms []Term, m Match) {
			all[BreakdownRow](t)(Breakdown(s, terms, BreakdownOptions{By: []string{"section"}, Match: m}))
		},
		"docs": func(s *Selection, terms []Term, m Match) { Documents(s, terms, DocumentsOptions{Match: m}) },
		"colloc": func(s *Selection, terms []Term, m Match) {
			all[CollocationRow](t)(Collocation(s, terms, CollocationOptions{Match: m}))
		},
		"kwic": func(s *Selection, terms []Term, m Match) {
			all[KwicRow](t)(Kwic(s, terms, KwicOptions{Match: m}))
		},
		"bursts": func(s *Selection, terms []Term, m Match) {
			if _, err := Bursts(s, terms, BurstsOptions{TimeOptions: TimeOptions{m, every(t, s, "year")}}); err != nil {
				t.Fatal(err)
			}
		},
		"cooccur": func(s *Selection, terms []Term, m Match) {
			pairs(t, s, terms, CooccurOptions{TermsOptions: TermsOptions{Match: m}})
		},
		"cooccur in paragraphs": func(s *Selection, terms []Term, m Match) {
			pairs(t, s, terms, CooccurOptions{TermsOptions: TermsOptions{Match: m}, Paragraphs: true})
		},
		"exclusive": func(s *Selection, terms []Term, m Match) {
			if m != Regex { // which cannot compete
				all[TermsRow](t)(Terms(s, &Dictionary{Terms: terms}, TermsOptions{Match: m, Exclusive: true}))
			}
		},
	}
	for name, ask := range tables {
		for _, c := range []struct {
			doc  D
			m    Match
			want string
		}{
			{cutAcross(20, 1), String, ""},
			{cutAcross(19, 9), String, ""},
			{cutAcross(39, 2), String, "segmentation loses more than 5 %: 2 of 39 strings of 甲乙 are cut across (--match phrase leaves them out)"},
			{cutAcross(20, 20), Phrase, "segmentation loses more than 5 %: 20 of 20 strings of 甲乙 are cut across (--match string counts them)"},
			{cutAcross(20, 3), Word, "segmentation loses more than 5 %: 3 of 20 strings of 甲乙 are cut across (--match string counts them)"},
			{cutAcross(30, 30), Regex, ""},
		} {
			s := selectAll(t, c.doc)
			ask(s, mustTerms(t, c.m, "甲乙"), c.m)
			if got := strings.Join(cutNotes(s), "; "); got != c.want {
				t.Errorf("%s, %v: %q, want %q", name, c.m, got, c.want)
			}
		}
	}
}

// pairs returns the pairs of terms, and of one that stands nowhere.
func pairs(t *testing.T, s *Selection, terms []Term, opt CooccurOptions) []CooccurRow {
	d := &Dictionary{Terms: append(slices.Clip(terms), mustTerms(t, opt.Match, "没有")...)}
	return all[CooccurRow](t)(Cooccur(s, d, opt))
}

// Ten terms have a line, the rest one together.
func TestNoteCutsMany(t *testing.T) {
	var terms []string
	body := ""
	for i := range 13 {
		term := fmt.Sprintf("甲%c", 'a'+i)
		terms = append(terms, term)
		body += strings.Repeat("丙甲|"+term[len("甲"):]+"，", 20)
	}
	s := selectAll(t, D{Date: "2004", Body: body})
	trend(t, s, mustTerms(t, String, terms...), TrendOptions{})
	if got := cutNotes(s); len(got) != 11 || got[10] != "segmentation loses more than 5 % of 3 more terms (phrase_share)" || !strings.Contains(got[9], "甲j") {
		t.Errorf("%q", got)
	}
}

// The share of strings that are phrases, missing where there is none.
func TestPhraseShare(t *testing.T) {
	s := selectAll(t, cutAcross(4, 1), D{Date: "2005", Section: "理论", Body: "x"})
	terms := mustTerms(t, String, "甲乙")
	rows := trend(t, s, terms, TrendOptions{})
	if value(rows[0].PhraseShare) != .75 || value(rows[1].PhraseShare) != -1 {
		t.Errorf("trend: %v, %v", rows[0].PhraseShare, rows[1].PhraseShare)
	}
	groups := all[BreakdownRow](t)(Breakdown(s, terms, BreakdownOptions{By: []string{"section"}}))
	i := slices.IndexFunc(groups, func(r BreakdownRow) bool { return r.Group == "头版" })
	if value(groups[i].PhraseShare) != .75 || value(groups[len(groups)-1].PhraseShare) != .75 {
		t.Errorf("sections: %+v", groups)
	}
	docs := Documents(s, terms, DocumentsOptions{})
	if len(docs) != 1 || value(docs[0].PhraseShare) != .75 || value(docs[0].CountString) != 4 || value(docs[0].CountPhrase) != 3 {
		t.Errorf("docs: %+v", docs)
	}
}
