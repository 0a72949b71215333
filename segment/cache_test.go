package segment

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// marshaled is the file of the compiled dictionary; tests copy it before they
// damage it.
func marshaled(t *testing.T) []byte {
	t.Helper()
	b := compiled().marshal(nil)
	if uintptr(unsafe.Pointer(&b[0]))%16 != 0 {
		t.Fatal("the memory of a large slice is not aligned")
	}
	return b
}

func TestLittleEndian(t *testing.T) {
	b := []byte{1, 0, 0, 0}
	if got := binary.NativeEndian.Uint32(b); got != 1 {
		t.Fatal("the compiled dictionary is mapped as it lies in the file: little-endian")
	}
}

func TestDictionaryRoundTrip(t *testing.T) {
	file := marshaled(t)
	d, _, err := unmarshalDictionary(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(d.marshal(nil), file) {
		t.Fatal("a dictionary that was read writes another file")
	}
	var a, b Buffer
	for _, line := range sample() {
		compiled().cutAll(&a, line)
		d.cutAll(&b, line)
		if !slices.Equal(a.tokens, b.tokens) {
			t.Fatalf("%q: cut otherwise after reading", line)
		}
	}
	for id := range int32(d.size()) {
		if d.word(id) != engine().word(id) || d.tag(id) != engine().tag(id) || d.freqs[id] != engine().freq(id) {
			t.Fatalf("word %d: %q/%s, gse has %q/%s", id, d.word(id), d.tag(id), engine().word(id), engine().tag(id))
		}
	}
}

func (d *dictionary) cutAll(b *Buffer, text string) {
	b.tokens = b.tokens[:0]
	d.cut(b, text)
}

// Damage anywhere is noticed, and never a panic.
func TestDictionaryDamage(t *testing.T) {
	file := marshaled(t)
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		at := r.IntN(len(file))
		bit := byte(1) << r.IntN(8)
		file[at] ^= bit
		if _, _, err := unmarshalDictionary(file); err == nil {
			t.Errorf("a bit flipped at %d is not noticed", at)
		}
		file[at] ^= bit
	}
	for _, n := range []int{0, 7, dictionaryHeader - 1, dictionaryHeader, 1 << 16, len(file) - 1} {
		if _, _, err := unmarshalDictionary(file[:n:n]); err == nil {
			t.Errorf("a file cut to %d bytes is not noticed", n)
		}
	}
}

// fresh stands for compiling anew, which takes 10 s under -race.
func fresh() (*dictionary, error) { return compiled(), nil }

func TestCache(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "a", "b")
	name := dictionaryName(nil, "")
	_, notes, err := cachedDictionary(folder, name, fresh)
	if err != nil || len(notes) != 0 {
		t.Fatalf("first start: %v, notes %v", err, notes)
	}
	file := filepath.Join(folder, name)
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{CacheDir: folder})
	if err != nil || len(s.Notes()) != 0 {
		t.Fatalf("second start: %v, notes %v", err, s.Notes())
	}
	if got := cut(s, "坚持改革开放"); got != "坚持|改革+开放" && got != "坚持|改革开放" {
		t.Errorf("mapped dictionary cuts %s", got)
	}
	damaged := slices.Clone(first)
	damaged[len(damaged)/2] ^= 1
	if err := os.WriteFile(file+".new", damaged, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil { // the old file stays mapped
		t.Fatal(err)
	}
	_, notes, err = cachedDictionary(folder, name, fresh)
	if err != nil || len(notes) != 1 || !strings.Contains(notes[0], "damaged") {
		t.Fatalf("damaged file: %v, notes %v", err, notes)
	}
	if again, err := os.ReadFile(file); err != nil || !bytes.Equal(again, first) {
		t.Errorf("the damaged file was not replaced by the same as before: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(folder, ".dict-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A folder that cannot be written to costs a note, not the work.
func TestCacheUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	d, notes, err := cachedDictionary(filepath.Join(file, "below"), "x", fresh)
	if err != nil || d == nil || len(notes) == 0 {
		t.Fatalf("%v, notes %v", err, notes)
	}
}

func BenchmarkCut(b *testing.B) {
	text := strings.Join(sample(), "")
	for _, bench := range []struct {
		name string
		cut  func(buf *Buffer)
	}{
		{"array", func(buf *Buffer) { compiled().cutAll(buf, text) }},
		{"layers", func(buf *Buffer) { full().Cut(buf, text) }},
		{"gse", func(buf *Buffer) { buf.tokens = buf.tokens[:0]; engine().cut(buf, text) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			var buf Buffer
			bench.cut(&buf)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				bench.cut(&buf)
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	engine()
	for b.Loop() {
		if _, err := compile(engine()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	if _, _, err := cachedDictionary(dir, dictionaryName(nil, ""), fresh); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := New(Options{CacheDir: dir}); err != nil {
			b.Fatal(err)
		}
	}
}
