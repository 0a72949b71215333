package main

import (
	"math"
	"math/rand/v2"
)

// A prose writes the texts of documents: words drawn one by one, so that their
// statistics are those of a newspaper and their sense is none. A document has
// topic words, persons and places of its own, which come again.
type prose struct {
	v     *vocabulary
	pcg   *rand.PCG
	rng   *rand.Rand // of pcg
	year  int
	terms alias  // of the year
	latin uint64 // how many words of 1<<16 are Latin: more every year

	topic   [topicSize]int // core words
	people  [3]mixed
	places  [2]mixed
	planted []string // that the document at hand is yet to hold

	out   []byte
	words int // written to out, an invented name or an amount being one
}

const (
	topicSize   = 24
	commonWords = 256 // ranks that are nobody's topic
)

// newProse writes texts of a year, from a stream of random numbers.
func newProse(v *vocabulary, year int, seed, stream uint64) *prose {
	pcg := rand.NewPCG(seed, stream)
	return &prose{
		v: v, pcg: pcg, rng: rand.New(pcg), year: year,
		terms: newAlias(termWeights(v.terms, year)),
		latin: uint64(min(max(year-1940, 5), 80)) * 100 / 80,
	}
}

// begin draws what a document is about. Sections have words of their own:
// those whose ranks leave the same remainder.
func (p *prose) begin(section int, planted []string) {
	p.planted = planted
	for i := range p.topic {
		t := p.v.drawCore.draw(p.pcg.Uint64())
		for t < commonWords {
			t = p.v.drawCore.draw(p.pcg.Uint64())
		}
		p.topic[i] = min(t&^15|section&15, len(p.v.core.ends)-1)
	}
	for i := range p.people {
		p.people[i] = spelling(p.rng, ofPersons, uint64(p.year), personsWidth)
	}
	for i := range p.places {
		p.places[i] = spelling(p.rng, ofPlaces, uint64(p.year), placesWidth)
	}
}

// How many words of 1<<16 are what; the others are drawn from all core words.
const (
	topicShare  = 11000
	termShare   = 1400
	personShare = 700
	placeShare  = 500
	numberShare = 1500
)

// word appends a word.
func (p *prose) word() {
	p.words++
	x := p.pcg.Uint64()
	kind := uint64(uint16(x))
	if kind < topicShare {
		i := int(x>>16) & (1<<20 - 1) * topicSize >> 20
		p.out = append(p.out, p.v.core.at(p.topic[i])...)
		return
	}
	if kind -= topicShare; kind >= termShare+personShare+placeShare+numberShare+p.latin {
		p.out = append(p.out, p.v.core.at(p.v.drawCore.draw(p.pcg.Uint64()))...)
		return
	}
	if kind < termShare {
		p.out = append(p.out, p.v.terms[p.terms.draw(p.pcg.Uint64())].Text...)
		return
	}
	switch kind -= termShare; {
	case kind < personShare:
		p.person()
	case kind < personShare+placeShare:
		p.place()
	case kind < personShare+placeShare+numberShare:
		p.out = appendNumber(p.out, p.rng, p.year)
	default:
		p.out = appendLatin(p.out, spelling(p.rng, ofLatin, uint64(p.year), latinWidth))
	}
}

// person appends a name, of the document's own people or another.
func (p *prose) person() {
	if i := p.rng.IntN(2 * len(p.people)); i < len(p.people) {
		p.out = appendPerson(p.out, p.people[i])
	} else {
		p.out = appendPerson(p.out, spelling(p.rng, ofPersons, uint64(p.year), personsWidth))
	}
}

func (p *prose) place() {
	if i := p.rng.IntN(2 * len(p.places)); i < len(p.places) {
		p.out = appendPlace(p.out, p.places[i])
	} else {
		p.out = appendPlace(p.out, spelling(p.rng, ofPlaces, uint64(p.year), placesWidth))
	}
}

// headline returns a line of so many words, without marks.
func (p *prose) headline(words int) string {
	start := len(p.out)
	for range words {
		p.word()
	}
	line := string(p.out[start:])
	p.out = p.out[:start]
	return line
}

// clause appends so many words, or one more, and returns how many; now and then
// some of them stand in quotation marks or brackets, or have 、 between them.
func (p *prose) clause(words int) int {
	before, marks := p.words, p.pcg.Uint64()
	at := int(marks>>32) % words
	for i := range words {
		if i != at || marks&0xFF >= 40 {
			p.word()
			continue
		}
		switch {
		case marks&0xFF < 14:
			p.out = append(p.out, "“"...)
			p.word()
			p.word()
			p.out = append(p.out, "”"...)
		case marks&0xFF < 20:
			p.out = append(p.out, "（"...)
			p.word()
			p.out = append(p.out, "）"...)
		default:
			p.word()
			p.out = append(p.out, "、"...)
			p.word()
		}
	}
	return p.words - before
}

// ends of sentences: three in four are full stops.
var ends = [...]string{"。", "。", "。", "。", "。", "。", "。", "。", "。", "。", "。", "。", "；", "；", "！", "？"}

// sentence appends one to four clauses and returns how many words they hold.
// Some begin with a planted term.
func (p *prose) sentence() int {
	n := 0
	if len(p.planted) > 0 && p.rng.IntN(3) == 0 {
		n = p.plant()
	}
	x := p.pcg.Uint64()
	for clauses := x & 3; ; clauses-- {
		n += p.clause(3 + int(x>>8&7) + int(x>>16&3))
		if clauses == 0 {
			break
		}
		p.out = append(p.out, "，"...)
		x = x>>7 ^ x<<57
	}
	p.out = append(p.out, ends[x>>40&15]...)
	return n
}

const indent = "    "

// plant appends the next planted term, in quotation marks, so that words are cut
// beside it, and a few words behind it.
func (p *prose) plant() int {
	p.out = append(p.out, "“"...)
	p.out = append(p.out, p.planted[0]...)
	p.out = append(p.out, "”"...)
	p.planted = p.planted[1:]
	p.words++
	n := p.clause(3)
	p.out = append(p.out, "，"...)
	return n + 1
}

// rest appends a paragraph of what is yet to be planted.
func (p *prose) rest() {
	for len(p.planted) > 0 {
		p.plant()
	}
	p.sentence()
	p.out = append(p.out, '\n')
}

// paragraph appends sentences of together about so many words, with a line end,
// and returns how many they are.
func (p *prose) paragraph(words int) int {
	n := 0
	for n < words {
		n += p.sentence()
	}
	p.out = append(p.out, '\n')
	return n
}

// logNormal draws a length from 1 to most of the log-normal distribution with
// the mean and the spread sigma of its logarithm.
func (p *prose) logNormal(mean, sigma float64, most int) int {
	x := mean * math.Exp(sigma*p.rng.NormFloat64()-sigma*sigma/2)
	return min(max(int(x), 1), most)
}

// chance holds with a probability of share.
func (p *prose) chance(share float64) bool { return p.rng.Float64() < share }
