package analysis

import (
	"regexp/syntax"
	"slices"

	"tifa/corpus"
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
	t = t.normalised(s.Corpus.Normalization())
	if t.regex != nil || len(t.variants) != 1 || len(s.near) > 0 {
		return nil, false
	}
	uses, ok := s.Corpus.Short(t.variants[0])
	if !ok {
		return nil, false
	}
	words, ok := wordHits(s, t.variants[0])
	if !ok {
		return nil, false
	}
	docs := membersOf(s)
	for i := range uses {
		u := &uses[i]
		if !docs.has(u.Doc) {
			continue
		}
		h := Hits{Doc: u.Doc}
		var known bool
		if h.String, h.Phrase, known = u.In(s.Zones); !known {
			return nil, false
		}
		if h.String == 0 {
			continue
		}
		for len(words) > 0 && words[0].Doc < u.Doc {
			words = words[1:]
		}
		titles := Hits{}
		titles.String, titles.Phrase, _ = u.In(s.Zones & corpus.Titles)
		if len(words) > 0 && words[0].Doc == u.Doc {
			h.Word, titles.Word = words[0].Word, words[0].inTitles
		}
		h.Title = titles.Count(m) > 0
		list = append(list, h)
	}
	return list, true
}

// A wordUse is how often a word stands in a document, and in its headlines.
type wordUse struct {
	Doc, Word, inTitles int
}

// wordHits returns the documents that hold a word in the zones of the
// selection, filters aside; ok is false where the lists cannot tell.
func wordHits(s *Selection, word string) (list []wordUse, ok bool) {
	n, known := s.Corpus.WordNumber(word)
	if !known {
		return nil, true
	}
	for _, p := range s.Corpus.Postings(n) {
		count, ok := p.Count(s.Zones)
		if !ok {
			return nil, false
		}
		titles, _ := p.Count(s.Zones & corpus.Titles)
		if count > 0 {
			list = append(list, wordUse{int(p.Doc), count, titles})
		}
	}
	return list, true
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
