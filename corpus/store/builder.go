package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tifa/corpus"
)

// A Builder makes a Corpus in memory out of documents in any order. Only one
// goroutine may use it.
type Builder struct {
	corpus *Corpus
	tokens map[string]uint32 // tokenKey → token
	key    []byte
	codes  map[string]bool
	places map[string]int // key of a document → its index
}

// NewBuilder returns a Builder. segmentation names what the cuts depend on.
func NewBuilder(segmentation string) *Builder {
	return &Builder{
		corpus: &Corpus{
			lexicon:  lexicon{number: make(map[string]uint32)},
			identity: Identity{Segmentation: segmentation},
		},
		tokens: make(map[string]uint32),
		codes:  make(map[string]bool),
		places: make(map[string]int),
	}
}

// Token returns the number of a token, which it adds to the lexicon where that
// does not have it. Tokens of one text and the same pieces are one: of two kinds
// the one later in the alphabet stays (word before number), of two tags the
// first, so that the order in which documents arrive changes nothing.
func (b *Builder) Token(t Token) uint32 {
	b.key = tokenKey(b.key, t.Text, t.Pieces)
	id, ok := b.tokens[string(b.key)]
	if !ok {
		id = b.corpus.lexicon.add(t)
		b.tokens[string(b.key)] = id
		return id
	}
	old := &b.corpus.lexicon.tokens[id]
	if t.Kind > old.Kind {
		old.Kind = t.Kind
	}
	if t.Tag != "" && (old.Tag == "" || t.Tag < old.Tag) {
		old.Tag = t.Tag
	}
	b.corpus.lexicon.addTag(id, t.Tag)
	return id
}

// Recode gives values of fields other names (see [corpus.Recoding]); the
// documents themselves stay as they are.
func (b *Builder) Recode(r corpus.Recoding) { b.corpus.recoding = r }

// Normalize says what was made of the texts before they were cut.
func (b *Builder) Normalize(n corpus.Normalization) { b.corpus.normal = n }

// A Segmented document is a document with the tokens of each zone.
type Segmented struct {
	Document   *corpus.Document
	Kind       string
	Hash       corpus.Hash    // of the document
	TextKey    corpus.TextKey // of the document; zero where it has none
	Text       [corpus.NumZones]string
	Tokens     [corpus.NumZones][]uint32
	Characters [corpus.NumZones]int
}

// Add adds a document; the tokens are copied. A second document of the same
// key is an error: a place in a file holds one document.
func (b *Builder) Add(s *Segmented) error {
	key := s.Document.Key()
	if _, ok := b.places[key]; ok {
		return fmt.Errorf("%s: two documents with this key", key)
	}
	c := b.corpus
	b.places[key] = len(c.docs)
	d := document{Document: s.Document, kind: s.Kind, hash: s.Hash, key: s.TextKey, text: s.Text, first: len(c.stream)}
	for z, tokens := range s.Tokens {
		c.stream = append(c.stream, tokens...)
		d.ends[z] = uint32(len(c.stream) - d.first)
		d.characters[z] = uint32(s.Characters[z])
		for _, t := range tokens {
			if c.lexicon.wordOf[t] != NoWord {
				d.words[z]++
			}
		}
	}
	for _, f := range s.Document.Fields {
		if f.Code != "" {
			b.codes[f.Code] = true
		}
	}
	c.docs = append(c.docs, d)
	return nil
}

// Corpus puts the documents in order, numbers them and returns the corpus. The
// Builder must not be used again.
func (b *Builder) Corpus() *Corpus {
	c := b.corpus
	for i := range c.docs {
		c.identity.Content.Add(c.docs[i].hash)
	}
	c.identity.Documents = len(c.docs)
	slices.SortFunc(c.docs, func(x, y document) int {
		return cmp.Or(
			x.Date.Compare(y.Date),
			strings.Compare(x.Paper, y.Paper),
			corpus.CompareNumbers(x.Page, y.Page),
			corpus.CompareNumbers(x.Item, y.Item),
			slices.Compare(x.hash[:], y.hash[:]),
			strings.Compare(x.Key(), y.Key()),
		)
	})
	c.nameDocuments()
	c.findCopies()
	c.columns.codes = slices.Sorted(maps.Keys(b.codes))
	c.buildPostings()
	return c
}

// nameDocuments gives every document an id of its own: its printed one; where
// several share that, with ~ and six digits of the hash; where their content
// is the same too, with its number among them.
func (c *Corpus) nameDocuments() {
	printed := make(map[string]int, len(c.docs))
	for i := range c.docs {
		c.docs[i].id = c.docs[i].PrintedID()
		printed[c.docs[i].id]++
	}
	seen := make(map[string]int)
	for i := range c.docs {
		d := &c.docs[i]
		if printed[d.id] == 1 {
			continue
		}
		d.id += "~" + d.hash.String()[:6]
		seen[d.id]++
		if n := seen[d.id]; n > 1 {
			d.id = fmt.Sprintf("%s.%d", d.id, n)
		}
	}
}

// findCopies finds for every document the first one with its text.
func (c *Corpus) findCopies() {
	seen := make(map[corpus.TextKey]int, len(c.docs))
	for i := range c.docs {
		key := c.docs[i].key
		first, ok := seen[key]
		if !ok || key == (corpus.TextKey{}) {
			first = i
			seen[key] = i
		}
		c.docs[i].firstCopy = first
	}
}
