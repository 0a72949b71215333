package store

import (
	"slices"
	"unsafe"
)

// A Token is an entry of the lexicon: one text that stands in the stream. A
// text that is cut inside in two ways has two entries.
type Token struct {
	Text   string  // as printed
	Word   string  // the form it is counted as; "" for marks and space
	Kind   string  // word, number, latin, punct, space
	Tag    string  // part of speech as the dictionary has it, "" if none
	Pieces []int32 // ends of the pieces of a compound, nil for any other token
}

// NoWord is the word of a token that is none: marks and space.
const NoWord = ^uint32(0)

// tokenTable holds tokens in the order of their numbers, without the words they
// count as.
type tokenTable struct {
	text   texts
	kind   array[uint8] // place in kinds
	kinds  texts
	starts array[uint32] // first piece of each token; one more than there are tokens
	pieces array[int32]
}

func (t *tokenTable) add(token *Token) {
	if t.starts.len() == 0 {
		t.starts.add(0)
	}
	t.text.add(token.Text)
	t.kind.add(t.kindOf(token.Kind))
	t.pieces.add(token.Pieces...)
	t.starts.add(uint32(t.pieces.len()))
}

func (t *tokenTable) kindOf(name string) uint8 {
	i := slices.Index(t.kinds.list(), name)
	if i < 0 {
		i = t.kinds.len()
		t.kinds.add(name)
	}
	return uint8(i)
}

func (t *tokenTable) len() int { return t.text.len() }

func (t *tokenTable) piecesOf(i int) []int32 {
	from, to := t.starts.at(i), t.starts.at(i+1)
	if from == to {
		return nil
	}
	return t.pieces.slice(int(from), int(to))
}

func (t *tokenTable) blocks(prefix string, visit func(string, blockArray)) {
	t.text.blocks(prefix+".text", visit)
	visit(prefix+".kind", &t.kind)
	t.kinds.blocks(prefix+".kinds", visit)
	visit(prefix+".starts", &t.starts)
	visit(prefix+".pieces", &t.pieces)
}

func (t *texts) blocks(name string, visit func(string, blockArray)) {
	visit(name+".ends", &t.ends)
	visit(name+".data", &t.data)
}

// A Lexicon tells of the tokens of a document what they are. Documents that
// were taken in together share one; a token's number means nothing in another.
type Lexicon struct {
	shared     *Shared
	own        *tokenTable
	n          uint32   // tokens below it are shared
	sharedWord []uint32 // shared token → word, NoWord
	ownWord    []uint32 // own token → word, NoWord
	words      *texts

	once             once
	short            []shortText // shared token → text
	sharedEnds, ends []uint64    // of the texts, checked
	sharedText, text []byte

	sharedStarts, starts []uint32 // of pieces
	sharedPieces, cuts   []int32
}

// NumTokens is one more than the largest number of a token.
func (l *Lexicon) NumTokens() int { return int(l.n) + l.own.len() }

// WordOf returns the number of the word that a token counts as, or NoWord.
func (l *Lexicon) WordOf(token uint32) uint32 {
	if token < l.n {
		return l.sharedWord[token]
	}
	return l.ownWord[token-l.n]
}

// AppendWords appends the words that tokens count as.
func (l *Lexicon) AppendWords(words, tokens []uint32) []uint32 {
	shared, own, n := l.sharedWord, l.ownWord, l.n
	for _, t := range tokens {
		var w uint32
		if t < n {
			w = shared[t]
		} else {
			w = own[t-n]
		}
		if w != NoWord {
			words = append(words, w)
		}
	}
	return words
}

func (l *Lexicon) table(token uint32) (*tokenTable, int) {
	if token < l.n {
		return &l.shared.tokens, int(token)
	}
	return l.own, int(token - l.n)
}

// Token returns an entry of the lexicon, without its part of speech, which is
// that of its word ([Corpus.Tag]).
func (l *Lexicon) Token(token uint32) Token {
	t, i := l.table(token)
	out := Token{Text: t.text.at(i), Kind: t.kinds.at(int(t.kind.at(i))), Pieces: t.piecesOf(i)}
	if w := l.WordOf(token); w != NoWord {
		out.Word = l.words.at(int(w))
	}
	return out
}

// Pieces returns the ends of the pieces of a compound, nil for any other token.
func (l *Lexicon) Pieces(token uint32) []int32 {
	l.load()
	if pieces := l.pieces(token); len(pieces) > 0 {
		return pieces
	}
	return nil
}

// Text returns the text of a token.
func (l *Lexicon) Text(token uint32) string {
	l.load()
	b := l.bytes(token)
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// load checks the texts as a whole, so that reading one costs no check.
func (l *Lexicon) load() {
	l.once.do(func() {
		l.ends, l.text = l.own.text.ends.all(), l.own.text.data.all()
		l.starts, l.cuts = l.own.starts.all(), l.own.pieces.all()
		if l.n > 0 {
			l.sharedStarts, l.sharedPieces = l.shared.tokens.starts.all(), l.shared.tokens.pieces.all()
			l.sharedEnds, l.sharedText = l.shared.tokens.text.ends.all(), l.shared.tokens.text.data.all()
			l.short = l.shared.shortTexts()
		}
	})
}

// bytes returns the text of a token once load was called.
func (l *Lexicon) bytes(token uint32) []byte {
	ends, text := l.sharedEnds, l.sharedText
	if token >= l.n {
		ends, text, token = l.ends, l.text, token-l.n
	}
	start := uint64(0)
	if token > 0 {
		start = ends[token-1]
	}
	return text[start:ends[token]]
}

// pieces returns the ends of the pieces of a token once load was called.
func (l *Lexicon) pieces(token uint32) []int32 {
	starts, pieces := l.sharedStarts, l.sharedPieces
	if token >= l.n {
		starts, pieces, token = l.starts, l.cuts, token-l.n
	}
	return pieces[starts[token]:starts[token+1]]
}

// appendTexts appends the texts of tokens.
func (l *Lexicon) appendTexts(b []byte, tokens []uint32) []byte {
	b, _ = l.AppendTexts(b, nil, tokens)
	return b
}

// AppendTexts appends the texts of tokens, and to ends, unless it is nil, the
// end of each in b.
func (l *Lexicon) AppendTexts(b []byte, ends []int32, tokens []uint32) ([]byte, []int32) {
	l.load()
	b = slices.Grow(b, 8*len(tokens)+16)
	for _, t := range tokens {
		n := len(b)
		if t < l.n && l.short[t][15] < 16 && cap(b)-n >= 16 {
			// Copying all sixteen bytes costs a third of what copying just those
			// of the text does; the others are written over by the next token.
			s := &l.short[t]
			*(*shortText)(b[n : n+16]) = *s
			b = b[:n+int(s[15])]
		} else {
			b = append(b, l.bytes(t)...)
		}
		if ends != nil {
			ends = append(ends, int32(len(b)))
		}
	}
	return b, ends
}
