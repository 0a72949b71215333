package corpus

import (
	"bytes"
	"fmt"
	"io"
	"iter"
)

// Lines yields the lines of a text, without their ends and without a byte order
// mark; "" as encoding is the one that the first bytes show. Lines may end in
// LF, CRLF or CR. It ends with an error at the end of a stream that broke off,
// and with a [Problem] behind the first bytes that are no text.
func Lines(r io.Reader, name string, enc Encoding) iter.Seq2[string, error] {
	return lines(r, name, enc, 256<<10)
}

func lines(r io.Reader, name string, enc Encoding, chunk int) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		t := newTextReader(r, enc, nil, chunk)
		text := t.begin(nil)
		for {
			if len(t.bad) > 0 {
				p := t.bad[0].problem(name, t.enc)
				p.Message = fmt.Sprintf("byte %d is no %s text", t.bad[0].offset, t.enc)
				yield("", p)
				return
			}
			done := 0
			for i := bytes.IndexByte(text, '\n'); i >= 0; i = bytes.IndexByte(text[done:], '\n') {
				if !yield(string(text[done:done+i]), nil) {
					return
				}
				done += i + 1
			}
			rest := text[done:]
			switch {
			case !t.atEnd():
				text = t.more(append(text[:0], rest...))
			case !t.whole():
				yield("", fmt.Errorf("%s: %w", name, t.err))
				return
			default:
				if len(rest) > 0 {
					yield(string(rest), nil)
				}
				return
			}
		}
	}
}
