package analysis

import (
	"errors"
	"slices"

	"tifa/corpus"
)

// countExclusive is CountTerms of the entries of a dictionary whose terms
// compete for the text: from left to right, of the spellings of all terms that
// begin at one place the longest is a match, and the next begins behind it. A
// spelling of several terms counts for each of them. What competes are matches
// by m. Where these are phrases or words, strings compete for the text that is
// left between them: so the hits tell how many are cut across there, and words
// are no more than phrases, nor those than strings.
func countExclusive(s *Selection, d *Dictionary, entries []entry, m Match) ([][]Hits, error) {
	all := Term{Label: "all terms"}
	of := make(map[string][]int) // normalised spelling → entries that it counts for
	for e := range entries {
		for _, place := range entries[e].terms {
			t := d.Terms[place].normalised(s.Corpus.Normalization())
			if t.regex != nil {
				return nil, errors.New("regular expressions cannot compete for the text")
			}
			all.given = append(all.given, d.Terms[place].given...)
			for _, v := range t.variants {
				if !slices.Contains(of[v], e) {
					of[v] = append(of[v], e)
				}
			}
		}
	}
	runs := chunks(candidates(s, []Term{all}))
	parts := make([][][]Hits, len(runs))
	inParallel(len(runs), func(part int) {
		x := exclusive{counter: newCounter(s, []Term{all}, m), of: of, hits: make([][]Hits, len(entries)), zone: make([]Hits, len(entries))}
		for _, doc := range runs[part] {
			for z := range x.eachZone(doc) {
				x.count(z)
			}
		}
		parts[part] = x.hits
	})
	hits := make([][]Hits, len(entries))
	for _, part := range parts {
		for e := range hits {
			hits[e] = append(hits[e], part[e]...)
		}
	}
	return hits, nil
}

// An exclusive counter deals the matches of all spellings out to entries.
type exclusive struct {
	*counter
	of    map[string][]int
	hits  [][]Hits
	zone  []Hits // of the zone in hand
	found []span // its matches
	// strings that are none, in the order of their beginnings, the longest first
	others []span
}

func (x *exclusive) count(z corpus.Zone) {
	clear(x.zone)
	x.found, x.others = x.found[:0], x.others[:0]
	x.search(0, x.match, func(at span) { x.found = append(x.found, at) }, func(at span) { x.others = append(x.others, at) })
	if x.match == Word { // found by tokens: no string was looked at
		x.terms[0].scan(x.normal, func(start, end int) bool {
			x.others = append(x.others, x.printed(start, end))
			return false
		}, nil)
	}
	x.addOthers()
	for _, at := range x.found {
		x.give(at)
	}
	for e := range x.zone {
		h := &x.zone[e]
		if h.String == 0 {
			continue
		}
		h.Doc, h.Title = x.doc, corpus.Titles.Has(z) && h.Count(x.match) > 0
		x.hits[e] = appendHits(x.hits[e], *h)
	}
}

// addOthers adds to the matches the other strings that lie between them, of those
// that overlap the first and of those that begin at one place the longest.
func (x *exclusive) addOthers() {
	taken, behind := x.found, 0
	for _, at := range x.others {
		for len(taken) > 0 && taken[0].end <= at.start {
			taken = taken[1:]
		}
		if at.start >= behind && (len(taken) == 0 || at.end <= taken[0].start) && (len(x.near) == 0 || x.isNear(at)) {
			x.found = append(x.found, at)
			behind = at.end
		}
	}
}

// give counts a match for the entries that have its spelling.
func (x *exclusive) give(at span) {
	text, _ := x.corpus.Normalization().Apply(x.text[at.start:at.end])
	for _, e := range x.of[text] {
		h := &x.zone[e]
		h.String++
		if x.isCut(at.start) && x.isCut(at.end) {
			h.Phrase++
		}
		if x.isWord(at) {
			h.Word++
		}
	}
}

// isWord tells whether a match is a token, and one that is a word.
func (x *exclusive) isWord(at span) bool {
	i, found := slices.BinarySearch(x.ends, int32(at.end))
	if !found || x.lexicon.WordOf(x.tokens[i]) == noWord {
		return false
	}
	return at.start == 0 && i == 0 || i > 0 && int(x.ends[i-1]) == at.start
}
