package corpus

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// A TextKey identifies a text, white space and full-width forms aside.
type TextKey [16]byte

// TextKey returns the key of the document's headlines and body; ok is false
// where there is no body: adverts and pictures without one are not the same
// text for all that.
func (d *Document) TextKey() (key TextKey, ok bool) {
	if !slices.ContainsFunc(append([]Text{d.Text}, d.More...), func(t Text) bool { return hasText(t.Body) }) {
		return TextKey{}, false
	}
	h := sha256.New()
	add := func(t *Text) {
		for _, s := range []string{t.Kicker, t.Title, t.Subtitle, t.Body} {
			s, _ = Fold(s)
			writeUnspaced(h, s)
			h.Write([]byte{0})
		}
	}
	add(&d.Text)
	for i := range d.More {
		add(&d.More[i])
	}
	sum := h.Sum(nil)
	return TextKey(sum[:16]), true
}

// writeUnspaced writes s without white space, as UTF-8, to what never fails.
func writeUnspaced(w io.Writer, s string) {
	for part := range strings.SplitSeq(s, "\u3000") { // the only space among the characters of a run
		writeWithoutSpaces(w, bytesOf(part))
	}
}

func writeWithoutSpaces(w io.Writer, s []byte) {
	done := 0
	for i := 0; i < len(s); {
		i += threeByteRun(s[i:], 3)
		for i < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf {
			i++
		}
		r, n := utf8.DecodeRune(s[i:])
		if invalid := r == utf8.RuneError && n == 1; invalid || unicode.IsSpace(r) {
			w.Write(s[done:i])
			if done = i + n; invalid {
				w.Write(utf8.AppendRune(nil, r))
			}
		}
		i += n
	}
	w.Write(s[done:])
}

// bytesOf returns the bytes of a text without copying them. They must not be
// changed.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// Duplicates finds documents that share a printed id or a text. The zero value
// has seen none.
type Duplicates struct {
	ids   map[string]place
	texts map[TextKey]place
	files []string // the file of the documents seen last is the last
}

type place struct{ file, line int32 }

// Add returns a Problem for each way in which a document repeats one before it.
func (s *Duplicates) Add(d *Document) []*Problem {
	if s.ids == nil {
		s.ids, s.texts = make(map[string]place), make(map[TextKey]place)
	}
	if n := len(s.files); n == 0 || s.files[n-1] != d.File() {
		s.files = append(s.files, d.File())
	}
	here := place{int32(len(s.files) - 1), int32(d.Line)}
	var problems []*Problem
	repeat := func(code Code, what string, there place) {
		problems = append(problems, &Problem{
			File: d.File(), Line: d.Line, Record: d.Record, Code: code,
			Message: fmt.Sprintf("%s as the record at %s:%d; kept", what, s.files[there.file], there.line),
		})
	}
	id := d.PrintedID()
	if there, ok := s.ids[id]; ok {
		repeat(SameID, "the same id "+id, there)
	} else {
		s.ids[id] = here
	}
	if key, ok := d.TextKey(); ok {
		if there, ok := s.texts[key]; ok {
			repeat(SameText, "the same text", there)
		} else {
			s.texts[key] = here
		}
	}
	return problems
}
