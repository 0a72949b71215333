package corpus

import "strconv"

// A Document is one article as the database printed it.
//
// Texts are UTF-8 with "\n" between lines, otherwise as printed: leading
// spaces of a paragraph, full-width digits and odd characters stay. A field
// that the record does not have is the empty string or the nil slice.
type Document struct {
	// Source, Path and Record are where the document stood: the folder that
	// the user named, the path inside it (see [File]) and the 1-based number of
	// the record in the file, counting those that were passed over. See
	// [Document.Key].
	Source string
	Path   string
	Record int
	Line   int // 1-based line on which the record begins

	Paper    string // a constant of the profile or of --set, "" if none
	Issue    string // ZQ 总期, running issue number
	DateText string // RQ 日期, as printed
	Date     Date   // DateText as an interval of days; zero where it is no date
	Page     string // BH 版号, as printed
	Item     string // TH 条号, as printed
	Section  string // BM 版名, the name of the page

	Authors  []string // ZZ 作者
	Classes  []string // FL 分类, Chinese Library Classification
	Columns  []string // LM 栏目
	Keywords []string // GJ 关键
	Genres   []string // TC 体裁

	Text        // the item itself
	More []Text // further items of a record that holds several

	Fields []Field // all other fields, by code, in the order of the record
}

// A Text is the counted text of an item: its headlines and its body.
type Text struct {
	Kicker   string `json:"kicker,omitempty"`   // YT 引题
	Title    string `json:"title,omitempty"`    // BT 标题
	Subtitle string `json:"subtitle,omitempty"` // FT 副题
	Body     string `json:"body,omitempty"`     // ZW 正文, paragraphs on lines of their own
}

// A Field is a field that has no place of its own in Document: one of unknown
// code, a repeated single-valued one, or one nested in the body.
type Field struct {
	Code   string `json:"code"`           // e.g. "WJ"
	Name   string `json:"name,omitempty"` // as printed behind the slash, e.g. "文件"
	Value  string `json:"value,omitempty"`
	Within string `json:"within,omitempty"` // codes of the fields it stood in, outermost first: "ZW/TM"; "" at top level
}

// Key is the identity of a document's place: the same key with new content is
// the same document, corrected. It does not depend on how much of the path the
// user gave as source and how much was walked.
func (d *Document) Key() string {
	return joinPath(d.Source, d.Path) + "#" + strconv.Itoa(d.Record)
}

// File is the source and path of the document, as messages name it.
func (d *Document) File() string { return joinPath(d.Source, d.Path) }

// joinPath is path inside source. The folder "." is left out, so that x.txt
// and x.txt in . are one.
func joinPath(source, path string) string {
	switch {
	case path == "":
		return source
	case source == "", source == ".":
		return path
	case source[len(source)-1] == '/':
		return source + path
	}
	return source + "/" + path
}

// Front tells whether the document stands on page 1.
func (d *Document) Front() bool {
	n, err := strconv.Atoi(d.Page)
	return err == nil && n == 1
}
