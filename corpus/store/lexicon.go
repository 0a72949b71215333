package store

import "encoding/binary"

// A Token is an entry of the lexicon: one text that stands in the stream. A
// text that is cut inside in two ways has two entries.
type Token struct {
	Text   string  // as printed
	Word   string  // the form it is counted as; "" for marks and space
	Kind   string  // word, number, latin, punct, space
	Tag    string  // part of speech as the dictionary has it, "" if none
	Pieces []int32 // ends of the pieces of a compound, nil for any other token
}

// lexicon numbers tokens and the words they count as.
type lexicon struct {
	tokens []Token
	words  []string
	wordOf []uint32          // token → word, NoWord
	number map[string]uint32 // word → number
	tags   []string          // word → part of speech
}

// NumTokens is the number of entries of the lexicon; tokens are below it.
func (c *Corpus) NumTokens() int { return len(c.lexicon.tokens) }

// NumWords is the number of words; word numbers are below it. Their order
// means nothing.
func (c *Corpus) NumWords() int { return len(c.lexicon.words) }

// Token returns an entry of the lexicon.
func (c *Corpus) Token(token uint32) *Token { return &c.lexicon.tokens[token] }

// WordOf returns the number of the word that a token counts as, or NoWord.
func (c *Corpus) WordOf(token uint32) uint32 { return c.lexicon.wordOf[token] }

// Word returns the text of a word.
func (c *Corpus) Word(word uint32) string { return c.lexicon.words[word] }

// Tag returns the part of speech of a word, "" where the dictionary has none.
func (c *Corpus) Tag(word uint32) string { return c.lexicon.tags[word] }

// WordNumber returns the number of a word, and whether the corpus has it.
func (c *Corpus) WordNumber(word string) (uint32, bool) {
	n, ok := c.lexicon.number[word]
	return n, ok
}

// add appends an entry and numbers its word.
func (l *lexicon) add(t Token) uint32 {
	l.tokens = append(l.tokens, t)
	word := NoWord
	if t.Word != "" {
		n, ok := l.number[t.Word]
		if !ok {
			n = uint32(len(l.words))
			l.words = append(l.words, t.Word)
			l.tags = append(l.tags, "")
			l.number[t.Word] = n
		}
		word = n
	}
	l.wordOf = append(l.wordOf, word)
	id := uint32(len(l.tokens) - 1)
	l.addTag(id, t.Tag)
	return id
}

// addTag gives the word of a token a tag, the first in the alphabet of all
// that its tokens have.
func (l *lexicon) addTag(token uint32, tag string) {
	n := l.wordOf[token]
	if n == NoWord || tag == "" {
		return
	}
	if old := l.tags[n]; old == "" || tag < old {
		l.tags[n] = tag
	}
}

// tokenKey is a token's text and pieces as one key.
func tokenKey(buf []byte, text string, pieces []int32) []byte {
	buf = append(buf[:0], text...)
	for _, p := range pieces {
		buf = binary.LittleEndian.AppendUint32(append(buf, 0), uint32(p))
	}
	return buf
}
