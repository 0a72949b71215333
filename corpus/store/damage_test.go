package store_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/corpus/store"
)

// making is that of small corpora: two words of the dictionary, and a file that
// stands for the segmentation.
func making() store.Making {
	return store.Making{
		Tool: "test", Segmentation: "spaces", Settings: []store.Setting{{Name: "drop", Value: "dateline"}},
		Shared: func() *store.Shared {
			shared := store.NewShared()
			for _, word := range []string{"改革", "开放"} {
				shared.Add(store.Token{Text: word, Word: word, Kind: "word", Tag: "v", Pieces: []int32{3, 6}})
			}
			return shared
		},
		Cuts: func(name string) error { return os.WriteFile(name, []byte("how texts are cut"), 0o666) },
	}
}

// sharedTokens takes the words of the dictionary by their numbers there.
func sharedTokens(b *store.Builder, text string) []uint32 {
	var out []uint32
	for _, word := range strings.SplitAfter(text, " ") {
		switch bare := strings.TrimSuffix(word, " "); bare {
		case "改革":
			out = append(append(out, 0), tokens(b, word[len(bare):])...)
		case "开放":
			out = append(append(out, 1), tokens(b, word[len(bare):])...)
		default:
			out = append(out, tokens(b, word)...)
		}
	}
	return out
}

// stored writes a corpus of three segments, in one of which all documents but
// one were replaced, and returns its folder. mark stands in its texts.
func stored(t testing.TB, mark string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "corpus")
	w, err := store.Create(dir, making())
	if err != nil {
		t.Fatal(err)
	}
	record := 0
	segment := func(files ...string) {
		b, err := w.Builder()
		if err != nil {
			t.Fatal(err)
		}
		var states []store.FileState
		for i, file := range files {
			for k := range 3 {
				record++
				d := &corpus.Document{
					Source: "news", Path: file, Record: k + 1, DateText: "200506", Date: date(t, fmt.Sprintf("2005060%d", 1+i+k)),
					Page: fmt.Sprint(k), Item: "1", Section: []string{"头版", ""}[k%2], Authors: []string{"甲", "乙"}[:k%3],
					Fields: []corpus.Field{{Code: "XX", Value: fmt.Sprint("x", k)}},
					Text:   corpus.Text{Title: "改革 " + mark, Body: fmt.Sprintf("改革 %s\n开放 改革 一、b%d c\n二、d %s", mark, record, strings.Repeat("改革 ", k))},
				}
				s := store.Segmented{Document: d, Kind: "article", Hash: d.Hash(), Text: d.Zones()}
				s.TextKey, _ = d.TextKey()
				if k == 2 {
					s.Text[corpus.Body] = "改革 b" // something was left out
				}
				for z, text := range s.Text {
					s.Tokens[z], s.Characters[z] = sharedTokens(b, text), corpus.Characters(text)
				}
				if err := b.Add(&s); err != nil {
					t.Fatal(err)
				}
			}
			states = append(states, store.FileState{Name: "news/" + file, Since: w.Next(), Documents: 3, Done: true, Problems: map[string]int{"odd": 1}})
		}
		if err := w.Flush(b, states); err != nil {
			t.Fatal(err)
		}
	}
	segment("a.txt", "b.txt")
	segment("b.txt")
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	segment("c.txt")
	if err := errors.Join(w.Commit(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// questions are all that can be asked of a corpus, each of every document or
// word.
var questions = map[string]func(*store.Corpus) string{
	"identity":  func(c *store.Corpus) string { return fmt.Sprint(c.Len(), c.Identity(), c.About().Problems) },
	"ids":       each(func(c *store.Corpus, doc int) any { return c.ID(doc) }),
	"find":      each(func(c *store.Corpus, doc int) any { return slices.Collect(c.Find(c.ID(doc))) }),
	"documents": each(func(c *store.Corpus, doc int) any { return c.Document(doc) }),
	"kinds":     each(func(c *store.Corpus, doc int) any { return c.Kind(doc) }),
	"files":     each(func(c *store.Corpus, doc int) any { return c.File(doc) }),
	"copies":    each(func(c *store.Corpus, doc int) any { return c.FirstCopy(doc) }),
	"dates":     each(func(c *store.Corpus, doc int) any { return c.Date(doc) }),
	"front":     each(func(c *store.Corpus, doc int) any { return c.Front(doc) }),
	"sizes": each(func(c *store.Corpus, doc int) any {
		return fmt.Sprint(c.Words(doc, corpus.AllZones), c.Characters(doc, 1<<corpus.Body))
	}),
	"texts": each(func(c *store.Corpus, doc int) any { return c.Text(doc, corpus.Title) + c.Text(doc, corpus.Body) }),
	"tokens": each(func(c *store.Corpus, doc int) any {
		var list []any
		lex := c.Lexicon(doc)
		for z := range corpus.Zone(corpus.NumZones) {
			for _, t := range c.Tokens(doc, z) {
				list = append(list, lex.Token(t), lex.WordOf(t), lex.Text(t), lex.Pieces(t))
			}
		}
		return list
	}),
	"values": each(func(c *store.Corpus, doc int) any {
		var list []any
		for _, f := range c.Fields() {
			list = append(list, f.Name, c.Values(doc, f.Name))
		}
		return list
	}),
	"columns": func(c *store.Corpus) string {
		var list []any
		for _, f := range c.Fields() {
			col := c.Stored(f.Name)
			list = append(list, col.Values)
			for doc := range c.Len() {
				list = append(list, col.Of(doc))
			}
		}
		return fmt.Sprint(list...)
	},
	"words": func(c *store.Corpus) string {
		var list []any
		for w := range uint32(c.NumWords()) {
			number, ok := c.WordNumber(c.Word(w))
			list = append(list, c.Word(w), number, ok, c.Tag(w))
		}
		return fmt.Sprint(list...)
	},
	"postings": func(c *store.Corpus) string {
		var list []any
		for w := range uint32(c.NumWords()) {
			list = append(list, c.Postings(w))
		}
		return fmt.Sprint(list...)
	},
	"counts": func(c *store.Corpus) string {
		var list []any
		set := c.DocumentSet([]int{0, c.Len() - 1})
		for w := range uint32(c.NumWords()) {
			count, documents, read, ok := c.CountIn(w, set, corpus.AllZones)
			list = append(list, count, documents, read, ok)
		}
		totals, ok := c.TotalsAround(0, c.Len())
		for part := range totals.Parts() {
			list = append(list, ok, totals.Visit(part, 2, func(word uint32, count, documents int) {
				list = append(list, c.Word(word), count, documents)
			}))
		}
		return fmt.Sprint(list...)
	},
	"parts": func(c *store.Corpus) string {
		p := c.Parts()
		return each(func(c *store.Corpus, doc int) any {
			return fmt.Sprint(c.ID(doc), c.Text(doc, corpus.Body), c.Words(doc, corpus.AllZones), c.FirstCopy(doc), c.Values(doc, "part"))
		})(p)
	},
}

func each(ask func(c *store.Corpus, doc int) any) func(*store.Corpus) string {
	return func(c *store.Corpus) string {
		var b strings.Builder
		for doc := range c.Len() {
			fmt.Fprintf(&b, "%+v\n", ask(c, doc))
		}
		return b.String()
	}
}

// answers opens a corpus and asks it everything. The error is of opening it.
func answers(dir string) (got map[string]string, failed map[string]error, err error) {
	c, err := store.Open(dir)
	if err != nil {
		return nil, nil, err
	}
	defer c.Close()
	got, failed = make(map[string]string), make(map[string]error)
	for _, name := range slices.Sorted(maps.Keys(questions)) {
		if err := store.Guard(func() error { got[name] = questions[name](c); return nil }); err != nil {
			failed[name] = err
			delete(got, name)
		}
	}
	return got, failed, nil
}

// A damageTest damages the files of a corpus and looks what comes of it.
type damageTest struct {
	testing.TB
	dir   string
	want  map[string]string
	files map[string][]byte
}

func newDamageTest(t testing.TB) *damageTest {
	t.Helper()
	x := &damageTest{TB: t, dir: stored(t, "a"), files: make(map[string][]byte)}
	var failed map[string]error
	var err error
	if x.want, failed, err = answers(x.dir); err != nil || len(failed) > 0 {
		t.Fatal(err, failed)
	}
	entries, err := os.ReadDir(x.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() == "lock" {
			continue
		}
		if x.files[e.Name()], err = os.ReadFile(filepath.Join(x.dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	if len(x.files) != 8 { // manifest, catalog, shared, cuts, files, three segments
		t.Fatalf("files %v", slices.Sorted(maps.Keys(x.files)))
	}
	return x
}

// put writes a file of the corpus; nil removes it.
func (x *damageTest) put(name string, data []byte) {
	x.Helper()
	path := filepath.Join(x.dir, name)
	err := os.Remove(path) // not to be cut short where it is mapped
	if data != nil {
		err = os.WriteFile(path, data, 0o666)
	}
	if err != nil {
		x.Fatal(err)
	}
}

// damaged checks what a corpus says of which a file is damaged: verify names
// the file, no question is answered otherwise than before.
func (x *damageTest) damaged(name, what string) {
	x.Helper()
	faults, _, _, err := store.Verify(x.dir)
	if err != nil {
		faults = append(faults, store.Fault{File: err.Error()})
	}
	ofManifest := strings.HasPrefix(name, "manifest-") // another one names other files, all of which are then wrong
	if len(faults) == 0 || !ofManifest && (len(faults) > 1 || faults[0].File != name) {
		x.Errorf("%s, %s: verify says %v", name, what, faults)
	}
	got, failed, err := answers(x.dir)
	if len(faults) == 1 && !ofManifest {
		left := faults[0].Left
		if none, every := strings.HasPrefix(left, "no question"), strings.HasPrefix(left, "every question"); none != (err != nil) || every && len(failed) > 0 {
			x.Errorf("%s, %s: verify says that %s; opening it says %v, of questions fail %v", name, what, left, err, failed)
		}
	}
	if err != nil {
		x.named(err, name, what)
		return
	}
	for question, want := range x.want {
		if failed[question] != nil {
			x.named(failed[question], name, what)
		} else if got[question] != want {
			x.Errorf("%s, %s: %s are\n%.300s\nand were\n%.300s", name, what, question, got[question], want)
		}
	}
}

func (x *damageTest) named(err error, name, what string) {
	x.Helper()
	if !strings.Contains(err.Error(), name) && !strings.HasPrefix(name, "manifest-") {
		x.Errorf("%s, %s: the error does not name it: %v", name, what, err)
	}
}

// A byte that is not what was written, anywhere: in a block, between blocks, in
// the directory, in the footer, in the manifest.
func TestFlippedByte(t *testing.T) {
	x := newDamageTest(t)
	for name, data := range x.files {
		var places []int
		end := 0
		for _, b := range store.Blocks(data) {
			for _, region := range [][2]int{{end, b[0]}, b} { // what stands before the block, and the block
				if region[0] < region[1] {
					places = append(places, region[0]+rand.IntN(region[1]-region[0]), region[1]-1)
				}
			}
			end = b[1]
		}
		for range 20 { // the directory, or all of a file without one
			places = append(places, end+rand.IntN(len(data)-end))
		}
		for i := range min(32, len(data)) { // the footer
			places = append(places, len(data)-1-i)
		}
		for _, at := range places {
			bad := slices.Clone(data)
			bad[at] ^= 1 << rand.IntN(8)
			x.put(name, bad)
			x.damaged(name, fmt.Sprintf("byte %d of %d", at, len(data)))
			if t.Failed() {
				return
			}
		}
		x.put(name, data)
	}
}

// Files that are cut short, longer, empty or gone, or those of another corpus.
func TestWrongFile(t *testing.T) {
	x := newDamageTest(t)
	other := stored(t, "o") // as long as the other, but for what it says
	for name, data := range x.files {
		foreign, err := os.ReadFile(filepath.Join(other, name))
		if err != nil {
			t.Fatal(err)
		}
		wrong := map[string][]byte{
			"empty": {}, "gone": nil, "cut short": data[:len(data)-1-rand.IntN(len(data)-1)], "one byte less": data[:len(data)-1],
			"longer": append(slices.Clone(data), 0), "zeros behind": append(slices.Clone(data), make([]byte, 4096)...), "zeros": make([]byte, len(data)),
		}
		if string(foreign) != string(data) {
			wrong["of another corpus"] = foreign
		}
		for what, bad := range wrong {
			x.put(name, bad)
			x.damaged(name, what)
			if bad == nil {
				bad = []byte{}
				if err := os.WriteFile(filepath.Join(x.dir, name), bad, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
		x.put(name, data)
	}
}

// A file that is cut short while it is read is an error too.
func TestCutShortWhileOpen(t *testing.T) {
	x := newDamageTest(t)
	for name := range x.files {
		if store.Blocks(x.files[name]) == nil {
			continue
		}
		c, err := store.Open(x.dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(filepath.Join(x.dir, name), 0); err != nil {
			t.Skip(err) // some systems do not let it happen
		}
		errs := 0
		for question, ask := range questions {
			got := ""
			if err := store.Guard(func() error { got = ask(c); return nil }); err != nil {
				errs++
			} else if got != x.want[question] {
				t.Errorf("%s, %s: %.300s", name, question, got)
			}
		}
		if errs == 0 {
			t.Errorf("%s: nothing failed", name)
		}
		c.Close()
		x.put(name, x.files[name])
	}
}

// A document that was added before a Builder was made is one of its key.
func TestHad(t *testing.T) {
	d := place(&corpus.Document{Date: date(t, "2001")})[0]
	b := store.NewBuilder("spaces")
	b.Had(&store.Segmented{Document: d})
	if err := b.Add(&store.Segmented{Document: d}); err == nil {
		t.Error("it was added again")
	}
}
