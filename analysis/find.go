package analysis

import "strings"

// A finder finds a string in texts, as strings.Index does, by the bytes at the
// end of where it could stand (Horspool 1980). Chinese texts are ill suited to a
// search for the first byte: nearly every third byte is one of six. Only what is
// too short to skip much of the text is left to strings.Index.
type finder struct {
	text  string
	skip  [256]uint8 // byte at the end → how far the string can be moved on, 0 where it may stand there
	again int        // how far it can be moved on from where only its last byte fits
}

func newFinder(text string) *finder {
	f := &finder{text: text}
	last := len(text) - 1
	for i := range f.skip {
		f.skip[i] = uint8(min(len(text), 255))
	}
	f.again = len(text)
	for i := range last {
		f.skip[text[i]] = uint8(min(last-i, 255))
		if text[i] == text[last] {
			f.again = last - i
		}
	}
	if last >= 0 {
		f.skip[text[last]] = 0
	}
	return f
}

// short is the number of bytes below which strings.Index is faster.
const short = 9

// index returns the first place of the string from an offset on, -1 if there is
// none.
func (f *finder) index(text string, from int) int {
	if len(f.text) < short {
		if i := strings.Index(text[from:], f.text); i >= 0 {
			return from + i
		}
		return -1
	}
	last := len(f.text) - 1
	for end := from + last; end < len(text); {
		if skip := int(f.skip[text[end]]); skip > 0 {
			end += skip
			continue
		}
		if start := end - last; text[start:end+1] == f.text {
			return start
		}
		end += f.again
	}
	return -1
}
