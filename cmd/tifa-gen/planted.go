package main

import "strings"

// A plant is a term that texts hold in known numbers, and that no other text
// can hold: each has characters that nothing else is spelled with.
type plant struct {
	term string
	what string                              // as the manifest says it
	each int                                 // occurrences in a document that holds it
	docs func(documents, age, years int) int // documents of a year that hold it, by how many there are, and how many years of the range are before it
}

// plants are the planted terms. That in Latin letters is one word for the
// segmentation, the others are strings of characters that it does not know.
var plants = []plant{
	{"龘靐", "in one document of 50", 1, func(n, _, _ int) int { return n / 50 }},
	{"Tqvxj", "in one document of 500, a word", 1, func(n, _, _ int) int { return n / 500 }},
	{"龗麤", "three times in one document of 200", 3, func(n, _, _ int) int { return n / 200 }},
	{"齉纛", "more every year, from no document to one of 100", 1, func(n, age, years int) int { return n * age / max(years, 1) / 100 }},
	{"爨籱", "in one document a year", 1, func(n, _, _ int) int { return min(n, 1) }},
}

// holdsPlanted tells whether a word has a character of a planted term.
func holdsPlanted(word string) bool {
	for _, p := range plants {
		if strings.ContainsAny(word, p.term) {
			return true
		}
	}
	return false
}

// plantedIn returns what document i of the n of a year holds, each term as
// often as it stands there. A year's documents that hold a term are spread
// evenly over it, each term from another place on.
func plantedIn(i, n, age, years int) []string {
	var list []string
	for k, p := range plants {
		docs := p.docs(n, age, years)
		at := (i + k*n/len(plants)) % n
		if (at+1)*docs/n > at*docs/n {
			for range p.each {
				list = append(list, p.term)
			}
		}
	}
	return list
}
