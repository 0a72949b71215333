package segment

import "tifa/corpus"

// newEngine returns the engine that options ask for, with the user words.
func newEngine(opt *Options) (e backend, notes []string, err error) {
	var words []UserWord
	if len(opt.Words) > 0 {
		normal, err := opt.normalization()
		if err != nil {
			return nil, nil, err
		}
		if words, err = normalWords(opt.Words, normal); err != nil {
			return nil, nil, err
		}
	}
	switch {
	case !opt.GSE:
		return compiledEngine(opt, words)
	case len(words) == 0:
		e, err = newGSE(nil)
		return e, nil, err
	}
	base, err := newGSE(nil)
	if err != nil {
		return nil, nil, err
	}
	e, err = userEngine(base, opt, words, newGSE)
	return e, nil, err
}

// compiledEngine returns the compiled dictionary with the user words, which are
// normalised, from the cache if it is there.
func compiledEngine(opt *Options, words []UserWord) (e backend, notes []string, err error) {
	usual := func() (*dictionary, []string, error) {
		return cachedDictionary(opt.CacheDir, dictionaryName(nil, ""), compileGSE)
	}
	if len(words) == 0 {
		return usual()
	}
	return cachedDictionary(opt.CacheDir, dictionaryName(words, opt.layers()), func() (*dictionary, error) {
		base, _, err := usual() // what is wrong with the cache is noted for the other file too
		if err != nil {
			return nil, err
		}
		e, err := userEngine(base, opt, words, newGSE)
		if err != nil {
			return nil, err
		}
		return compile(e)
	})
}

// normalization is what the options make of texts before they are cut.
func (opt *Options) normalization() (n corpus.Normalization, err error) {
	n.NoFold = opt.NoFold
	if opt.Simplify {
		n.Simplified, err = corpus.TraditionalCharacters()
	}
	return n, err
}

// userEngine loads gse with user words, which are normalised: each keeps as its
// pieces the cuts that the dictionary without user words makes in it, so that
// phrases inside it are counted as before. load is newGSE.
func userEngine(base backend, opt *Options, words []UserWord, load func([]UserWord) (*gseEngine, error)) (*gseEngine, error) {
	given := words
	words = suggest(base, words)
	e, err := load(words)
	if err != nil {
		return nil, err
	}
	without := *opt
	without.Words, without.NoLexicon = nil, true
	s, err := newSegmenter(base, without)
	if err != nil {
		return nil, err
	}
	var b Buffer
	for i := range words {
		w := &words[i]
		b.tokens = b.tokens[:0]
		if e.cut(&b, w.Text); given[i].Freq == 0 && len(b.tokens) != 1 {
			return nil, w.errorf("word %q is cut apart with the frequency %d that was found for it; give it one", w.Text, w.Freq)
		}
		b.cut(s, w.Text)
		e.parts.add(b.tokens)
	}
	return e, nil
}

// parts are the pieces of the user words.
type parts struct {
	to   []uint32 // of each user word: end of its pieces in ends
	ends []int32  // of the pieces, from the start of their word
}

// add adds the next word, which is cut into the given tokens; one token is no
// piece.
func (p *parts) add(tokens []Token) {
	if len(tokens) > 1 {
		for _, t := range tokens {
			p.ends = append(p.ends, t.End)
		}
	}
	p.to = append(p.to, uint32(len(p.ends)))
}

// of returns the pieces of an id, nil for one that is not cut.
func (p *parts) of(id int32) []int32 {
	if int(id) >= len(p.to) {
		return nil
	}
	from := uint32(0)
	if id > 0 {
		from = p.to[id-1]
	}
	if from == p.to[id] {
		return nil
	}
	return p.ends[from:p.to[id]]
}

// addUser appends the token text[start:end] that is the user word of an id, in
// upper or lower case, with its pieces.
func (b *Buffer) addUser(e backend, text string, start, end int, id int32) {
	t := Token{End: int32(end), ID: id, Kind: kindOf(text[start:end]) | fixed}
	if e.word(id) != text[start:end] {
		t.ID = NoID
	}
	pieces := e.pieces(id)
	for _, p := range pieces {
		b.pieces = append(b.pieces, int32(start)+p)
	}
	t.Pieces = uint8(len(pieces))
	b.tokens = append(b.tokens, t)
}
