package reports

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"pgregory.net/rapid"
)

// A Chinese character is one em wide; Latin letters are as in Arial, whose widths
// are in its AFM file: a digit 556, W 944, i 222 thousandths of an em.
func TestTextWidth(t *testing.T) {
	l := newLettering(nil)
	for s, want := range map[string]float64{"": 0, "改革开放": 4000, "（新）": 3000, "5": 556, "Wi": 944 + 222, "改W": 1944} {
		got := float64(l.width(s, style{size: 1000}))
		if math.Abs(got-want) > 2 {
			t.Errorf("%s is %g wide, want %g", s, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	l := newLettering(nil)
	st := style{size: 10}
	if got := l.shorten("改革开放", st, 40); got != "改革开放" {
		t.Errorf("what fits became %s", got)
	}
	got := l.shorten("改革开放和社会主义现代化", st, 60)
	if got != "改革开放和…" {
		t.Errorf("%s, want 改革开放和…", got)
	}
	if w := l.width(got, st); w > 60 {
		t.Errorf("%s is %g wide", got, w)
	}
}

// Lines end at spaces and between Chinese characters, not before a mark; nothing
// is lost.
func TestWrap(t *testing.T) {
	l := newLettering(nil)
	st := style{size: 10}
	for _, c := range []struct{ text, want string }{
		{"改革开放，社会主义", "改革开|放，社|会主义"},
		{"改革（试点）", "改革|（试|点）"},
		{"uses per million", "uses per|million"}, // 38.35 wide in Arial,
		{"", ""},
	} {
		if got := strings.Join(l.wrap(c.text, st, 39), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// A font is looked for by name, the best first; what is not there, is no font or
// has no Chinese characters is passed over.
func TestFindFont(t *testing.T) {
	dir := t.TempDir()
	if _, err := FindFont([]string{dir, filepath.Join(dir, "nowhere")}); !errors.Is(err, ErrNoFont) {
		t.Errorf("error %v", err)
	}
	for name, data := range map[string][]byte{
		"NotoSansCJK-Regular.ttc": []byte("ttcf and nothing more"), "simsun.ttc": nil, "msyh.ttf": liberationsansregular.TTF, "other.ttf": liberationsansregular.TTF,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := FindFont([]string{dir}); !errors.Is(err, ErrNoFont) {
		t.Errorf("error %v", err)
	}
}

func TestOpenFontErrors(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for want, path := range map[string]string{
		"no such file":                   filepath.Join(dir, "nowhere.ttf"),
		"no font that can be read":       file("a.ttf", []byte("<html>")),
		"has no Chinese characters":      file("b.ttf", liberationsansregular.TTF),
		"empty.ttf: no font that can be": file("empty.ttf", nil),
	} {
		if _, err := OpenFont(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// A font whose tables are at odd places is read like the one it was, and a broken
// one is an error.
func TestParseAligned(t *testing.T) {
	data := liberationsansregular.TTF
	n := int(binary.BigEndian.Uint16(data[4:]))
	odd := slices.Clone(data[:12+16*n])
	for i := range n {
		e := odd[12+16*i:]
		offset, length := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		odd = append(odd, make([]byte, 5-len(odd)%4)...) // never a multiple of four
		binary.BigEndian.PutUint32(odd[12+16*i+8:], uint32(len(odd)))
		odd = append(odd, data[offset:offset+length]...)
	}
	if _, err := opentype.Parse(odd); err == nil {
		t.Fatal("the font that is to be repaired can be read as it is")
	}
	fonts, err := parseFonts(odd)
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	if w := (&Font{face: fonts[0]}).advance(&buf, 'W', 1000); math.Abs(float64(w)-944) > 1 {
		t.Errorf("W is %g wide", w)
	}
	rapid.Check(t, func(t *rapid.T) {
		broken := slices.Clone(odd[:rapid.IntRange(0, len(odd)).Draw(t, "cut")])
		for range rapid.IntRange(0, 5).Draw(t, "changes") {
			if n := min(len(broken), 600); n > 0 {
				broken[rapid.IntRange(0, n-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		for _, at := range members(broken) {
			parseAligned(broken, at) // it may fail, and must not panic
		}
	})
}

// With a font of the system, where there is one, Chinese is drawn, and what the
// font lacks is an error that names it.
func TestPNGChinese(t *testing.T) {
	font, err := FindFont([]string{"/usr/share/fonts", "/System/Library/Fonts", `C:\Windows\Fonts`})
	if err != nil {
		t.Skip(err)
	}
	c := &Chart{Title: "改革开放", Drawing: lines(years("阶级斗争", 1, 2, 3))}
	if err := WriteChart(new(strings.Builder), PNG, c, ChartOptions{Font: font}); err != nil {
		t.Error(err)
	}
	c.Title = "\U000E0100\U0010FFFD"
	if err := WriteChart(new(strings.Builder), PNG, c, ChartOptions{Font: font}); err == nil || !strings.Contains(err.Error(), "U0010fffd") && !strings.Contains(err.Error(), "\U0010FFFD") {
		t.Errorf("error %v", err)
	}
}
