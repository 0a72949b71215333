package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tifa/corpus"
)

// A Builder takes segmented documents in, in any order. Only one goroutine may
// use it.
type Builder struct {
	seg    *segment
	shared *Shared
	docs   []arrival
	size   int             // tokens of them
	names  textSet         // of papers, pages and items
	seen   map[string]bool // keys of documents of the file in hand
	file   string          // that file
	tokens textIndex       // of the own tokens
	marks  []uint32        // of those of one character, by markPlace: the number and 1
	words  builderWords

	files   textSet
	columns map[string]*columnBuilder
	inOrder []builtColumn // columns

	written      *writtenBuilders // of the same corpus; nil in memory
	segmentation string
	recoding     corpus.Recoding
	normal       corpus.Normalization
}

// An arrival is a document by what orders it, and where its parts lie.
type arrival struct {
	date              corpus.Date
	hash              corpus.Hash
	paper, page, item uint32 // in names

	first, recordAt uint64
	ends            [corpus.NumZones]uint32
	words           [corpus.NumZones]uint32
	characters      [corpus.NumZones]uint32
	textKey         corpus.TextKey
	plain           corpus.Zones
	file            uint32
}

// NewBuilder returns a Builder of a corpus in memory. segmentation names what
// the cuts depend on.
func NewBuilder(segmentation string) *Builder {
	return newBuilder(nil, segmentation, nil)
}

func newBuilder(shared *Shared, segmentation string, written *writtenBuilders) *Builder {
	return (&Builder{shared: shared, segmentation: segmentation, written: written}).begin()
}

// begin makes b a Builder without documents, in the memory that it has.
func (b *Builder) begin() *Builder {
	old := cmp.Or(b.seg, new(segment))
	b.seg = &segment{normal: b.normal}
	b.seg.records.v, b.size = old.records.v[:0], 0
	b.docs = b.docs[:0]
	b.names.clear()
	b.seen, b.file = make(map[string]bool), ""
	b.tokens.clear()
	if b.marks == nil {
		b.marks = make([]uint32, markPlaces)
	}
	clear(b.marks)
	b.words.begin(b.shared)
	b.files, b.columns, b.inOrder = newTextSet(), make(map[string]*columnBuilder), nil
	for _, f := range corpus.StoredFields {
		b.addColumn(f.Name, "")
	}
	if b.shared != nil {
		b.seg.shared, b.seg.lexicon = uint32(b.shared.Len()), b.shared
		b.seg.sharedWord.v = slices.Grow(old.sharedWord.v[:0], b.shared.Len())[:b.shared.Len()]
	}
	return b
}

// Recode gives values of fields other names (see [corpus.Recoding]); the
// documents themselves stay as they are.
func (b *Builder) Recode(r corpus.Recoding) { b.recoding = r }

// Normalize says what was made of the texts before they were cut.
func (b *Builder) Normalize(n corpus.Normalization) { b.normal, b.seg.normal = n, n }

// Token returns the number of a token, which it adds to the lexicon where that
// does not have it. Tokens of one text and the same pieces are one: of two kinds
// the one later in the alphabet stays (word before number), of two tags the
// first, so that the order in which documents arrive changes nothing.
func (b *Builder) Token(t Token) uint32 {
	own := &b.seg.own
	number, ok := b.Known(t.Text, t.Kind, t.Pieces)
	if !ok {
		id := uint32(own.len())
		b.tokens.add(t.Text, id)
		if at := markPlace(t.Text); at >= 0 && len(t.Pieces) == 0 {
			b.marks[at] = id + 1
		}
		own.add(&t)
		b.seg.ownWord.add(b.words.add(t.Word))
		number = b.seg.shared + id
	}
	b.words.addTag(b.seg.ownWord.v[number-b.seg.shared], t.Tag)
	return number
}

// Known is Token for a token without a tag that may be there already: what word
// it counts as need not be known then.
func (b *Builder) Known(text, kind string, pieces []int32) (number uint32, ok bool) {
	own := &b.seg.own
	id := uint32(0)
	if at := markPlace(text); at >= 0 && len(pieces) == 0 { // half of them
		ok = b.marks[at] > 0
		id = b.marks[at] - 1
	} else {
		id, ok = b.tokens.find(text, func(id uint32) bool {
			return own.text.at(int(id)) == text && slices.Equal(own.piecesOf(int(id)), pieces)
		})
	}
	if ok && kind > own.kinds.at(int(own.kind.v[id])) {
		own.kind.v[id] = own.kindOf(kind)
	}
	return b.seg.shared + id, ok
}

// Size is the number of tokens that were added: how much memory the documents
// take goes with it.
func (b *Builder) Size() int { return b.size }

// Len is the number of documents that were added.
func (b *Builder) Len() int { return len(b.docs) }

// countWords returns how many of the tokens of a document are words.
func (b *Builder) countWords(tokens []uint32) (n uint32) {
	met, own := b.words.met, b.seg.ownWord.v
	for _, t := range tokens {
		if int(t) >= len(met) {
			if own[int(t)-len(met)] != NoWord {
				n++
			}
			continue
		}
		if met[t] == unmetWord {
			met[t] = metWord
		}
		n += uint32(met[t])
	}
	return n
}

// A Segmented document is a document with the tokens of each zone.
type Segmented struct {
	Document   *corpus.Document
	File       string // the file on disk; "" is that of the document
	Kind       string
	Hash       corpus.Hash    // of the document
	TextKey    corpus.TextKey // of the document; zero where it has none
	Text       [corpus.NumZones]string
	Tokens     [corpus.NumZones][]uint32
	Characters [corpus.NumZones]int

	// Plain tells of a text that normalisation changes nothing in it. Where it is
	// false, that is found out.
	Plain [corpus.NumZones]bool
}

// Add adds a document; nothing of it is kept but copies. A second document of
// the same key is an error: a place in a file holds one document.
func (b *Builder) Add(s *Segmented) error {
	file := cmp.Or(s.File, s.Document.File())
	if err := b.remember(file, s.Document); err != nil {
		return err
	}
	b.add(s)
	return nil
}

// Had notes a document that was added before this Builder was made: one more of
// its key is an error.
func (b *Builder) Had(s *Segmented) {
	_ = b.remember(cmp.Or(s.File, s.Document.File()), s.Document) // as it was told then
}

// add adds a document that is known to be the only one of its key.
func (b *Builder) add(s *Segmented) {
	seg, d := b.seg, s.Document
	file := cmp.Or(s.File, d.File())
	a := arrival{
		date: d.Date, hash: s.Hash, paper: b.names.of(d.Paper), page: b.names.of(d.Page), item: b.names.of(d.Item),
		first: b.addTokens(s.Tokens[:]), recordAt: uint64(seg.records.len()), textKey: s.TextKey, file: b.files.of(file),
	}
	end := 0
	for z, tokens := range s.Tokens {
		end += len(tokens)
		a.ends[z] = uint32(end)
		a.characters[z] = uint32(s.Characters[z])
		if s.Plain[z] {
			a.plain |= 1 << z
		}
		a.words[z] = b.countWords(tokens)
	}
	seg.records.v = appendRecord(seg.records.v, s.Document, &s.Text)
	b.addFields(s)
	b.docs = append(b.docs, a)
}

// remember makes a second document of the same place in a file an error. Files
// come one after another.
func (b *Builder) remember(file string, d *corpus.Document) error {
	if file != b.file {
		clear(b.seen)
		b.file = strings.Clone(file)
	}
	key := strings.Clone(d.Key())
	if b.seen[key] {
		return fmt.Errorf("%s: two documents with this key", key)
	}
	b.seen[key] = true
	return nil
}

// A builtColumn is a column with what its values are: those of a field, or,
// with a code, of the fields that documents keep by it.
type builtColumn struct {
	field, code string
	*columnBuilder
}

// addColumn adds a column that no document has a value in until now.
func (b *Builder) addColumn(field, code string) {
	name := field
	if code != "" {
		name = "=" + code
	}
	col := newColumnBuilder(len(b.docs))
	b.columns[name] = col
	b.inOrder = append(b.inOrder, builtColumn{field, code, col})
}

func (b *Builder) addFields(s *Segmented) {
	d := s.Document
	for _, f := range d.Fields {
		if f.Code != "" && b.columns["="+f.Code] == nil {
			b.addColumn("", f.Code)
		}
	}
	agency, place := corpus.Dateline(d.Zones()[corpus.Body]) // as Values, which would look twice
	for _, col := range b.inOrder {
		switch {
		case col.code != "":
			col.add(d.Coded(col.code)...)
		case col.field == "kind":
			col.add(s.Kind)
		case col.field == "agency":
			col.add(agency)
		case col.field == "dateline":
			col.add(place)
		default:
			col.add(d.Values(col.field)...)
		}
	}
}

// finish puts documents and words in order.
func (b *Builder) finish() *segment {
	inParallel(func(i int) {
		if i == 0 {
			b.sortDocuments()
		} else {
			b.words.sort(b.seg)
		}
	})
	return b.seg
}

// sortDocuments puts the documents in the order of the corpus.
func (b *Builder) sortDocuments() {
	s := b.seg
	order := make([]int, len(b.docs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		if c := b.docs[i].date.Compare(b.docs[j].date); c != 0 {
			return c
		}
		x, y := b.orderKey(i), b.orderKey(j)
		return x.compare(&y)
	})
	for _, i := range order {
		a := &b.docs[i]
		s.dates.add(int32(a.date.First), int32(a.date.Last))
		s.first.add(a.first)
		s.ends.add(a.ends[:]...)
		s.words.add(a.words[:]...)
		s.characters.add(a.characters[:]...)
		s.hashes.add(a.hash[:]...)
		s.textKeys.add(a.textKey[:]...)
		s.inFile.add(a.file)
		s.plain = append(s.plain, a.plain)
		s.recordAt.add(a.recordAt)
	}
	s.files = b.files.texts
	s.columns = make(map[string]*rawColumn)
	for name, col := range b.columns {
		s.columns[name] = col.column(order)
	}
}

// Corpus puts the documents in order and returns the corpus in memory. The
// Builder must not be used again.
func (b *Builder) Corpus() *Corpus {
	c := &Corpus{segments: []*segment{b.finish()}, shared: b.shared, recoding: b.recoding, normal: b.normal}
	c.catalog = newCatalog(c.segments, nil)
	c.identity = Identity{Documents: c.Len(), Content: c.catalog.content, Segmentation: b.segmentation}
	return c
}
