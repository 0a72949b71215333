package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func mustDictionary(t interface{ Fatal(...any) }, m Match, text string) *Dictionary {
	d, err := ParseDictionary(text, "terms.txt", m)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// By hand: 改革 stands alone once and in 改革开放 twice; the category counts
// 改革开放 as one place, whichever of its terms are in it.
func TestTermsByHand(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050101", Section: "x", Body: "改革+开放|人民，改革"},
		D{Date: "20060101", Section: "y", Body: "改革+开放，农业"})
	d := mustDictionary(t, String, "\ufeff# words\r\n[经济]\r改革\n开放\n改革开放\n[经济/农村]\n农业\n[其他]\n人民\n改革\n")
	type row struct {
		category, term            string
		count, phrases, documents int
	}
	ask := func(opt TermsOptions) (got []row) {
		for _, r := range all[TermsRow](t)(Terms(s, d, opt)) {
			got = append(got, row{r.Category, r.Term, r.Count, value(r.CountPhrase), r.Documents})
		}
		return got
	}
	for _, c := range []struct {
		opt  TermsOptions
		want []row
	}{
		{TermsOptions{}, []row{{"经济", "改革", 3, 3, 2}, {"其他", "改革", 3, 3, 2}, {"经济", "开放", 2, 2, 2}, {"经济", "改革开放", 2, 2, 2}, {"经济/农村", "农业", 1, 1, 1}, {"其他", "人民", 1, 1, 1}}},
		{TermsOptions{Exclusive: true}, []row{{"经济", "改革", 1, 1, 1}, {"其他", "改革", 1, 1, 1}, {"经济", "开放", 0, 0, 0}, {"经济", "改革开放", 2, 2, 2}, {"经济/农村", "农业", 1, 1, 1}, {"其他", "人民", 1, 1, 1}}},
		{TermsOptions{Categories: true}, []row{{"经济", "", 4, 4, 2}, {"经济/农村", "", 1, 1, 1}, {"其他", "", 4, 4, 2}}},
		{TermsOptions{Categories: true, Exclusive: true}, []row{{"经济", "", 4, 4, 2}, {"经济/农村", "", 1, 1, 1}, {"其他", "", 2, 2, 1}}},
		{TermsOptions{Match: Word}, []row{{"经济", "改革", 1, 3, 1}, {"其他", "改革", 1, 3, 1}, {"经济", "开放", 0, 2, 0}, {"经济", "改革开放", 2, 2, 2}, {"经济/农村", "农业", 1, 1, 1}, {"其他", "人民", 1, 1, 1}}},
	} {
		if diff := cmp.Diff(c.want, ask(c.opt), cmp.AllowUnexported(row{})); diff != "" {
			t.Errorf("%+v: %s", c.opt, diff)
		}
	}
}

// Groups that share no document sum to the whole, and a term of the dictionary
// has the numbers that it has by itself.
func TestTermsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		var lines []string
		for _, term := range terms {
			lines = append(lines, term.Label)
		}
		d := mustDictionary(t, m, "[all]\n"+strings.Join(lines, "\n"))
		exclusive := rapid.Bool().Draw(t, "exclusive")
		whole := all[TermsRow](t)(Terms(s, d, TermsOptions{Match: m, Exclusive: exclusive}))
		sums := make([]int, len(whole))
		for i, r := range all[TermsRow](t)(Terms(s, d, TermsOptions{Match: m, Exclusive: exclusive, By: []string{"section"}})) {
			sums[i%len(whole)] += r.Count
		}
		places := 0
		for i, r := range whole {
			places += r.Count
			if sums[i] != r.Count {
				t.Fatalf("%s: groups %d, all %d", r.Term, sums[i], r.Count)
			}
			if value(r.CountPhrase) > value(r.CountString) || r.Count > value(r.CountString) {
				t.Fatalf("%+v", r)
			}
			alone := 0
			for _, h := range CountTerms(s, terms[i:i+1], m)[0] {
				alone += h.Count(m)
			}
			if !exclusive && alone != r.Count || exclusive && alone < r.Count {
				t.Fatalf("%s: %d, alone %d", r.Term, r.Count, alone)
			}
		}
		category := all[TermsRow](t)(Terms(s, d, TermsOptions{Match: m, Categories: true, Exclusive: exclusive}))[0]
		if exclusive && category.Count != places {
			t.Fatalf("the category has %d, its competing terms %d", category.Count, places)
		}
	})
}

// Pairs against documents and paragraphs counted one by one.
func TestCooccurSlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		if len(terms) < 2 {
			return
		}
		d := &Dictionary{Terms: terms}
		opt := CooccurOptions{TermsOptions: TermsOptions{Match: m}, Paragraphs: rapid.Bool().Draw(t, "paragraphs")}
		holds := make([][]bool, len(terms)) // term → unit
		units := 0
		c := newCounter(s, terms, m)
		for _, doc := range s.Docs {
			if s.Corpus.Words(doc, s.Zones) == 0 {
				continue
			}
			in := make([]map[int]bool, len(terms))
			paragraphs, words := 0, make(map[int]bool)
			for i := range in {
				in[i] = make(map[int]bool)
			}
			for range c.eachZone(doc) {
				at := func(offset int) int {
					if !opt.Paragraphs {
						return 0
					}
					return paragraphs + strings.Count(c.text[:offset], "\n")
				}
				for i := range terms {
					c.matches(i, m, func(p span) { in[i][at(p.start)] = true })
				}
				for k, token := range c.tokens {
					if c.lexicon.WordOf(token) != noWord {
						words[at(int(c.ends[k])-1)] = true
					}
				}
				paragraphs += strings.Count(c.text, "\n") + 1
			}
			for u := range words {
				units++
				for i := range terms {
					holds[i] = append(holds[i], in[i][u])
				}
			}
		}
		rows := all[CooccurRow](t)(Cooccur(s, d, opt))
		for _, r := range rows {
			i := slices.IndexFunc(terms, func(t Term) bool { return t.Label == r.Term })
			k := slices.IndexFunc(terms, func(t Term) bool { return t.Label == r.Term2 })
			n11, n1, n2 := 0, 0, 0
			for u := range units {
				if holds[i][u] {
					n1++
				}
				if holds[k][u] {
					n2++
				}
				if holds[i][u] && holds[k][u] {
					n11++
				}
			}
			if (r.N11 != n11 || r.N1 != n1 || r.N2 != n2) || r.N != units {
				t.Fatalf("%+v, one by one %d %d %d of %d", r, n11, n1, n2, units)
			}
			if g, ok := r.G2.Get(); ok && (g > 0) != (float64(n11)*float64(units) > float64(n1)*float64(n2)) && g != 0 {
				t.Fatalf("the sign of %+v", r)
			}
		}
		if want := len(terms) * (len(terms) - 1) / 2; len(rows) != want {
			t.Fatalf("%d pairs, want %d", len(rows), want)
		}
	})
}

func TestDictionaryErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "terms.txt: no terms",
		"改革\n[ ]\n":          "terms.txt:2: [ ]: a category needs a name",
		"改革: a | b\n改革: a\n": `terms.txt:2: term "改革" is given twice, with other spellings`,
		"[经济]\n改革\n改革\n":     `terms.txt:3: term "改革" is given twice in [经济]`,
		"改革: | b\n":          "terms.txt:1: ",
	} {
		if _, err := ParseDictionary(text, "terms.txt", String); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	s := selectAll(t, D{Date: "20050101", Body: "改革"})
	d := mustDictionary(t, String, "改革")
	if _, err := Terms(s, d, TermsOptions{Categories: true}); err == nil {
		t.Error("categories that are not there")
	}
	if _, err := Cooccur(s, d, CooccurOptions{}); err == nil {
		t.Error("pairs of one term")
	}
}
