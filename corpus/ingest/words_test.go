package ingest_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/segment"
)

// The stream covers the texts and has the cuts of the segmenter, the pieces of
// compounds too; words are what the segmenter calls words, in normal form.
func TestWords(t *testing.T) {
	folded := folder(t, map[string]string{ // compounds without id, not at the beginning
		"x.txt": record("20050628", "1", "建设２１１工程", "实施８６３计划，建设２１１工程。"),
	})
	c := read(t, ingest.Options{}, sample, folded)
	seg := segmenter()
	var b segment.Buffer
	for doc := range c.Len() {
		zones := c.Document(doc).Zones()
		for z := range corpus.Zone(corpus.NumZones) {
			if c.Text(doc, z) != zones[z] {
				t.Fatalf("%s, %s: text %q, want %q", c.ID(doc), z, c.Text(doc, z), zones[z])
			}
			cut := seg.Cut(&b, zones[z])
			stream := c.Tokens(doc, z)
			if len(cut) != len(stream) {
				t.Fatalf("%s, %s: %d tokens, want %d", c.ID(doc), z, len(stream), len(cut))
			}
			words, start, pieces := 0, int32(0), b.Pieces()
			for i, token := range cut {
				got, text := c.Lexicon(doc).Token(stream[i]), zones[z][start:token.End]
				word := ""
				if token.Kind.IsWord() {
					words++
					word = seg.Normal(text)
				}
				var own []int32
				for _, p := range pieces[:token.Pieces] {
					own = append(own, p-start)
				}
				if got.Text != text || got.Word != word || !slices.Equal(got.Pieces, own) {
					t.Fatalf("%s, %s: %+v, want %q as %q with pieces %v", c.ID(doc), z, got, text, word, own)
				}
				pieces, start = pieces[token.Pieces:], token.End
			}
			only := corpus.Zones(1 << z)
			if c.Words(doc, only) != words || c.Characters(doc, only) != corpus.Characters(zones[z]) {
				t.Errorf("%s, %s: %d words, %d characters", c.ID(doc), z, c.Words(doc, only), c.Characters(doc, only))
			}
		}
	}
}

// Parts of speech come from the dictionary, and stay where another spelling
// or a joined form of the word has none.
func TestTags(t *testing.T) {
	c := read(t, ingest.Options{}, folder(t, map[string]string{
		"x.txt": record("20050628", "1", "ｇｄｐ", "人民，gdp"),
	}))
	for word, want := range map[string]string{"人民": "n"} { // jieba's dict.txt: 人民 n
		n, ok := c.WordNumber(word)
		if !ok || c.Tag(n) != want {
			t.Errorf("%s: tag %q, want %q", word, c.Tag(n), want)
		}
	}
	if n, ok := c.WordNumber("gdp"); !ok || len(c.Postings(n)) != 1 || c.Postings(n)[0].Titles != 1 || c.Postings(n)[0].Body != 1 {
		t.Errorf("ｇｄｐ and gdp are not one word")
	}
	if _, ok := c.WordNumber("，"); ok {
		t.Error("， is a word")
	}
}

func TestOptions(t *testing.T) {
	kinds, err := corpus.ParseKinds(strings.NewReader("short body < 3"), "kinds")
	if err != nil {
		t.Fatal(err)
	}
	c := read(t, ingest.Options{Paper: "澜江日报", Kinds: &kinds, Stdin: strings.NewReader(
		record("20050628", "1", "a", "改革开放") + record("20050629", "1", "b", "改革"),
	)}, "-")
	if c.Len() != 2 || c.ID(0) != "澜江日报-20050628-1-1" || c.Kind(0) != "article" || c.Kind(1) != "short" {
		t.Errorf("%s is %s, %s is %s", c.ID(0), c.Kind(0), c.ID(1), c.Kind(1))
	}
	if id := c.Identity(); id.Segmentation != segmenter().Identity().String() || id.Documents != 2 {
		t.Errorf("%+v", id)
	}
}

// Without a Segmenter there is the built-in one.
func TestOptionsZero(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the dictionary again: 0.5 s, 8 s under -race")
	}
	c, err := ingest.Read(context.Background(), filesOf(t, sample)[:1], ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Identity().Segmentation, segmenter().Identity().String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestProgress(t *testing.T) {
	var told []ingest.Progress
	c := read(t, ingest.Options{Workers: 4, Progress: func(p ingest.Progress) { told = append(told, p) }}, sample)
	for i, p := range told {
		if p.Done > p.Total || i > 0 && (p.Done < told[i-1].Done || p.Documents < told[i-1].Documents) {
			t.Errorf("%+v behind %+v", p, told[max(0, i-1)])
		}
	}
	if last := told[len(told)-1]; last.Documents != c.Len() || last.Done != last.Total || last.Total == 0 {
		t.Errorf("at the end %+v, there are %d documents", last, c.Len())
	}
	told = nil
	read(t, ingest.Options{Stdin: strings.NewReader(record("20050628", "1", "a", "b")), Progress: func(p ingest.Progress) { told = append(told, p) }}, "-")
	if last := told[len(told)-1]; last.Total != 0 || last.Documents != 1 {
		t.Errorf("of standard input %+v: its size is not known", last)
	}
}

// What is dropped is not counted; the document keeps it.
func TestDrop(t *testing.T) {
	dir := folder(t, map[string]string{"x.txt": record("20050628", "1", "甲", "    本报讯 改革<br>开放&nbsp;。")})
	for _, w := range []struct {
		opt   ingest.Options
		text  string
		words int // in the body
	}{
		{ingest.Options{CleanHTML: true, Drop: corpus.BuiltinBoilerplate()}, "    改革\n开放\u00a0。", 2},
		{ingest.Options{Drop: corpus.BuiltinBoilerplate()}, "    改革<br>开放&nbsp;。", 4},
		{ingest.Options{CleanHTML: true}, "    本报讯 改革\n开放\u00a0。", 3},
	} {
		c := read(t, w.opt, dir)
		var spelled strings.Builder
		for _, token := range c.Tokens(0, corpus.Body) {
			spelled.WriteString(c.Lexicon(0).Text(token))
		}
		if got := c.Text(0, corpus.Body); got != w.text || spelled.String() != w.text || c.Words(0, 1<<corpus.Body) != w.words {
			t.Errorf("%q of %d words, tokens %q; want %q of %d", got, c.Words(0, 1<<corpus.Body), &spelled, w.text, w.words)
		}
		if !strings.Contains(c.Document(0).Body, "本报讯 改革<br>开放&nbsp;。") {
			t.Errorf("the document is changed: %q", c.Document(0).Body)
		}
	}
}
