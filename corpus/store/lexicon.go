package store

import "slices"

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
	shared, own *tokenTable
	n           uint32   // tokens below it are shared
	sharedWord  []uint32 // shared token → word, NoWord
	ownWord     []uint32 // own token → word, NoWord
	words       *texts

	once             once
	sharedEnds, ends []uint64 // of the texts, checked
	sharedText, text []byte
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

func (l *Lexicon) table(token uint32) (*tokenTable, int) {
	if token < l.n {
		return l.shared, int(token)
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
	t, i := l.table(token)
	return t.piecesOf(i)
}

// Text returns the text of a token.
func (l *Lexicon) Text(token uint32) string {
	t, i := l.table(token)
	return t.text.at(i)
}

// load checks the texts as a whole, so that reading one costs no check.
func (l *Lexicon) load() {
	l.once.do(func() {
		l.ends, l.text = l.own.text.ends.all(), l.own.text.data.all()
		if l.n > 0 {
			l.sharedEnds, l.sharedText = l.shared.text.ends.all(), l.shared.text.data.all()
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

// appendTexts appends the texts of tokens.
func (l *Lexicon) appendTexts(b []byte, tokens []uint32) []byte {
	l.load()
	for _, t := range tokens {
		b = append(b, l.bytes(t)...)
	}
	return b
}
