package store

// builderWords are the words of the documents of a Builder. Until they are all
// known and get their numbers, one that shared tokens count as goes by the first of
// those, and any other by its place in texts and the number of shared tokens.
type builderWords struct {
	shared *Shared // nil where there is none
	met    []uint8 // of shared tokens: noWord, metWord or unmetWord

	texts textSet
	tags  []uint32 // of texts, in names
	names textSet  // of tags, the first is ""

	sharedTags map[uint32]uint32 // tags that own tokens give words of shared ones

	numbers []uint32 // of words of shared tokens, once they are sorted: number and 1
	ranks   []uint16 // place of their tags in sharedWords.tags
}

// begin makes it one of no words.
func (w *builderWords) begin(shared *Shared) {
	w.shared = shared
	w.texts.clear()
	w.names.clear()
	w.names.of("")
	w.tags = w.tags[:0]
	w.sharedTags = make(map[uint32]uint32)
	if shared != nil {
		w.met = append(w.met[:0], shared.sharedWords().unmet...)
	}
}

// add returns what a word goes by, NoWord for "".
func (w *builderWords) add(text string) uint32 {
	if text == "" {
		return NoWord
	}
	if w.shared != nil {
		if token, ok := w.shared.withWord(text); ok {
			return token
		}
	}
	n := w.texts.of(text)
	if int(n) == len(w.tags) {
		w.tags = append(w.tags, 0)
	}
	return uint32(len(w.met)) + n
}

// addTag gives a word a tag, the first in the alphabet of all that its tokens
// have.
func (w *builderWords) addTag(word uint32, tag string) {
	if word == NoWord || tag == "" {
		return
	}
	number := w.names.of(tag)
	if n := uint32(len(w.met)); word < n {
		w.sharedTags[word] = w.earlierTag(w.sharedTags[word], number)
	} else {
		w.tags[word-n] = w.earlierTag(w.tags[word-n], number)
	}
}

// earlierTag returns the first in the alphabet of two tags that is not "".
func (w *builderWords) earlierTag(a, b uint32) uint32 {
	if a == 0 || b != 0 && w.names.at(b) < w.names.at(a) {
		return b
	}
	return a
}

// sort numbers the words by code point, and writes them to a segment whose own
// tokens have what their words go by.
func (w *builderWords) sort(s *segment) {
	texts := w.texts.texts.list()
	own := make([]uint32, len(texts)) // place → number
	tags := newTextSet()
	add := func(text, tag string) (number uint32) {
		s.text.add(text)
		s.tag.add(uint8(tags.of(tag)))
		return uint32(s.text.len() - 1)
	}
	order := sortedTexts(texts)
	addOwn := func(before string, all bool) {
		for len(order) > 0 && (all || texts[order[0]] < before) {
			own[order[0]] = add(texts[order[0]], w.names.at(w.tags[order[0]]))
			order = order[1:]
		}
	}
	if w.shared != nil {
		tokens, words := w.meet(s.ownWord.v)
		for _, i := range sortedTexts(words) {
			addOwn(words[i], false)
			w.numbers[tokens[i]] = 1 + add(words[i], w.sharedTag(tokens[i]))
		}
	}
	addOwn("", true)
	s.tags = tags.texts
	w.renumber(s, own)
}

// meet returns the words of shared tokens that the documents have, and what they go
// by. own are the words of own tokens.
func (w *builderWords) meet(own []uint32) (tokens []uint32, words []string) {
	shared := w.shared.sharedWords()
	n := len(w.met)
	if w.numbers == nil {
		w.numbers, w.ranks = make([]uint32, n), make([]uint16, n)
	}
	clear(w.numbers)
	clear(w.ranks)
	note := func(first uint32) {
		if w.numbers[first] == 0 {
			w.numbers[first] = 1
			tokens, words = append(tokens, first), append(words, w.shared.word.at(int(first)))
		}
	}
	for token, is := range w.met {
		if is != metWord {
			continue
		}
		first := shared.first[token]
		note(first)
		if rank := shared.tag[token]; rank > 0 && (w.ranks[first] == 0 || rank < w.ranks[first]) {
			w.ranks[first] = rank
		}
	}
	for _, word := range own {
		if int(word) < n {
			note(word)
		}
	}
	return tokens, words
}

// sharedTag returns the tag of the word that goes by a shared token.
func (w *builderWords) sharedTag(token uint32) string {
	tag := w.shared.sharedWords().tags[w.ranks[token]]
	if own := w.names.at(w.sharedTags[token]); own != "" && (tag == "" || own < tag) {
		return own
	}
	return tag
}

// renumber gives the tokens of a segment the numbers of their words.
func (w *builderWords) renumber(s *segment, own []uint32) {
	n := uint32(len(w.met))
	if w.shared != nil {
		first := w.shared.sharedWords().first
		for token, is := range w.met {
			s.sharedWord.v[token] = NoWord
			if is == metWord {
				s.sharedWord.v[token] = w.numbers[first[token]] - 1
			}
		}
	}
	for i, word := range s.ownWord.v {
		switch {
		case word == NoWord:
		case word < n:
			s.ownWord.v[i] = w.numbers[word] - 1
		default:
			s.ownWord.v[i] = own[word-n]
		}
	}
}
