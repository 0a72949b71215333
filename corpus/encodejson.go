package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// restKey is the name of what has no column in a record of JSON: further items,
// and fields that have more than a code and a value.
const restKey = "tifa"

// A jsonRecord is a document as EncodeJSON writes it, but for fields that stand
// beside the others under their codes. Names are those of fields, which
// decoding knows.
type jsonRecord struct {
	Date     string    `json:"date,omitempty"`
	Paper    string    `json:"paper,omitempty"`
	Issue    string    `json:"issue,omitempty"`
	Page     string    `json:"page,omitempty"`
	Item     string    `json:"item,omitempty"`
	Section  string    `json:"section,omitempty"`
	Genre    []string  `json:"genre,omitempty"`
	Class    []string  `json:"class,omitempty"`
	Column   []string  `json:"column,omitempty"`
	Author   []string  `json:"author,omitempty"`
	Keyword  []string  `json:"keyword,omitempty"`
	Kicker   string    `json:"kicker,omitempty"`
	Title    string    `json:"title,omitempty"`
	Subtitle string    `json:"subtitle,omitempty"`
	Body     string    `json:"body,omitempty"`
	Rest     *jsonRest `json:"tifa,omitempty"`
}

type jsonRest struct {
	Fields []Field `json:"fields,omitempty"`
	More   []Text  `json:"more,omitempty"`
}

// EncodeJSON writes d as a line of JSON Lines: what [DecodeAny] makes of it,
// without a profile, has the content of d, for every d that decoding makes;
// its place is another. What has no name among columns stands under "tifa".
func EncodeJSON(w io.Writer, d *Document) error {
	r := jsonRecord{
		Date: d.DateText, Paper: d.Paper, Issue: d.Issue, Page: d.Page, Item: d.Item, Section: d.Section,
		Genre: d.Genres, Class: d.Classes, Column: d.Columns, Author: d.Authors, Keyword: d.Keywords,
		Kicker: d.Kicker, Title: d.Title, Subtitle: d.Subtitle, Body: d.Body,
	}
	plain := plainFields(d.Fields)
	if !plain || len(d.More) > 0 {
		r.Rest = &jsonRest{More: d.More}
	}
	if !plain {
		r.Rest.Fields = d.Fields
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("encode %s: %w", d.Key(), err)
	}
	if plain && len(d.Fields) > 0 {
		object := bytes.TrimSuffix(b.Bytes(), []byte("}\n"))
		b.Truncate(len(object))
		for _, f := range d.Fields {
			if b.Len() > len("{") {
				b.WriteByte(',')
			}
			for i, s := range []string{f.Code, f.Value} {
				if i > 0 {
					b.Truncate(b.Len() - 1) // the encoder ends lines
					b.WriteByte(':')
				}
				if err := e.Encode(s); err != nil {
					return fmt.Errorf("encode %s: %w", d.Key(), err)
				}
			}
			b.Truncate(b.Len() - 1)
		}
		b.WriteString("}\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// plainFields tells whether fields can stand under their codes as columns of
// that name: decoding would make the same fields of them.
func plainFields(fields []Field) bool {
	seen := make(map[string]bool)
	for _, f := range fields {
		_, usual := slotsByName[plainName(f.Code)]
		if usual || f.Code == "" || f.Code == restKey || seen[f.Code] || f.Name != "" || f.Within != "" || f.Value == "" || f.Value != trim(f.Value) {
			return false
		}
		seen[f.Code] = true
	}
	return true
}

// takeRest puts what stands under restKey into the document. ok is false where
// it is not what EncodeJSON writes there.
func (d *Document) takeRest(text string) (ok bool) {
	var rest jsonRest
	in := json.NewDecoder(bytes.NewReader([]byte(text)))
	in.DisallowUnknownFields()
	if err := in.Decode(&rest); err != nil {
		return false
	}
	d.Fields = append(d.Fields, rest.Fields...)
	d.More = append(d.More, rest.More...)
	return true
}
