package corpus

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"
)

func readLines(r io.Reader, enc Encoding, chunk int) (list []string, err error) {
	for line, err := range lines(r, "f.txt", enc, chunk) {
		if err != nil {
			return list, err
		}
		list = append(list, line)
	}
	return list, nil
}

func TestLines(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("改革\n开放")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		enc  Encoding
		want []string
	}{
		{"", "", nil},
		{"a", "", []string{"a"}},
		{"a\n", "", []string{"a"}},
		{"\n", "", []string{""}},
		{"\ufeffa\r\n\r\nb\rc\n", "", []string{"a", "", "b", "c"}},
		{gb, GB18030, []string{"改革", "开放"}},
		{"\xff\xfea\x00\n\x00", "", []string{"a"}},
	} {
		if got, err := readLines(strings.NewReader(c.text), c.enc, 4); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, %v; want %q", c.text, got, err, c.want)
		}
	}
}

// Lines do not depend on how the bytes come, and spell the text.
func TestLinesSeams(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"改", "a", "\n", " ", "😀"})).Draw(t, "text"), "")
		got, err := readLines(iotest.OneByteReader(strings.NewReader(text)), UTF8, rapid.IntRange(4, 9).Draw(t, "chunk"))
		want := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if text == "" {
			want = nil
		}
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%q: %q, %v", text, got, err)
		}
	})
}

func TestLinesBad(t *testing.T) {
	_, err := readLines(strings.NewReader("改革\n开\xff放\n"), UTF8, 256)
	var p *Problem
	if !errors.As(err, &p) || p.Error() != "f.txt:2: byte 10 is no utf-8 text" {
		t.Errorf("%v", err)
	}
	broken := errors.New("broken")
	list, err := readLines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)), UTF8, 256)
	if !errors.Is(err, broken) || len(list) != 1 {
		t.Errorf("%q, %v", list, err)
	}
}
