package analysis

import (
	"cmp"
	"regexp/syntax"
	"slices"

	"tifa/corpus"
	"tifa/corpus/store"
)

// candidates returns the documents of a selection that can hold one of the
// terms: those that the corpus' index of characters names, or all of them where
// it cannot tell.
func candidates(s *Selection, terms []Term) []int {
	var docs []int
	for _, t := range terms {
		t = t.normalised(s.Corpus.Normalization())
		list, ok := t.candidates(s)
		if !ok {
			return s.Docs
		}
		docs = append(docs, list...)
	}
	if len(terms) > 1 {
		slices.Sort(docs)
		docs = slices.Compact(docs)
	}
	return s.keep(docs)
}

// keep returns those of docs, ascending, that are in the selection, in the
// memory of docs.
func (s *Selection) keep(docs []int) []int {
	if len(s.Docs) == s.Corpus.Len() {
		return docs
	}
	in := membersOf(s)
	return slices.DeleteFunc(docs, func(doc int) bool { return !in.has(doc) })
}

// candidates returns the documents of the corpus that can hold a normalised
// term.
func (t *Term) candidates(s *Selection) (docs []int, ok bool) {
	if t.regex != nil {
		re, err := syntax.Parse(t.regex.String(), syntax.Perl)
		if err != nil {
			return nil, false // it was compiled before
		}
		return holding(s, required(re.Simplify()))
	}
	return holding(s, literals{t.variants})
}

// Literals are strings that a match holds: of each list one.
type literals [][]string

// holding returns the documents that hold a string of each list.
func holding(s *Selection, need literals) (docs []int, ok bool) {
	for _, list := range need {
		var any []int
		known := true
		for _, text := range list {
			found, has := s.Corpus.Candidates(text)
			known = known && has
			any = append(any, found...)
		}
		if !known {
			continue
		}
		slices.Sort(any)
		any = slices.Compact(any)
		if !ok {
			docs, ok = any, true
			continue
		}
		docs = slices.DeleteFunc(docs, func(doc int) bool {
			_, found := slices.BinarySearch(any, doc)
			return !found
		})
	}
	return docs, ok
}

// maxLiterals is how many strings of a part of an expression are looked up.
const maxLiterals = 64

// required returns what every match of an expression holds. An expression that
// is not understood requires nothing.
func required(re *syntax.Regexp) literals {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 && slices.ContainsFunc(re.Rune, hasCase) {
			return nil
		}
		return literals{{string(re.Rune)}}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var need literals
		for _, sub := range re.Sub {
			need = append(need, required(sub)...)
		}
		return need
	case syntax.OpCharClass:
		return literals{classMembers(re.Rune)}.known()
	case syntax.OpAlternate:
		var any []string
		for _, sub := range re.Sub {
			need := required(sub)
			if len(need) == 0 {
				return nil
			}
			any = append(any, need[0]...)
		}
		return literals{any}.known()
	}
	return nil
}

// known returns the literals, or nothing where they are none or too many.
func (l literals) known() literals {
	if n := len(l[0]); n == 0 || n > maxLiterals {
		return nil
	}
	return l
}

// classMembers returns the characters of a class, nil where they are many.
func classMembers(ranges []rune) []string {
	var members []string
	for i := 0; i < len(ranges); i += 2 {
		if len(members)+int(ranges[i+1]-ranges[i]) >= maxLiterals {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			members = append(members, string(r))
		}
	}
	return members
}

// hasCase tells whether a character may stand for others too where case is
// folded. Chinese characters and marks do not; full-width letters do.
func hasCase(r rune) bool { return r < 0x2E80 || r >= 0xA000 }

// shortHits answers for a term of one or two characters from the index alone;
// ok is false where it cannot.
func shortHits(s *Selection, t Term, m Match) (list []Hits, ok bool) {
	uses, ok := shortUses(s, t)
	if !ok {
		return nil, false
	}
	parts := make([][]Hits, uses.Parts())
	for i := range parts {
		parts[i] = make([]Hits, 0, uses.Len(i))
	}
	if !eachShort(s, uses, m, func(part int, h *Hits, _ bool) { parts[part] = append(parts[part], *h) }) {
		return nil, false
	}
	list = slices.Concat(parts...)
	if !slices.IsSortedFunc(list, byDoc) { // segments that lie side by side in time
		slices.SortFunc(list, byDoc)
	}
	return list, true
}

func byDoc(a, b Hits) int { return cmp.Compare(a.Doc, b.Doc) }

// shortUses returns what the index knows of a term; ok is false where the term
// is longer, or more than its texts is asked for.
func shortUses(s *Selection, t Term) (uses *store.ShortUses, ok bool) {
	t = t.normalised(s.Corpus.Normalization())
	if t.regex != nil || len(t.variants) != 1 || len(s.near) > 0 {
		return nil, false
	}
	return s.Corpus.ShortUses(t.variants[0])
}

// eachShort visits the documents of the selection that hold a term, and whether
// they stand on page 1: those of one part in order, parts at the same time. What
// it visits is overwritten. It returns false where the index cannot tell.
func eachShort(s *Selection, uses *store.ShortUses, m Match, visit func(part int, h *Hits, front bool)) bool {
	var set *store.DocumentSet
	if len(s.Docs) < s.Corpus.Len() {
		set = s.Corpus.DocumentSet(s.Docs)
	}
	unknown := make([]bool, uses.Parts())
	inParallel(uses.Parts(), func(part int) {
		var h, titles Hits // here, so that they are made once and not for each document
		uses.Visit(part, set, func(u *store.Use) {
			var known bool
			h.Doc = u.Doc
			if h.String, h.Phrase, h.Word, known = u.In(s.Zones); !known {
				unknown[part] = true
			}
			if h.String == 0 {
				return
			}
			if h.Title = u.String[0] > 0; h.Title { // hardly ever
				titles.String, titles.Phrase, titles.Word, _ = u.In(s.Zones & corpus.Titles)
				h.Title = titles.Count(m) > 0
			}
			visit(part, &h, u.Front)
		})
	})
	return !slices.Contains(unknown, true)
}

// A member tells whether documents, asked for in ascending order, are in a
// selection.
type member struct {
	all  bool
	rest []int
}

func membersOf(s *Selection) *member {
	return &member{all: len(s.Docs) == s.Corpus.Len(), rest: s.Docs}
}

func (m *member) has(doc int) bool {
	if m.all {
		return true
	}
	n, found := slices.BinarySearch(m.rest, doc)
	m.rest = m.rest[n:]
	return found
}
