package store

// Shared is the part of the lexicon that all segments of a stored corpus share:
// the words of the dictionary that its texts are cut with. A token's number
// there is that of the dictionary, so segments can be made anywhere.
type Shared struct {
	file   *file // nil in memory
	tokens tokenTable
	word   texts // token → the form it is counted as
	tag    texts
}

// NewShared returns a Shared of no tokens.
func NewShared() *Shared { return new(Shared) }

// Add adds the token of the next number.
func (s *Shared) Add(t Token) {
	s.tokens.add(&t)
	s.word.add(t.Word)
	s.tag.add(t.Tag)
}

// Len is the number of tokens.
func (s *Shared) Len() int { return s.tokens.len() }

func (s *Shared) blocks(visit func(string, blockArray)) {
	s.tokens.blocks("token", visit)
	s.word.blocks("word", visit)
	s.tag.blocks("tag", visit)
}
