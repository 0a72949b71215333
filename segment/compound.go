package segment

import (
	"errors"
	"math/bits"
	"slices"
	"unicode/utf8"

	"tifa/segment/lexicon"
)

// compounds are the terms of the lexicon as a double array over characters. They are
// laid over the cuts that the dictionary made: from left to right, the longest
// term that begins and ends at a cut. One token that the dictionary has no id
// for and that spells a term gets the term's. (Terms loaded into gse itself would move
// cuts around them, and with them the counts of other words and phrases.)
type compounds struct {
	bmp   []uint16        // character → code
	ext   map[rune]uint16 // … above U+FFFF
	cells []cell
	moves moves
	first []uint64   // bitmap of the dictionary's ids: words that a term begins with
	ranks []uint32   // how many of them there are before each word of the bitmap
	after []int32    // of each of them: the state behind that word, 0 where it has to be looked for
	terms []compound // in code point order; a term's id is its index behind the dictionary's ids
}

// A compound is a term and the ends of its pieces, as the dictionary cuts the
// term alone (none where that makes one token); user words in it are in their pieces. One that is cut otherwise
// where it stands has no id there.
type compound struct {
	text   string
	pieces []int32
}

// termTexts returns the texts of terms as they are looked for, in code point
// order: ids do not depend on the order of the file.
func termTexts(s *Segmenter, terms []lexicon.Term) ([]string, error) {
	texts := make([]string, 0, len(terms))
	for _, t := range terms {
		if t.Text == "" {
			return nil, errors.New("lexicon: empty term")
		}
		texts = append(texts, s.Normal(t.Text))
	}
	slices.Sort(texts)
	return slices.Compact(texts), nil
}

// newCompounds returns the compounds of the texts that termTexts returned.
func newCompounds(s *Segmenter, texts []string) *compounds {
	c := &compounds{bmp: make([]uint16, 1<<16), ext: make(map[rune]uint16)}
	var b Buffer
	var entries []entry
	ncodes := 0
	for _, text := range texts {
		term := compound{text: text}
		b.cut(s, text)
		inner := b.pieces
		for _, t := range b.tokens {
			term.pieces, inner = appendPieces(term.pieces, t, inner)
		}
		if len(b.tokens) == 1 && b.tokens[0].Pieces == 0 {
			term.pieces = nil // one word already
		}
		e := entry{id: int32(len(c.terms))}
		for _, r := range text {
			code := c.code(r)
			if code == 0 {
				ncodes++
				code = uint16(ncodes)
				c.setCode(r, code)
			}
			e.codes = append(e.codes, code)
		}
		entries = append(entries, e)
		c.terms = append(c.terms, term)
	}
	c.cells = buildArray(entries, ncodes)
	c.mark(s.engine)
	return c
}

// mark fills c.moves, c.first and what goes with it. Nine words of ten begin no
// term, and are not looked up.
func (c *compounds) mark(e backend) {
	c.moves = movesOf(c.cells)
	c.first, c.ranks = make([]uint64, (e.size()+63)/64), make([]uint32, (e.size()+63)/64)
	var b Buffer
	for _, t := range c.terms {
		text := lower(t.text)
		for end := range text {
			if id := e.find(&b, text[:end]); end > 0 && id != NoID {
				c.first[id/64] |= 1 << (id % 64)
			}
		}
	}
	for i, word := range c.first {
		c.ranks[i] = uint32(len(c.after))
		for ; word != 0; word &= word - 1 {
			c.after = append(c.after, c.state(e.word(int32(i*64+bits.TrailingZeros64(word)))))
		}
	}
}

// behind returns the state behind a word that a term begins with.
func (c *compounds) behind(id int32) int32 {
	before := c.first[id/64] & (1<<(id%64) - 1)
	return c.after[c.ranks[id/64]+uint32(bits.OnesCount64(before))]
}

// state returns the state behind a text, 0 where no term begins with it.
func (c *compounds) state(text string) int32 {
	state, next := int32(0), int32(0) // the root's base
	for _, r := range text {
		code := c.code(r)
		if code == 0 || next < 0 || c.cells[next+int32(code)].Check != state {
			return 0
		}
		state = next + int32(code)
		next = c.cells[state].Base
	}
	return state
}

// begins tells whether a term can begin with a token.
func (c *compounds) begins(t Token) bool {
	return t.ID == NoID || c.first[t.ID/64]>>(t.ID%64)&1 == 1
}

func (c *compounds) code(r rune) uint16 {
	if int(r) < len(c.bmp) {
		return c.bmp[r]
	}
	return c.ext[r]
}

func (c *compounds) setCode(r rune, code uint16) {
	if int(r) < len(c.bmp) {
		c.bmp[r] = code
	} else {
		c.ext[r] = code
	}
}

// lay replaces runs of tokens of b that spell a term by compounds. firstID is
// the id of the first term.
func (c *compounds) lay(b *Buffer, text string, firstID int) {
	if len(c.terms) == 0 {
		return
	}
	out := b.tokens[:0]
	b.inner, b.pieces = b.pieces, b.inner[:0]
	inner := b.inner // those of user words from i on
	for i, start := 0, int32(0); i < len(b.tokens); {
		if to := c.skip(b.tokens, i, text, start); to > i {
			out = appendTokens(out, b.tokens[i:to])
			start = out[len(out)-1].End
			i = to
			continue
		}
		n, term := 1, int32(NoID)
		if c.begins(b.tokens[i]) {
			n, term = c.longest(b.tokens[i:], text, start)
		}
		t := b.tokens[i+n-1]
		first := len(b.pieces)
		switch {
		case n > 1:
			for _, p := range b.tokens[i : i+n] {
				b.pieces, inner = appendPieces(b.pieces, p, inner)
			}
			t = c.compound(b.pieces[first:], start, term, firstID)
		case t.Pieces > 0:
			b.pieces, inner = appendPieces(b.pieces, t, inner)
		case term != NoID && t.ID == NoID: // 十三五 and CEPA, which the join made
			t.ID, t.Kind = int32(firstID)+term, Word
		}
		out = append(out, t) // never ahead of i: n ≥ 1
		start = t.End
		i += n
	}
	b.tokens = out
}

// skip returns the index of the first token from i on, which begins at start,
// that may begin a term or has pieces.
func (c *compounds) skip(tokens []Token, i int, text string, start int32) int {
	for ; i < len(tokens); i++ {
		t := &tokens[i]
		if t.Pieces > 0 {
			break
		}
		if c.begins(*t) {
			state, at := int32(0), start
			if t.ID != NoID {
				if state, at = c.behind(t.ID), t.End; state == 0 {
					break
				}
			}
			if code := c.codeAt(text[at:]); code != 0 && c.moves.may(state, code) {
				break
			}
		}
		start = t.End
	}
	return i
}

// codeAt returns the code of the character that text begins with, 0 for none.
func (c *compounds) codeAt(text string) uint16 {
	if len(text) > 2 && text[0]&0xF0 == 0xE0 && text[1]&0xC0 == 0x80 && text[2]&0xC0 == 0x80 { // nearly always
		r := rune(text[0]&0x0F)<<12 | rune(text[1]&0x3F)<<6 | rune(text[2]&0x3F)
		if r >= 0x800 && r>>11 != 0xD800>>11 {
			return c.bmp[r]
		}
	}
	if text == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text)
	return c.code(r)
}

// longest returns how many of the tokens from start on spell a term; 1 and NoID
// where none do.
func (c *compounds) longest(tokens []Token, text string, start int32) (n int, term int32) {
	n, term = 1, NoID
	state, at := int32(0), start
	next := int32(0) // the root's base
	if t := tokens[0]; t.ID != NoID {
		if behind := c.behind(t.ID); behind != 0 {
			state, at = behind, t.End
			next = c.cells[state].Base
		}
	}
	pieces := 0
	for i, t := range tokens {
		for at < t.End {
			r, size := utf8.DecodeRuneInString(text[at:])
			code := c.code(r)
			if code == 0 || next < 0 || !c.moves.may(state, code) {
				return n, term
			}
			to := next + int32(code)
			if c.cells[to].Check != state {
				return n, term
			}
			state, next, at = to, c.cells[to].Base, at+int32(size)
		}
		pieces += max(int(t.Pieces), 1)
		if id := c.cells[state].ID; id >= 0 && pieces <= maxPieces {
			n, term = i+1, id
		}
	}
	return n, term
}

// maxPieces is the largest number of pieces that a Token can tell.
const maxPieces = 255

// compound returns the token that stands for pieces with the given ends, which
// begin at start.
func (c *compounds) compound(pieces []int32, start, term int32, firstID int) Token {
	t := Token{End: pieces[len(pieces)-1], ID: int32(firstID) + term, Pieces: uint8(len(pieces)), Kind: Word}
	canonical := c.terms[term].pieces
	if len(canonical) != len(pieces) {
		t.ID = NoID
		return t
	}
	for i, end := range pieces {
		if end-start != canonical[i] {
			t.ID = NoID
		}
	}
	return t
}

// appendPieces appends the ends of a token's pieces, or its own end where it has
// none. inner begins with the pieces of the token; it returns those behind.
func appendPieces(ends []int32, t Token, inner []int32) (appended, rest []int32) {
	if t.Pieces == 0 {
		return append(ends, t.End), inner
	}
	return append(ends, inner[:t.Pieces]...), inner[t.Pieces:]
}
