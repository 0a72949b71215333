package store_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"tifa/corpus/store"
)

// mutated returns the files of a corpus with one in which some bytes are
// replaced and the rest, if cut, is left out. seal gives all the checksums of
// what they hold then, so that no check but of contents can find it.
func mutated(files map[string][]byte, which, at uint16, with []byte, cut, seal bool) (map[string][]byte, string) {
	names := slices.Sorted(maps.Keys(files))
	name := names[int(which)%len(names)]
	all := make(map[string][]byte)
	for n, data := range files {
		all[n] = bytes.Clone(data)
	}
	data := all[name]
	from := int(at) % len(data)
	n := copy(data[from:], with)
	if cut {
		all[name] = data[:from+n]
	}
	if seal {
		store.Seal(all)
	}
	return all, name
}

// However a corpus is damaged, even by one who gives it the right checksums: it
// opens and verifies or not, questions are answered or not, but nothing panics,
// or takes more memory than so small a corpus can want.
func FuzzDamaged(f *testing.F) {
	x := newDamageTest(f)
	for which := range uint16(len(x.files)) {
		for _, at := range []uint16{0, 70, 200, 1000, 3000} {
			f.Add(which, at, []byte{0xff, 0xff, 0xff, 0x7f}, false, at%3 > 0)
			f.Add(which, at, []byte{1}, at%2 == 0, true)
		}
	}
	f.Fuzz(func(t *testing.T, which, at uint16, with []byte, cut, seal bool) {
		dir := t.TempDir()
		files, _ := mutated(x.files, which, at, with, cut, seal)
		for name, data := range files {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		faults, _, _, err := store.Verify(dir)
		got, failed, openErr := answers(dir)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 64<<20 {
			t.Errorf("%d bytes were allocated", n)
		}
		if seal || err != nil || len(faults) > 0 {
			return
		}
		if openErr != nil || len(failed) > 0 || !maps.Equal(got, x.want) {
			t.Errorf("verify found nothing: %v, %v", openErr, failed)
		}
	})
}
