package analysis

import (
	"fmt"
	"strings"
	"unicode/utf8"

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
	run    []uint32
	buf    []byte
	normal []byte
	moved  corpus.Offsets
	kinds  characterKinds
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
	r.buf, _ = lexicon.AppendTexts(r.buf[:0], nil, tokens)
	r.normal, r.moved = r.s.Corpus.Normalization().Append(r.normal[:0], r.moved[:0], string(r.buf))
	for text := r.normal; len(text) > 0; {
		c, size := utf8.DecodeRune(text)
		text = text[size:]
		if r.kinds.of(c) == 0 {
			r.end(visit)
			continue
		}
		r.run = append(r.run, uint32(c))
	}
}

// Kinds of character: marks and space are none.
const (
	hanCharacter uint8 = 1 + iota
	digitCharacter
	letterCharacter // of the Latin alphabet
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
