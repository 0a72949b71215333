package reports

import (
	"iter"
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/width"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// A lettering measures texts and chooses the font of each letter: Liberation
// Sans, which has the widths of Arial and Helvetica, for what it has, another
// font for the rest. Without another, as in SVG, a full-width letter is one em.
type lettering struct {
	wide    *Font
	missing map[rune]bool // letters that neither font has
	buf     sfnt.Buffer
}

// latin are the built-in fonts.
var latin = sync.OnceValue(func() (fonts [2]*Font) {
	for i, data := range [][]byte{liberationsansregular.TTF, liberationsansbold.TTF} {
		f, err := opentype.Parse(data)
		if err != nil {
			panic("reports: the built-in font: " + err.Error())
		}
		fonts[i] = &Font{Name: "Liberation Sans", face: f}
	}
	return fonts
})

func newLettering(wide *Font) *lettering {
	return &lettering{wide: wide, missing: make(map[rune]bool)}
}

// fontOf returns the font for a letter, and whether it has it.
func (l *lettering) fontOf(r rune, st style) (f *Font, ok bool) {
	f = latin()[0]
	if st.bold {
		f = latin()[1]
	}
	switch {
	case f.has(&l.buf, r):
		return f, true
	case l.wide != nil:
		return l.wide, l.wide.has(&l.buf, r)
	}
	return f, false
}

// runs yields the pieces of a text that are of one font.
func (l *lettering) runs(s string, st style) iter.Seq2[string, font.Face] {
	return func(yield func(string, font.Face) bool) {
		start, of := 0, (*Font)(nil)
		for i, r := range s {
			f, ok := l.fontOf(r, st)
			if !ok {
				l.missing[r] = true
			}
			if of != nil && f != of {
				if !yield(s[start:i], face(of, st.size)) {
					return
				}
				start = i
			}
			of = f
		}
		if of != nil {
			yield(s[start:], face(of, st.size))
		}
	}
}

// width returns the width of a text.
func (l *lettering) width(s string, st style) (w vg.Length) {
	for _, r := range s {
		f, ok := l.fontOf(r, st)
		switch {
		case ok || l.wide != nil:
			w += f.advance(&l.buf, r, st.size)
		case isWide(r):
			w += st.size
		default:
			w += st.size * .6
		}
	}
	return w
}

// isWide tells whether a letter takes a full em.
func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth || k == width.EastAsianAmbiguous
}

// shorten returns the text, cut with … to fit into a width.
func (l *lettering) shorten(s string, st style, most vg.Length) string {
	if s = printable(s); l.width(s, st) <= most {
		return s
	}
	letters := []rune(s)
	for n := len(letters) - 1; n > 0; n-- {
		if cut := strings.TrimRight(string(letters[:n]), " ") + "…"; l.width(cut, st) <= most {
			return cut
		}
	}
	return "…"
}

// wrap cuts a text into lines of a width, at spaces and between Chinese
// characters.
func (l *lettering) wrap(s string, st style, most vg.Length) (lines []string) {
	line := ""
	for _, piece := range pieces(printable(s)) {
		if line != "" && l.width(line+strings.TrimRight(piece, " "), st) > most {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += piece
	}
	if line != "" {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// noStart are marks that no line begins with.
const noStart = "，。、；：！？）》〉」』】…,.;:!?)”’%％"

// pieces cuts a text where a line may end.
func pieces(s string) (list []string) {
	start, letters := 0, []rune(s)
	for i := 1; i <= len(letters); i++ {
		if i < len(letters) {
			r, before := letters[i], letters[i-1]
			breaks := before == ' ' && r != ' ' || (isWide(r) || isWide(before)) && before != ' '
			if !breaks || strings.ContainsRune(noStart, r) || strings.ContainsRune("（《〈「『【“‘(", before) {
				continue
			}
		}
		list = append(list, string(letters[start:i]))
		start = i
	}
	return list
}

// printable returns a text with a space for what has no shape or would turn the
// direction of reading: line ends, controls, marks of direction.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) && r != '\u3000' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
