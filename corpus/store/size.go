package store

import (
	"cmp"
	"slices"
	"strings"
)

// A PartSize says how many bytes a part of a stored corpus takes on disk.
type PartSize struct {
	Part  string
	Bytes int64
}

// partOf says of blocks of segments, by their names up to the first dot or
// digit, what they are a part of. Others are parts by their own names.
var partOf = map[string]string{
	"dates": "documents", "first": "documents", "ends": "documents", "words": "documents", "characters": "documents",
	"hashes": "documents", "textkeys": "documents", "infile": "documents", "files": "documents", "recordat": "documents",
	"sharedword": "lexicon", "own": "lexicon", "ownword": "lexicon", "word": "lexicon", "tag": "lexicon", "tags": "lexicon",
	"columns": "fields", "column": "fields",
}

// partOfBlock returns the part that a block of a segment belongs to.
func partOfBlock(block string) string {
	name, _, _ := strings.Cut(block, ".")
	name = strings.TrimRight(name, "0123456789")
	return cmp.Or(partOf[name], name)
}

// Sizes tells what each part of a stored corpus takes, the largest first: of the
// segments the stream, the records, the postings …; the other files as a whole.
// It returns nil for a corpus in memory.
func (c *Corpus) Sizes() []PartSize {
	if c.about == nil {
		return nil
	}
	sizes := make(map[string]int64)
	for _, ref := range c.about.files {
		kind, _, _ := strings.Cut(ref.Name, "-")
		switch kind {
		case "segment":
			kind = "checksums" // what is left when the blocks are taken off
		case "shared":
			kind = "dictionary"
		case "cuts":
			kind = "segmentation"
		}
		sizes[kind] += ref.Size
	}
	for _, s := range c.segments {
		for _, b := range s.file.order {
			sizes[partOfBlock(b.name)] += int64(len(b.data))
			sizes["checksums"] -= int64(len(b.data))
		}
	}
	var list []PartSize
	for part, n := range sizes {
		if n > 0 {
			list = append(list, PartSize{part, n})
		}
	}
	slices.SortFunc(list, func(a, b PartSize) int { return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Part, b.Part)) })
	return list
}
