package analysis

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A Unit is what strings of neighbours are made of.
type Unit uint8

// The units: words as they are counted, or Han characters, letters and digits.
const (
	WordUnit Unit = iota
	CharacterUnit
)

// ParseUnit returns the unit of a name: word or character.
func ParseUnit(name string) (Unit, error) {
	switch name {
	case "word":
		return WordUnit, nil
	case "character":
		return CharacterUnit, nil
	}
	return 0, fmt.Errorf("unknown unit %q (have word, character)", name)
}

// A runReader reads documents as runs: units that stand next to each other. A
// run ends with its zone, at the end of a line and at a mark. Space between
// words ends no run of words (United Nations), but one of characters: what is
// found is then a string of the text. Units are word numbers or code points.
// It is for one goroutine.
type runReader struct {
	s      *Selection
	unit   Unit
	across string // marks that end no run of characters
	run    []uint32

	// of characters:
	cutting   bool   // fill cuts
	cuts      []bool // before each of the run and behind the last: a word or a piece of one begins or ends there
	buf       []byte
	ends      []int32 // of the words and pieces in buf
	tokenEnds []int32
	normal    []byte
	moved     corpus.Offsets
	kinds     characterKinds
}

func newRunReader(s *Selection, unit Unit) *runReader { return &runReader{s: s, unit: unit} }

// document calls visit with the runs of a document. A run holds until visit
// returns.
func (r *runReader) document(doc int, visit func(run []uint32)) {
	for z := range corpus.Zone(corpus.NumZones) {
		if !r.s.Zones.Has(z) {
			continue
		}
		tokens := r.s.Corpus.Tokens(doc, z)
		if len(tokens) == 0 {
			continue
		}
		if r.unit == WordUnit {
			r.words(r.s.Corpus.Lexicon(doc), tokens, visit)
		} else {
			r.characters(r.s.Corpus.Lexicon(doc), tokens, visit)
		}
		r.end(visit)
	}
}

func (r *runReader) end(visit func([]uint32)) {
	if len(r.run) > 0 {
		visit(r.run)
	}
	r.run = r.run[:0]
}

func (r *runReader) words(lexicon *store.Lexicon, tokens []uint32, visit func([]uint32)) {
	for _, t := range tokens {
		if w := lexicon.WordOf(t); w != store.NoWord {
			r.run = append(r.run, w)
		} else if text := lexicon.Text(t); strings.Contains(text, "\n") || strings.TrimSpace(text) != "" {
			r.end(visit)
		}
	}
}

func (r *runReader) characters(lexicon *store.Lexicon, tokens []uint32, visit func([]uint32)) {
	r.readCuts(lexicon, tokens)
	r.normal, r.moved = r.s.Corpus.Normalization().Append(r.normal[:0], r.moved[:0], unsafe.String(unsafe.SliceData(r.buf), len(r.buf)))
	ends, at := r.ends, 0
	cut := func() bool { // tells whether there is one before the character in hand
		place := int32(at)
		if len(r.moved) > 0 {
			place = int32(r.moved.Original(at))
		}
		for len(ends) > 0 && ends[0] < place {
			ends = ends[1:]
		}
		return place == 0 || len(ends) > 0 && ends[0] == place
	}
	r.cuts = r.cuts[:0]
	for at < len(r.normal) {
		c, size := utf8.DecodeRune(r.normal[at:])
		if r.kinds.of(c) == 0 && !strings.ContainsRune(r.across, c) {
			if len(r.run) > 0 {
				r.cuts = append(r.cuts, cut())
				r.end(visit)
			}
			r.cuts = r.cuts[:0]
		} else {
			r.cuts = append(r.cuts, cut())
			r.run = append(r.run, uint32(c))
		}
		at += size
	}
	r.cuts = append(r.cuts, true) // the zone ends; document ends the run
}

// readCuts takes the text of tokens in hand, and where it is cut.
func (r *runReader) readCuts(lexicon *store.Lexicon, tokens []uint32) {
	r.ends = r.ends[:0]
	if !r.cutting {
		r.buf, _ = lexicon.AppendTexts(r.buf[:0], nil, tokens)
		return
	}
	r.buf, r.tokenEnds = lexicon.AppendTexts(r.buf[:0], slices.Grow(r.tokenEnds[:0], 1), tokens)
	start := int32(0)
	for i, end := range r.tokenEnds {
		for _, piece := range lexicon.Pieces(tokens[i]) {
			if piece < end-start {
				r.ends = append(r.ends, start+piece)
			}
		}
		r.ends = append(r.ends, end)
		start = end
	}
}

// Kinds of character: marks and space are none.
const (
	hanCharacter uint8 = 1 + iota
	digitCharacter
	letterCharacter // of the Latin alphabet
	markCharacter   // of those that end no run
)

// characterKinds remembers the kinds of characters below U+10000, +1 so that
// its zero value knows none.
type characterKinds [1 << 16]uint8

func (k *characterKinds) of(c rune) uint8 {
	if c < rune(len(k)) {
		if k[c] == 0 {
			k[c] = 1 + characterKind(c)
		}
		return k[c] - 1
	}
	return characterKind(c)
}

func characterKind(c rune) uint8 {
	switch {
	case '0' <= c && c <= '9':
		return digitCharacter
	case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		return letterCharacter
	}
	return uint8(corpus.Characters(string(c))) // hanCharacter, or 0
}
