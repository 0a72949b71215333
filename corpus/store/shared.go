package store

// Shared is the part of the lexicon that all segments of a stored corpus share:
// the words of the dictionary that its texts are cut with. A token's number
// there is that of the dictionary, so segments can be made anywhere.
type Shared struct {
	file   *file // nil in memory
	tokens tokenTable
	short  []shortText
	once   once
	word   texts // token → the form it is counted as
	tag    texts

	prepare once
	counted sharedWords
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

// A shortText is a text of up to fifteen bytes with its length in the last, so
// that it is one read of memory; the last byte of one that is longer is 255.
type shortText [16]byte

// shortTexts returns the texts of the tokens.
func (s *Shared) shortTexts() []shortText {
	s.once.do(func() {
		s.short = make([]shortText, s.Len())
		ends, data := s.tokens.text.ends.all(), s.tokens.text.data.all()
		start := uint64(0)
		for i, end := range ends {
			s.short[i][15] = 255
			if n := copy(s.short[i][:15], data[start:end]); uint64(n) == end-start {
				s.short[i][15] = byte(n)
			}
			start = end
		}
	})
	return s.short
}
