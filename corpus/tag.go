package corpus

import (
	"bytes"
	"strings"
)

// A tag is one 〖CODE/名称〗 or 〖-CODE/名称〗 of a record. Offsets count from the
// beginning of the record.
type tag struct {
	at, end  int32 // of the whole tag
	name     int32 // where the name begins
	codeLen  uint8
	field    field
	closing  bool // 〖-…
	unclosed bool // without its 〗: end is where the value begins
}

const (
	tagOpen  = "〖"
	tagClose = "〗"

	maxCode = 8
	maxName = 64
	maxTag  = len(tagOpen) + len("-") + maxCode + len("/") + maxName + len(tagClose)
)

// A field is a code that the format lists.
type field uint8

const (
	fieldUnknown field = iota
	fieldIssue
	fieldDate
	fieldPage
	fieldItem
	fieldKicker
	fieldTitle
	fieldSubtitle
	fieldAuthor
	fieldClass
	fieldColumn
	fieldSection
	fieldKeyword
	fieldGenre
	fieldBody
	fieldPicture
	fieldFile
	fieldLineBreak
	fieldEmphasis
	fieldGlyph
	numFields
)

var fieldCodes = [numFields]struct{ code, name string }{
	fieldIssue:     {"ZQ", "总期"},
	fieldDate:      {"RQ", "日期"},
	fieldPage:      {"BH", "版号"},
	fieldItem:      {"TH", "条号"},
	fieldKicker:    {"YT", "引题"},
	fieldTitle:     {"BT", "标题"},
	fieldSubtitle:  {"FT", "副题"},
	fieldAuthor:    {"ZZ", "作者"},
	fieldClass:     {"FL", "分类"},
	fieldColumn:    {"LM", "栏目"},
	fieldSection:   {"BM", "版名"},
	fieldKeyword:   {"GJ", "关键"},
	fieldGenre:     {"TC", "体裁"},
	fieldBody:      {"ZW", "正文"},
	fieldPicture:   {"TM", "中图"},
	fieldFile:      {"WJ", "文件"},
	fieldLineBreak: {"HH", "换行"},
	fieldEmphasis:  {"JZ", "加重"},
	fieldGlyph:     {"ZI", "字符"},
}

func fieldOf(code []byte) field {
	if len(code) != 2 {
		return fieldUnknown
	}
	for f := fieldIssue; f < numFields; f++ {
		c := fieldCodes[f].code
		if c[0] == code[0] && c[1] == code[1] {
			return f
		}
	}
	return fieldUnknown
}

// inline tells whether the field marks up running text and is no value of its own.
func (f field) inline() bool {
	return f == fieldLineBreak || f == fieldEmphasis || f == fieldGlyph
}

// nested tells whether the field may stand inside a body. Of a code that
// nobody knows nothing else can be said.
func (f field) nested() bool {
	return f == fieldUnknown || f == fieldPicture || f == fieldFile || f.inline()
}

// parseTag reads the tag at b[at:], which begins with 〖. It needs maxTag bytes
// behind at, or the end of the text. ok is false where this 〖 is only a
// bracket. A tag of a known code may lack its 〗; then it ends behind its code,
// or behind the name that the code has.
func parseTag(b []byte, at int) (t tag, ok bool) {
	i := at + len(tagOpen)
	if i < len(b) && b[i] == '-' {
		t.closing = true
		i++
	}
	code := i
	for i < len(b) && i-code < maxCode && (b[i]-'A' < 26 || i > code && b[i]-'0' < 10) {
		i++
	}
	if i-code < 2 || i == len(b) || b[i] != '/' {
		return t, false
	}
	t.at, t.name, t.codeLen = int32(at), int32(i+1), uint8(i-code)
	t.field = fieldOf(b[code:i])
	if n := nameLen(b[i+1:]); n >= 0 {
		t.end = int32(i + 1 + n + len(tagClose))
		return t, true
	}
	if t.field == fieldUnknown {
		return t, false
	}
	t.unclosed = true
	t.end = t.name
	if name := fieldCodes[t.field].name; bytes.HasPrefix(b[i+1:], []byte(name)) {
		t.end += int32(len(name))
	}
	return t, true
}

// nameLen is the length of the name that b begins with, -1 where no 〗 ends it.
func nameLen(b []byte) int {
	for i := 0; i <= maxName && i+len(tagClose) <= len(b); i++ {
		switch {
		case b[i] == '\n':
			return -1
		case b[i] != tagOpen[0] || b[i+1] != tagOpen[1]:
		case b[i+2] == tagClose[2]:
			return i
		case b[i+2] == tagOpen[2]:
			return -1
		}
	}
	return -1
}

// code returns the code of the tag in b.
func (t *tag) code(b []byte) string {
	if t.field != fieldUnknown {
		return fieldCodes[t.field].code
	}
	return string(b[int(t.name)-1-int(t.codeLen) : t.name-1])
}

// nameIn returns the name of the tag in b.
func (t *tag) nameIn(b []byte) string {
	end := int(t.end)
	if !t.unclosed {
		end -= len(tagClose)
	}
	name := b[t.name:end]
	if std := fieldCodes[t.field].name; string(name) == std {
		return std
	}
	return string(name)
}

// sameCode tells whether two tags have one code.
func (t *tag) sameCode(u *tag, b []byte) bool {
	return t.field == u.field && (t.field != fieldUnknown || t.code(b) == u.code(b))
}

// ideographicSpace is the space that opens paragraphs and pads short fields.
const ideographicSpace = "\u3000"

// trim cuts ASCII white space and U+3000 off both ends of a one-line value.
func trim(s string) string {
	for {
		t := strings.Trim(s, " \t\n\v\f\r")
		t = strings.TrimPrefix(t, ideographicSpace)
		t = strings.TrimSuffix(t, ideographicSpace)
		if len(t) == len(s) {
			return t
		}
		s = t
	}
}

// blank tells whether b is nothing but white space: ASCII, U+3000, or a byte
// order mark that concatenated files leave in the middle.
func blank(b []byte) bool {
	for len(b) > 0 {
		switch {
		case b[0] == ' ' || b[0]-'\t' < 5:
			b = b[1:]
		case bytes.HasPrefix(b, []byte(ideographicSpace)), bytes.HasPrefix(b, []byte(byteOrderMark)):
			b = b[3:]
		default:
			return false
		}
	}
	return true
}
