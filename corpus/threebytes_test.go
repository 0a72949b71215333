package corpus

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Each single byte and each character of a text of them changed, at each place of
// a run and behind it.
func TestValidUTF8(t *testing.T) {
	good := []byte(strings.Repeat("坚持改革开放，", 8))
	check := func(b []byte) {
		if got, want := validUTF8(b), utf8.Valid(b); got != want {
			t.Fatalf("% x: %v, want %v", b, got, want)
		}
	}
	for at := range 60 {
		for c := range 256 {
			b := bytes.Clone(good)
			b[at] = byte(c)
			check(b)
			check(b[:at+1])
		}
	}
	for r := rune(0x700); r <= 0x10000; r++ {
		for _, at := range []int{0, 3, 21, 24, 69} {
			check([]byte(string(good[:at]) + string([]byte{0xE0 | byte(r>>12), 0x80 | byte(r>>6&0x3F), 0x80 | byte(r&0x3F)}) + string(good[at:])))
		}
	}
}

func TestValidUTF8LikeStandard(t *testing.T) {
	r := rand.New(rand.NewPCG(1949, 10))
	pieces := []string{"改革", "，", "a", "2005", "é", "𠀀", "“", "\xff", "\xe4\xb8", "\xed\xa0\x80", "\xe0\x80\x80", "\u3000", "\n", "한", "坚持改革开放的方针政策不动摇"}
	for range 20000 {
		var b []byte
		for range r.IntN(20) {
			n := len(pieces)
			if r.IntN(4) > 0 { // mostly without what is invalid
				n = 7
			}
			b = append(b, pieces[r.IntN(n)]...)
		}
		if got, want := validUTF8(b), utf8.Valid(b); got != want {
			t.Fatalf("%q: %v, want %v", b, got, want)
		}
		if got, want := unspaced(string(b)), slowUnspaced(string(b)); got != want {
			t.Fatalf("%q: %q, want %q", b, got, want)
		}
	}
}

func unspaced(s string) string {
	var b bytes.Buffer
	writeUnspaced(&b, s)
	return b.String()
}

func slowUnspaced(s string) string {
	var b strings.Builder
	for _, r := range s { // U+FFFD for each invalid byte
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Every character that is a space, at each place of a run.
func TestUnspacedEverySpace(t *testing.T) {
	run := "坚持改革开放的方针政策不动摇，坚持四项基本原则"
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.IsSpace(r) && r%997 != 0 {
			continue
		}
		for at := 0; at < len(run); at += 3 {
			s := run[:at] + string(r) + run[at:]
			if got, want := unspaced(s), slowUnspaced(s); got != want {
				t.Fatalf("%q: %q, want %q", s, got, want)
			}
		}
	}
}

func BenchmarkValidUTF8(b *testing.B) {
	text := []byte(strings.Repeat("中国共产党第十一届中央委员会第三次全体会议，于1978年12月在北京举行。“解放思想”", 100))
	for name, valid := range map[string]func([]byte) bool{"runs": validUTF8, "standard": utf8.Valid} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				valid(text)
			}
		})
	}
}
