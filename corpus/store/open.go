package store

import (
	"encoding/hex"
	"fmt"

	"tifa/corpus"
)

// About is what a stored corpus says of how it was made.
type About struct {
	Dir       string
	Tool      string
	Settings  []Setting
	Files     int            // that were taken in
	Problems  map[string]int // by code, in those
	Segments  int
	Pending   int // segments that wait for the next ingest
	Documents int

	Segmentation string // identity of the words and layers it is cut with

	files []fileRef // of the committed corpus
}

// ReadAbout returns what a stored corpus says of itself without opening it.
func ReadAbout(dir string) (*About, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	return m.about(dir), nil
}

func (m *manifest) about(dir string) *About {
	return &About{
		Dir: dir, Tool: m.Tool, Settings: m.Settings, Problems: m.Problems, Segmentation: m.Segmentation,
		Segments: len(m.Segments), Pending: len(m.Pending), Documents: m.Documents, Files: m.Sources, files: m.refs()[:4+len(m.Segments)],
	}
}

// About says how the corpus was made; nil for one in memory.
func (c *Corpus) About() *About { return c.about }

// Open opens a stored corpus as of its last commit. It stays mapped until the
// process ends: rows of tables point into it. The error of one that is damaged
// is a [*Damage].
func Open(dir string) (*Corpus, error) {
	for attempt := 0; ; attempt++ {
		before, _ := lastManifest(dir) // an error comes again below
		m, err := readManifest(dir)
		if err == nil {
			if err := m.sameFold(dir); err != nil {
				return nil, err
			}
			var c *Corpus
			if c, err = openManifest(dir, m); err == nil {
				return c, nil
			}
		}
		// A commit may have come in between, and taken files away.
		if after, _ := lastManifest(dir); after == before || attempt == 10 {
			return nil, err
		}
	}
}

// sameFold is an error if texts were folded by other rules than those by which
// questions would be.
func (m *manifest) sameFold(dir string) error {
	if m.NoFold || m.Fold == corpus.FoldVersion {
		return nil
	}
	return fmt.Errorf("%s was made with the folding rules %d, this version of tifa has %d; tifa ingest --resegment -o %s makes it anew", dir, m.Fold, corpus.FoldVersion, dir)
}

func openManifest(dir string, m *manifest) (c *Corpus, err error) {
	if m.Catalog.Name == "" {
		return nil, notFinished(dir)
	}
	c = &Corpus{normal: m.normalization(), about: m.about(dir)}
	err = Guard(func() error {
		if c.shared, err = openShared(dir, m.Shared); err != nil {
			return err
		}
		for _, ref := range m.Segments {
			s, err := openSegment(dir, ref.fileRef)
			if err != nil {
				return err
			}
			c.segments = append(c.segments, s)
		}
		c.catalog, err = openCatalog(dir, m.Catalog, c.segments)
		return err
	})
	if err != nil {
		return nil, err
	}
	content, err := hex.DecodeString(m.Content)
	if m.Documents != c.Len() {
		return nil, &Damage{m.Catalog.Name, "it has other documents than the manifest says"}
	}
	if err != nil || len(content) != len(corpus.Hash{}) {
		return nil, &Damage{numbered("manifest", m.Number), "the sum of the documents is damaged"}
	}
	c.identity = Identity{Documents: m.Documents, Content: corpus.Hash(content), Segmentation: m.Segmentation}
	return c, nil
}

func openShared(dir string, ref fileRef) (*Shared, error) {
	f, err := openFile(dir, ref)
	if err != nil {
		return nil, err
	}
	s := &Shared{file: f}
	s.blocks(f.attach)
	return s, nil
}

func openSegment(dir string, ref fileRef) (*segment, error) {
	f, err := openFile(dir, ref)
	if err != nil {
		return nil, err
	}
	s := &segment{file: f}
	s.blocks(f.attach)
	s.columns = openColumns(f, &s.columnNames)
	s.shared = uint32(s.sharedWord.len())
	n := s.len()
	check(s.first.len() == n && s.ends.len() == corpus.NumZones*n && s.words.len() == corpus.NumZones*n &&
		s.characters.len() == corpus.NumZones*n && s.hashes.len() == len(corpus.Hash{})*n && s.textKeys.len() == len(corpus.TextKey{})*n &&
		s.inFile.len() == n && s.recordAt.len() == n && s.ownWord.len() == s.own.len() && s.tag.len() == s.text.len() &&
		s.index.postings.starts.len() == s.text.len()+1 && s.index.gramStarts.len() == s.index.gramKeys.len()+1 &&
		s.index.totals.starts.len() == s.index.totals.years.len()+1, ref.Name, "its parts do not fit together")
	for name, col := range s.columns {
		check(col.fits(n), ref.Name, "the field %s does not fit", name)
	}
	return s, nil
}

func openColumns(f *file, names *texts) map[string]*rawColumn {
	columns := make(map[string]*rawColumn)
	for i, name := range names.list() {
		col := new(rawColumn)
		col.blocks(i, f.attach)
		columns[name] = col
	}
	return columns
}

// fits tells whether the column is of n documents.
func (c *rawColumn) fits(n int) bool {
	return c.starts.len() == n+1 || c.starts.len() == 0 && c.ids.len() == n
}

func openCatalog(dir string, ref fileRef, segments []*segment) (*catalog, error) {
	f, err := openFile(dir, ref)
	if err != nil {
		return nil, err
	}
	c := &catalog{file: f, bySeg: make([]segmentPart, len(segments))}
	c.blocks(f.attach)
	c.columns = openColumns(f, &c.columnNames)
	n := c.len()
	check(c.segOf.len() == n && c.dates.len() == 2*n && c.words.len() == corpus.NumZones*n && c.characters.len() == corpus.NumZones*n &&
		c.copies.len() == n && c.wordSums.len() == (n+every-1)/every*corpus.NumZones && c.characterSums.len() == c.wordSums.len() && c.tag.len() == c.text.len() && c.endings.len() == c.renamed.len() && c.sum.len() == len(c.content),
		ref.Name, "its parts do not fit together")
	for i, s := range segments {
		p := &c.bySeg[i]
		check(p.rank.len() == s.len() && p.word.len() == s.text.len() && p.sharedWord.len() == s.sharedWord.len() && p.ownWord.len() == s.own.len(),
			ref.Name, "it does not fit %s", s.name())
	}
	for name, col := range c.columns {
		check(col.fits(n), ref.Name, "the field %s does not fit", name)
	}
	return c, nil
}
