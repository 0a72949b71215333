package analysis

import (
	"slices"
	"strings"

	"tifa/corpus"
)

// A DocumentRow describes a document.
type DocumentRow struct {
	ID         string      `col:"id"`
	Date       corpus.Date `col:"date,date"`
	Page       string      `col:"page"`
	Section    string      `col:"section"`
	Genre      []string    `col:"genre"`
	Class      []string    `col:"class"`
	Column     []string    `col:"column"`
	Author     []string    `col:"author"`
	Title      string      `col:"title"`
	Words      int         `col:"words"`
	Characters int         `col:"characters"`
	Count      Maybe[int]  `col:"count"` // of all terms asked for, as the next three
	TwoCounts
}

// DocumentsOptions choose documents.
type DocumentsOptions struct {
	Match  Match
	Sample int // as many, drawn at random; 0 is all
	Seed   int64
}

// Documents returns the documents of a selection that hold any of the terms,
// all documents where there are none, in the order of the corpus. A sample is
// those with the smallest hash of seed and id: it does not depend on what else
// the selection holds, nor on where the files lie.
func Documents(s *Selection, terms []Term, opt DocumentsOptions) []DocumentRow {
	docs := s.Docs
	counts := make(map[int]Hits)
	if len(terms) > 0 {
		all := CountTerms(s, terms, opt.Match)
		noteUses(s, terms, sumEach(all), opt.Match)
		for _, hits := range all {
			for i := range hits {
				c := counts[hits[i].Doc]
				c.add(&hits[i])
				counts[hits[i].Doc] = c
			}
		}
		docs = slices.DeleteFunc(slices.Clone(docs), func(doc int) bool {
			c := counts[doc]
			return c.Count(opt.Match) == 0
		})
	}
	if opt.Sample > 0 {
		docs = sample(s, docs, opt.Sample, opt.Seed)
	}
	rows := make([]DocumentRow, len(docs))
	for i, doc := range docs {
		rows[i] = Describe(s, doc)
		if len(terms) > 0 {
			c := counts[doc]
			rows[i].Count, rows[i].TwoCounts = Just(c.Count(opt.Match)), c.twoCounts()
		}
	}
	return rows
}

// Describe returns the row of a document; words and characters are those of
// the zones of the selection.
func Describe(s *Selection, doc int) DocumentRow {
	d := s.Corpus.Head(doc)
	return DocumentRow{
		ID: s.Corpus.ID(doc), Date: d.Date, Page: d.Page,
		Section: strings.Join(s.Corpus.Values(doc, "section"), "|"), Genre: s.Corpus.Values(doc, "genre"),
		Class: s.Corpus.Values(doc, "class"), Column: s.Corpus.Values(doc, "column"), Author: s.Corpus.Values(doc, "author"),
		Title: s.Corpus.Text(doc, corpus.Title),
		Words: s.Corpus.Words(doc, s.Zones), Characters: s.Corpus.Characters(doc, s.Zones),
	}
}

// A MatrixRow describes a row of a matrix of documents.
type MatrixRow struct {
	Row        int         `col:"row"` // 1-based
	ID         string      `col:"id"`
	Date       corpus.Date `col:"date,date"`
	Year       string      `col:"year"`
	Page       string      `col:"page"`
	Section    string      `col:"section"`
	Genre      []string    `col:"genre"`
	Class      []string    `col:"class"`
	Column     []string    `col:"column"`
	Author     []string    `col:"author"`
	Title      string      `col:"title"`
	Words      int         `col:"words"`
	Characters int         `col:"characters"`
}

// DescribeRow returns the description of a document as row i, counted from 0.
func DescribeRow(s *Selection, i, doc int) MatrixRow {
	d := Describe(s, doc)
	return MatrixRow{
		i + 1, d.ID, d.Date, corpus.DateValue("year", d.Date), d.Page, d.Section,
		d.Genre, d.Class, d.Column, d.Author, d.Title, d.Words, d.Characters,
	}
}
