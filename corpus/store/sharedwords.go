package store

import (
	"maps"
	"slices"
)

// sharedWords are the words that shared tokens count as. A word goes by the first
// token that counts as it.
type sharedWords struct {
	unmet []uint8   // of each token: noWord or unmetWord
	first []uint32  // token → the first that counts as its word; 0 where it is none
	find  textIndex // of them

	tags []string // sorted, the first is ""
	tag  []uint16 // token → place in tags
}

// What a Builder knows of a shared token.
const (
	noWord    = 0 // it is none
	metWord   = 1 // it stands in a document
	unmetWord = 2 // it is a word, and has not been met
)

// sharedWords returns what Builders need.
func (s *Shared) sharedWords() *sharedWords {
	s.prepare.do(func() {
		n := s.Len()
		w := sharedWords{unmet: make([]uint8, n), first: make([]uint32, n), find: newTextIndex(n), tag: make([]uint16, n)}
		words := s.word.list()
		for token, word := range words {
			if word == "" {
				continue
			}
			w.unmet[token] = unmetWord
			first, ok := w.find.find(word, func(first uint32) bool { return words[first] == word })
			if !ok {
				first = uint32(token)
				w.find.add(word, first)
			}
			w.first[token] = first
		}
		w.addTags(s.tag.list())
		s.counted = w
	})
	return &s.counted
}

func (w *sharedWords) addTags(tags []string) {
	place := map[string]uint16{"": 0}
	for _, tag := range tags {
		place[tag] = 0
	}
	w.tags = slices.Sorted(maps.Keys(place))
	check(len(w.tags) <= 1<<16, "shared", "its words have too many tags")
	for i, tag := range w.tags {
		place[tag] = uint16(i)
	}
	for token, tag := range tags {
		w.tag[token] = place[tag]
	}
}

// withWord returns the token that a word goes by.
func (s *Shared) withWord(word string) (token uint32, ok bool) {
	return s.sharedWords().find.find(word, func(token uint32) bool { return s.word.at(int(token)) == word })
}
