package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reopen saves a segmenter and opens the file.
func reopen(t *testing.T, s *Segmenter) *Segmenter {
	t.Helper()
	name := filepath.Join(t.TempDir(), "segmentation")
	if err := s.Save(name); err != nil {
		t.Fatal(err)
	}
	again, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// checkSame holds that two segmenters cannot be told apart.
func checkSame(t *testing.T, a, b *Segmenter, lines []string) {
	t.Helper()
	if a.Identity() != b.Identity() || a.Size() != b.Size() {
		t.Fatalf("identity %s, %d ids; want %s, %d", b.Identity(), b.Size(), a.Identity(), a.Size())
	}
	for id := range int32(a.Size()) {
		if a.Word(id) != b.Word(id) || a.Tag(id) != b.Tag(id) || !slices.Equal(a.Pieces(id), b.Pieces(id)) {
			t.Fatalf("id %d: %q/%s %v, want %q/%s %v", id, b.Word(id), b.Tag(id), b.Pieces(id), a.Word(id), a.Tag(id), a.Pieces(id))
		}
	}
	var x, y Buffer
	for _, line := range lines {
		if want, got := a.Cut(&x, line), b.Cut(&y, line); !slices.Equal(want, got) || !slices.Equal(x.Pieces(), y.Pieces()) {
			t.Fatalf("%q: tokens %v, want %v", line, got, want)
		}
		if a.Normal(line) != b.Normal(line) {
			t.Fatalf("%q: normal form %q, want %q", line, b.Normal(line), a.Normal(line))
		}
	}
}

func TestSaved(t *testing.T) {
	lines := append(sample()[:200:200], fragments...)
	lines = append(lines, "堅持８.5％，改革開放。", "一带一路倡议，中国特色社会主义道路")
	for _, opt := range []Options{
		{}, {NoLexicon: true}, {NoJoin: true, NoFold: true}, {Simplify: true},
		{Lexicon: terms("改革道路", "坚持改革"), NoJoin: true},
	} {
		s := build(opt)
		again := reopen(t, s)
		checkSame(t, s, again, lines)
		checkSame(t, s, reopen(t, again), lines[:20])
	}
}

// On gse itself a Segmenter is saved as what is compiled of it.
func TestSavedGSE(t *testing.T) {
	checkSame(t, withGSE(), reopen(t, withGSE()), sample()[:200])
}

// An option that JSON does not carry would change the cuts of the saved file.
func TestSavedOptions(t *testing.T) {
	var opt, got Options
	v := reflect.ValueOf(&opt).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("json") == "-" {
			continue
		}
		switch f := v.Field(i); f.Kind() {
		case reflect.Bool:
			f.SetBool(true)
		case reflect.String:
			f.SetString("x")
		default:
			f.Set(reflect.ValueOf(1).Convert(f.Type()))
		}
	}
	d := *compiled()
	d.cells, d.texts, d.ends, d.kinds, d.tagOf, d.freqs = nil, nil, nil, nil, nil, nil
	_, with, err := unmarshalDictionary(d.marshal(&saved{Options: opt}))
	if err != nil {
		t.Fatal(err)
	}
	got = with.Options
	if diff := cmp.Diff(opt, got); diff != "" {
		t.Error(diff)
	}
}

func TestOpenBad(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "segmentation")
	if err := noLexicon().Save(name); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	damaged := slices.Clone(whole)
	damaged[len(damaged)-20] ^= 1
	identity := noLexicon().Identity()
	identity.Layers = "fold.1,join.99"
	later := bytes.Replace(whole, []byte(`"NoFold"`), []byte(`"NoFour"`), 1)
	binary.LittleEndian.PutUint32(later[12:], crc32.Checksum(later[16:], castagnoli))
	for what, test := range map[string]struct {
		file []byte
		says string
	}{
		"empty":   {nil, "damaged"},
		"short":   {whole[:len(whole)/2], "damaged"},
		"bit":     {damaged, "damaged"},
		"text":    {[]byte(strings.Repeat("改革 3 v\n", 100)), "no compiled dictionary"},
		"cache":   {compiled().marshal(nil), "a dictionary of the cache only"},
		"option":  {later, `unknown field "NoFour"`},
		"version": {compiled().marshal(&saved{Identity: identity}), `"fold.1,join.99", which are "fold.2,join.2"`},
	} {
		file := filepath.Join(dir, what)
		if err := os.WriteFile(file, test.file, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Open(file)
		if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := Open(filepath.Join(dir, "missing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	if err := noLexicon().Save(filepath.Join(dir, "empty", "below")); err == nil {
		t.Error("saved below a file")
	}
	if err := build(Options{Lexicon: terms("改\xff革")}).Save(filepath.Join(dir, "x")); err == nil {
		t.Error("a term that is not UTF-8 was saved")
	}
}
