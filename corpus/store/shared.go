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
	unmet   []uint8   // what a Builder knows that has met none of the tokens
	first   []uint32  // token → the first one that counts as the same word; of no meaning where there is none
	byWord  textIndex // of those first ones
}

// What a Builder knows of a shared token.
const (
	noWord    = 0 // it is none
	metWord   = 1 // it stands in a document
	unmetWord = 2 // it is a word, and has not been met
)

// forBuilder makes what Builders need.
func (s *Shared) forBuilder() {
	s.prepare.do(func() {
		s.unmet, s.first, s.byWord = make([]uint8, s.Len()), make([]uint32, s.Len()), newTextIndex(s.Len())
		for token := range s.unmet {
			word := s.word.at(token)
			if word == "" {
				continue
			}
			s.unmet[token] = unmetWord
			first, ok := s.withWord(word)
			if !ok {
				first = uint32(token)
				s.byWord.add(word, first)
			}
			s.first[token] = first
		}
	})
}

// withWord returns the first token that counts as a word, once forBuilder was
// called.
func (s *Shared) withWord(word string) (token uint32, ok bool) {
	return s.byWord.find(word, func(token uint32) bool { return s.word.at(int(token)) == word })
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
