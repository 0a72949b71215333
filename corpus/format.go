package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"path"
	"regexp"
	"strings"
)

// A Format is how a file holds its records. The zero value stands for the one
// that the first bytes and the name of the file show.
type Format string

// The formats that are read.
const (
	Tagged    Format = "tagged" // see Decode
	JSONLines Format = "jsonl"  // an object on each line
	JSON      Format = "json"   // an array of objects, one object, or several
	CSV       Format = "csv"    // with a heading; between commas, or semicolons or tabs where the heading has no comma
	TSV       Format = "tsv"    // between tabs, with a heading
	PlainText Format = "text"   // one document: a line of title and the body; its path says the date
)

var formats = []Format{Tagged, JSONLines, JSON, CSV, TSV, PlainText}

// ParseFormat reads the name of a format; "" and "auto" are the zero value.
func ParseFormat(s string) (Format, error) {
	if s == "" || s == "auto" {
		return "", nil
	}
	var names []string
	for _, f := range formats {
		if s == string(f) {
			return f, nil
		}
		names = append(names, string(f))
	}
	return "", fmt.Errorf("unknown format %q (have %s)", s, strings.Join(names, ", "))
}

// DecodeAny reads records from r in the format that the profile names or else
// the first bytes and the path show: tagged wherever tags stand; JSON Lines,
// JSON, CSV and TSV by the ending of the path, or by a beginning that cannot be
// mistaken; plain text (.txt, .md) where the path holds a date. All else is
// read as tagged, and has no records. Documents and problems come as from
// [Decode].
func DecodeAny(r io.Reader, name string, opt DecodeOptions) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		p := opt.Profile
		if err := p.Check(); err != nil {
			yield(nil, &Problem{File: name, Code: BadProfile, Err: err, Message: fmt.Sprintf("profile: %v; passed over", err)})
			return
		}
		if p != nil && opt.Encoding == "" {
			opt.Encoding = p.Encoding
		}
		if p != nil && len(p.Constants) > 0 {
			yield = p.withConstants(yield)
		}
		newDecoder(r, name, opt, 256<<10).runAny(yield)
	}
}

// runAny decodes in the format that the stream has.
func (d *decoder) runAny(yield func(*Document, error) bool) {
	d.begin()
	format, info := d.judge()
	if format == Tagged {
		d.run(yield)
		return
	}
	rows := &rowDecoder{decoder: d, mapping: newMapping(d.opt.Profile)}
	switch format {
	case JSONLines:
		j := &jsonRows{rows: rows}
		rows.cut, rows.cells = &lineCutter{}, j.cells
	case JSON:
		j := &jsonRows{rows: rows, between: true}
		rows.cut, rows.cells = &jsonCutter{}, j.cells
	case CSV, TSV:
		c := newCSVRows(rows, format)
		rows.cut, rows.cells = c, c.cells
	case PlainText:
		p := &plainText{rows: rows, info: info}
		rows.cut, rows.cells = wholeCutter{}, p.cells
	}
	rows.run(yield)
}

// withConstants sets constants in what is yielded, and leaves out problems that
// a constant solves.
func (p *Profile) withConstants(yield func(*Document, error) bool) func(*Document, error) bool {
	return func(doc *Document, err error) bool {
		if doc != nil {
			p.setConstants(doc)
		}
		if q, ok := err.(*Problem); ok { //nolint:errorlint // decoders yield nothing else
			if q.Code == NoDate && p.Constants["date"] != "" || q.Code == NoTitle && p.Constants["title"] != "" {
				return true
			}
		}
		return yield(doc, err)
	}
}

// unpackedName is the name of what is in a packed file: a.csv of a.csv.gz.
func unpackedName(name string) string {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".gz", ".bz2", ".zst", ".zstd":
		return name[:len(name)-len(ext)]
	}
	return name
}

// judge tells the format of the stream that d.buf is the beginning of, and of a
// plain text what its path says.
func (d *decoder) judge() (Format, pathInfo) {
	source, inside := d.opt.Source, d.opt.Path
	if p := d.opt.Profile; p != nil && p.Format != "" {
		info, _ := d.pathInfo(source, inside)
		return p.Format, info
	}
	head := bytes.TrimLeft(d.buf, " \n\t"+byteOrderMark)
	ending := strings.ToLower(path.Ext(unpackedName(joinPath(source, inside))))
	switch ending {
	case ".jsonl", ".ndjson", ".json", ".csv", ".tsv":
		if tagAtLine(head) {
			return Tagged, pathInfo{}
		}
	default:
		if hasTag(head) {
			return Tagged, pathInfo{}
		}
	}
	switch {
	case (ending == ".jsonl" || ending == ".ndjson") && !bytes.HasPrefix(head, []byte{'['}):
		return JSONLines, pathInfo{}
	case ending == ".csv":
		return CSV, pathInfo{}
	case ending == ".tsv":
		return TSV, pathInfo{}
	case strings.HasSuffix(ending, "json"), ending == ".jsonl", looksJSON.Match(head):
		return linesOrJSON(head), pathInfo{}
	}
	if ending == ".txt" || ending == ".md" || ending == ".markdown" || ending == ".text" {
		if info, ok := d.pathInfo(source, inside); ok {
			return PlainText, info
		}
	}
	if looksCSV(head) {
		return CSV, pathInfo{}
	}
	return Tagged, pathInfo{}
}

// pathInfo reads the path by the pattern of the profile, or by the usual ways.
func (d *decoder) pathInfo(source, inside string) (pathInfo, bool) {
	if p := d.opt.Profile; p != nil && p.DatePath != "" {
		pattern := p.datePath
		if pattern == nil {
			pattern, _ = compileDatePath(p.DatePath) // it has been checked
		}
		return readDatePath(pattern, joinPath(source, inside))
	}
	return readUsualPath(source, inside)
}

// hasTag tells whether a tag of the tagged format stands in the text.
func hasTag(text []byte) bool {
	for i := 0; ; i += len(tagOpen) {
		j := bytes.Index(text[i:], []byte(tagOpen))
		if j < 0 {
			return false
		}
		i += j
		if _, ok := parseTag(text, i); ok {
			return true
		}
	}
}

// tagAtLine tells whether a line of the text begins with a tag: one inside a
// value of JSON or CSV does not make the file a tagged one.
func tagAtLine(text []byte) bool {
	for line := range bytes.Lines(text) {
		if bytes.HasPrefix(line, []byte(tagOpen)) {
			if _, ok := parseTag(line, 0); ok {
				return true
			}
		}
	}
	return false
}

// looksJSON matches the beginning of an object, or of an array of them.
var looksJSON = regexp.MustCompile(`^(?:\[\s*)?\{\s*"`)

// linesOrJSON tells lines of objects from other JSON. Only in the former does
// a bad line leave the next one as it is.
func linesOrJSON(head []byte) Format {
	line, rest, _ := bytes.Cut(head, []byte{'\n'})
	if len(bytes.TrimSpace(rest)) > 0 && bytes.HasPrefix(line, []byte{'{'}) && json.Valid(line) {
		return JSONLines
	}
	return JSON
}

// looksCSV tells whether the first line is a heading with a column for the body
// and one for date or title.
func looksCSV(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	if len(line) > 4096 {
		return false
	}
	var has [numNamedTargets]bool
	cells, _ := splitRow(line, commaOf(line), len(line)+1, nil)
	for _, name := range cells {
		if p, ok := slotsByName[plainName(name)]; ok && p.target < numNamedTargets {
			has[p.target] = true
		}
	}
	return has[targetBody] && (has[targetDate] || has[targetTitle])
}
