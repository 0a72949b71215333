package main

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A documentRow is a document in the table documents. Empty texts and zeros of
// optional columns are null.
type documentRow struct {
	Document   int32      `parquet:"document,delta"`
	ID         string     `parquet:"id"`
	Date       *int32     `parquet:"date,optional,date"` // where it is a day
	DateFirst  *int32     `parquet:"date_first,optional,date"`
	DateLast   *int32     `parquet:"date_last,optional,date"`
	Year       int32      `parquet:"year,optional"`
	Month      string     `parquet:"month,optional,dict"`
	Paper      string     `parquet:"paper,optional,dict"`
	Issue      string     `parquet:"issue,optional,dict"`
	Page       string     `parquet:"page,optional,dict"`
	Item       string     `parquet:"item,optional,dict"`
	Part       string     `parquet:"part,optional"`
	Section    string     `parquet:"section,optional,dict"`
	Genre      []string   `parquet:"genre,list"`
	Class      []string   `parquet:"class,list"`
	Column     []string   `parquet:"column,list"`
	Author     []string   `parquet:"author,list"`
	Keyword    []string   `parquet:"keyword,list"`
	Kind       string     `parquet:"kind,optional,dict"`
	Agency     string     `parquet:"agency,optional,dict"`
	Dateline   string     `parquet:"dateline,optional,dict"`
	Source     string     `parquet:"source,dict"`
	Path       string     `parquet:"path,dict"`
	Record     int32      `parquet:"record"`
	Words      int32      `parquet:"words"`
	Characters int32      `parquet:"characters"`
	Front      bool       `parquet:"front"`
	Kicker     string     `parquet:"kicker,optional"`
	Title      string     `parquet:"title,optional"`
	Subtitle   string     `parquet:"subtitle,optional"`
	Body       string     `parquet:"body,optional"`
	Fields     []fieldRow `parquet:"fields,list"`
	Hash       string     `parquet:"hash"`
}

// A fieldRow is a field that a document keeps by its code.
type fieldRow struct {
	Code   string  `parquet:"code,dict"`
	Name   *string `parquet:"name,optional,dict"`
	Value  string  `parquet:"value"`
	Within *string `parquet:"within,optional,dict"`
}

// documents writes the row of a document.
func (e *exporter) documents(doc int, write func(documentRow, int) error) error {
	c := e.s.Corpus
	d := c.Document(doc)
	single := func(field string) string { return strings.Join(c.Values(doc, field), "|") }
	date := c.Date(doc)
	row := documentRow{
		Document: number32(doc), ID: c.ID(doc),
		Month: corpus.DateValue("month", date), Paper: single("paper"),
		Issue: single("issue"), Page: single("page"), Item: single("item"), Part: single("part"), Section: single("section"),
		Genre: c.Values(doc, "genre"), Class: c.Values(doc, "class"), Column: c.Values(doc, "column"),
		Author: c.Values(doc, "author"), Keyword: c.Values(doc, "keyword"),
		Kind: single("kind"), Agency: single("agency"), Dateline: single("dateline"),
		Source: d.Source, Path: d.Path, Record: int32(d.Record),
		Words: int32(c.Words(doc, e.s.Zones)), Characters: int32(c.Characters(doc, e.s.Zones)), Front: c.Front(doc),
		Kicker: c.Text(doc, corpus.Kicker), Title: c.Text(doc, corpus.Title), Subtitle: c.Text(doc, corpus.Subtitle),
		Body: c.Text(doc, corpus.Repeat) + c.Text(doc, corpus.Body), Hash: d.Hash().String(),
	}
	if !date.IsZero() {
		row.DateFirst, row.DateLast = unixDay(date.First), unixDay(date.Last)
		if date.First == date.Last {
			row.Date = row.DateFirst
		}
		year, _ := strconv.Atoi(corpus.DateValue("year", date)) // "" where it is not known
		row.Year = int32(year)
	}
	size := 500 + len(row.Body)
	for _, f := range d.Fields {
		row.Fields = append(row.Fields, fieldRow{Code: f.Code, Name: orNull(f.Name), Value: f.Value, Within: orNull(f.Within)})
		size += len(f.Value)
	}
	return write(row, size)
}

// orNull is null for an empty text.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// unixDay counts a day from 1970-01-01, as dates in Parquet are.
func unixDay(d corpus.Day) *int32 {
	epoch, _ := corpus.DayOf(1970, time.January, 1) // there was such a day
	n := int32(d - epoch)
	return &n
}

// A tokenRow is a token of a text.
type tokenRow struct {
	Document int32  `parquet:"document,delta"`
	Zone     string `parquet:"zone,dict"`
	Position int32  `parquet:"position,delta"` // in the zone, from 0
	Offset   int32  `parquet:"offset,delta"`   // in the text of the column, in characters, from 0
	Token    string `parquet:"token,dict"`
	WordID   int32  `parquet:"word_id,optional,dict"`
	Kind     string `parquet:"kind,dict"`
	Pieces   string `parquet:"pieces,optional,dict"` // of a compound, with | between them
}

// tokens returns the function that writes the tokens of a document. Offsets in
// the body go on from the repeated title before it: both are one text.
func (e *exporter) tokens() func(doc int, write func(tokenRow, int) error) error {
	c := e.s.Corpus
	cache := make(tokenCache, 1<<16)
	return func(doc int, write func(tokenRow, int) error) error {
		lexicon := c.Lexicon(doc)
		offset := 0
		for z := range corpus.Zone(corpus.NumZones) {
			if z != corpus.Body {
				offset = 0
			}
			tokens := c.Tokens(doc, z)
			if !e.s.Zones.Has(z) {
				if z == corpus.Repeat {
					offset = utf8.RuneCountInString(c.Text(doc, z))
				}
				continue
			}
			for i, token := range tokens {
				t := cache.token(lexicon, token)
				row := tokenRow{
					Document: number32(doc), Zone: z.String(), Position: int32(i), Offset: int32(offset),
					Token: t.text, WordID: t.word, Kind: t.kind, Pieces: t.pieces,
				}
				offset += t.characters
				if err := write(row, 24+len(t.text)); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// A tokenCache holds what rows need of tokens that were met lately, each in the
// one place where it may be. Most tokens of a text are a few thousand, and
// asking the lexicon takes as long as all the rest.
type tokenCache []cachedToken

type cachedToken struct {
	lexicon            *store.Lexicon
	token              uint32
	word               int32
	characters         int
	text, kind, pieces string
}

func (c tokenCache) token(lexicon *store.Lexicon, token uint32) *cachedToken {
	at := &c[int(token)%len(c)]
	if at.lexicon == lexicon && at.token == token {
		return at
	}
	t := lexicon.Token(token)
	*at = cachedToken{
		lexicon: lexicon, token: token, characters: utf8.RuneCountInString(t.Text),
		text: t.Text, kind: t.Kind, pieces: joinPieces(&t),
	}
	if w := lexicon.WordOf(token); w != store.NoWord {
		at.word = number32(int(w))
	}
	return at
}

// joinPieces returns the pieces of a compound with | between them, "" for any
// other token.
func joinPieces(t *store.Token) string {
	if len(t.Pieces) == 0 {
		return ""
	}
	var b strings.Builder
	start := int32(0)
	for i, end := range t.Pieces {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(t.Text[start:end])
		start = end
	}
	return b.String()
}
