// Package segment cuts Chinese text into words. A cut is a byte offset; the
// cuts cover the text exactly and the text is never changed.
//
// The steps, in this order:
//
//  1. The text is normalised: full-width letters, digits and ％, and marks
//     inside numbers, are folded, on request traditional characters are simplified ([corpus.Normalization]),
//     with a map back to the offsets of the original.
//  2. Each maximal run of dictionary characters is cut as gse's Segment does
//     (simplified dictionary, no hidden Markov model). gse loads the dictionary
//     once, the words of the user before it (userword.go); what it loaded is
//     compiled (build.go), kept in the user's cache folder (cache.go) and cut
//     with from then on (array.go). gse itself (gse.go) is the other engine, and
//     what the tests compare with. A user word keeps as its pieces the cuts that
//     the dictionary without it makes.
//  3. Numbers with their units, Latin runs with hyphens and runs of one
//     punctuation mark are joined (join.go); user words stay as they are.
//  4. Neighbouring words that spell a term of the political lexicon become a
//     compound, which keeps the cuts inside it, and one word that spells one is
//     it (compound.go).
//  5. A convention, if one is asked for, makes one word of a date, or cuts as the
//     People's Daily corpus does (convention.go, pku.go).
//
// What a Segmenter cuts with can be kept in one file and opened again
// (saved.go), without gse and whatever a later version of Tifa has become.
//
// Compounds are laid over the cuts, they never move one: a lexicon that grows
// changes no count of a string or a phrase, in any text.
//
// Package segment knows nothing of documents and counts; only it knows gse.
package segment

import (
	"unsafe"

	"tifa/corpus"
	"tifa/segment/lexicon"
)

// NoID is the id of a token that is not in the dictionary.
const NoID = -1

// A Token is one piece of a text. It begins where the token before it ends.
type Token struct {
	End    int32 // byte offset behind the token
	ID     int32 // id of the token's text in the dictionary, or NoID
	Pieces uint8 // number of pieces of a compound or user word; 0 for a token without cuts inside
	Kind   Kind
}

// A Buffer holds what Cut needs and returns, so that cutting allocates nothing
// once it has grown. The zero Buffer is ready; one goroutine uses it at a time.
type Buffer struct {
	tokens  []Token
	pieces  []int32
	inner   []int32 // pieces of user words, before compounds are laid
	lower   []byte
	folded  []byte // the normalised text, where it is not the text itself
	offsets corpus.Offsets
	plain   bool    // normalisation changed nothing in the last text
	unsplit []Token // tokens before a convention split them
	bound   []int32 // pieces while a convention binds words
	scratch
}

// Pieces returns the ends of the pieces of all compounds and user words of the
// last Cut, in order: the first Pieces of them belong to the first, and so on.
func (b *Buffer) Pieces() []int32 { return b.pieces }

// Plain tells whether normalisation changed nothing in the text of the last Cut.
func (b *Buffer) Plain() bool { return b.plain }

// Options choose the layers of a Segmenter. The zero value has all of them. A
// saved segmentation states them as JSON, but for those that are "-".
type Options struct {
	Lexicon   []lexicon.Term `json:"-"` // nil: the built-in lexicon
	NoLexicon bool           // no compounds
	Words     []UserWord     `json:"-"` // the user's own, before those of the dictionary
	NoJoin    bool           // no joining of numbers, Latin runs and marks
	NoFold    bool           // no folding of full-width characters
	Simplify  bool           // take traditional characters for simplified ones

	// Convention says what else is one word, or several, than by the usual cuts.
	// It goes with the joins.
	Convention Convention

	GSE      bool   `json:"-"` // cut with gse itself: the same cuts, ten times slower
	CacheDir string `json:"-"` // folder of the compiled dictionary; "" is tifa in the user's cache folder
}

// A Segmenter cuts texts. Any number of goroutines may use one at a time.
type Segmenter struct {
	options   Options
	engine    backend
	normal    corpus.Normalization
	dateline  dateline
	splits    *splits // of the convention, or nil
	compounds *compounds
	identity  Identity
	notes     []string
}

// A backend cuts normalised text into words of a dictionary, whose ids are
// below its size, those of user words below all others: gse itself, or what was
// compiled of it. Both make the same cuts. User words are marked as fixed.
type backend interface {
	cut(b *Buffer, text string)
	size() int
	users() int
	find(b *Buffer, text string) int32           // the id of a word in lower case
	has(b *Buffer, unit string, isRun bool) bool // whether a unit can be part of a word
	word(id int32) string
	tag(id int32) string
	freq(id int32) float64
	sum() float64            // of all frequencies
	pieces(id int32) []int32 // of a user word, nil for others
	fingerprint() string     // of the dictionary
}

// New returns a Segmenter. Its dictionary is mapped from the cache, within some
// milliseconds; the first time gse loads it and it is compiled, which takes one
// or two seconds. Terms of the lexicon that no cut can spell (an empty one) are
// an error; trouble with the cache is not, see [Segmenter.Notes].
func New(opt Options) (*Segmenter, error) {
	e, notes, err := newEngine(&opt)
	if err != nil {
		return nil, err
	}
	s, err := newSegmenter(e, opt)
	if s != nil {
		s.notes = notes
	}
	return s, err
}

func newSegmenter(e backend, opt Options) (*Segmenter, error) {
	err := opt.Convention.check(opt.NoJoin)
	if err != nil {
		return nil, err
	}
	normal, err := opt.normalization()
	if err != nil {
		return nil, err
	}
	s := &Segmenter{options: opt, engine: e, normal: normal}
	s.prepare()
	terms := opt.Lexicon
	if terms == nil {
		terms = lexicon.Builtin()
	}
	if opt.NoLexicon {
		terms = nil
	}
	texts, err := termTexts(s, terms)
	if err != nil {
		return nil, err
	}
	s.compounds = newCompounds(s, texts)
	s.identity = identify(s)
	return s, nil
}

// prepare looks up what the rules of the layers need of the dictionary.
func (s *Segmenter) prepare() {
	s.dateline = newDateline(s.engine)
	if s.options.Convention == PKU {
		s.splits = newPKUSplits(s.engine)
	}
}

// Cut cuts text and returns its tokens, valid until the next Cut with b. The
// tokens cover the text: the last End is len(text).
func (s *Segmenter) Cut(b *Buffer, text string) []Token {
	normal := text
	b.offsets = b.offsets[:0]
	if b.plain = !s.normal.Changes(text); !b.plain {
		b.folded, b.offsets = s.normal.Append(b.folded[:0], b.offsets, text)
		normal = unsafe.String(unsafe.SliceData(b.folded), len(b.folded)) // until the next Cut
	}
	b.cut(s, normal)
	s.compounds.lay(b, normal, s.engine.size())
	if s.options.Convention != "" {
		b.bind(s.options.Convention, normal)
	}
	if !b.plain {
		b.restore(normal, text)
	}
	return b.tokens
}

// cut fills b with the cuts of a normalised text, compounds not yet laid.
func (b *Buffer) cut(s *Segmenter, normal string) {
	b.tokens, b.pieces = b.tokens[:0], b.pieces[:0]
	s.engine.cut(b, normal)
	if s.splits != nil {
		s.splits.split(b, normal)
	}
	if !s.options.NoJoin {
		b.join(s, normal)
	}
	if s.engine.users() > 0 {
		for i := range b.tokens {
			b.tokens[i].Kind &^= fixed
		}
	}
}

// restore maps the ends of tokens and pieces back to the original text. A
// token whose text the folding changed has no dictionary id.
func (b *Buffer) restore(normal, text string) {
	start, from := 0, 0
	for i := range b.tokens {
		t := &b.tokens[i]
		end, to := int(t.End), b.offsets.Original(int(t.End))
		if t.ID != NoID && normal[start:end] != text[from:to] {
			t.ID = NoID
		}
		if text[from:to] == "○" {
			t.Kind = Punct // alone it is a mark, whatever it was folded to
		}
		t.End = int32(to)
		start, from = end, to
	}
	for i, end := range b.pieces {
		b.pieces[i] = int32(b.offsets.Original(int(end)))
	}
}

// Normal returns the form under which a token's text is counted.
func (s *Segmenter) Normal(surface string) string {
	normal, _ := s.normal.Apply(surface)
	return normal
}

// Normalization is what is made of texts before they are cut.
func (s *Segmenter) Normalization() corpus.Normalization { return s.normal }

// Size is the number of ids: every dictionary id is below it.
func (s *Segmenter) Size() int { return s.engine.size() + len(s.compounds.terms) }

// Word returns the text of an id.
func (s *Segmenter) Word(id int32) string {
	if n := s.engine.size(); int(id) >= n {
		return s.compounds.terms[int(id)-n].text
	}
	return s.engine.word(id)
}

// Tag returns the part of speech of an id as the dictionary has it; compounds
// are "nz" (other proper names).
func (s *Segmenter) Tag(id int32) string {
	if int(id) >= s.engine.size() {
		return "nz"
	}
	return s.engine.tag(id)
}

// Kind returns the kind of an id's text where it stands alone.
func (s *Segmenter) Kind(id int32) Kind {
	if int(id) >= s.engine.size() {
		return Word
	}
	return kindOf(s.engine.word(id))
}

// Pieces returns the ends of the pieces of the id of a compound or of a user
// word that the dictionary alone would cut; nil for any other.
func (s *Segmenter) Pieces(id int32) []int32 {
	if n := s.engine.size(); int(id) >= n {
		return s.compounds.terms[int(id)-n].pieces
	}
	return s.engine.pieces(id)
}

// Identity tells what the cuts depend on.
func (s *Segmenter) Identity() Identity { return s.identity }

// Notes says what kept the compiled dictionary from being read from the cache
// or from being written to it, nothing where all went well.
func (s *Segmenter) Notes() []string { return s.notes }
