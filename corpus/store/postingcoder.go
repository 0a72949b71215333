package store

import (
	"encoding/binary"
	"slices"

	"tifa/corpus"
)

// wordBits are the lowest bits of a word's number: the words that differ in
// them only share a list while postings are built. So the lists are few enough
// to write to all of them from the cache.
const wordBits = 9

// logWords notes where the words of a segment in memory stand.
func (s *segment) logWords(room *indexRoom) {
	room.logs.each(func(i int, log *placeLog) {
		from, to := s.part(i)
		s.logWordsOf(log, from, to)
	})
}

// codeWords makes the postings and totals of a segment in memory whose words were
// noted. write is given the lists piece by piece.
func (s *segment) codeWords(room *indexRoom, write func([]byte)) (starts []uint64, t totals) {
	n := s.text.len()
	bounds := sharesOf(indexShares, n>>wordBits+1, room.logs.words)
	years, of := s.years()
	for i := range room.sorters {
		room.sorters[i].prepare(1 << wordBits)
	}
	starts = room.wordStarts[:0]
	all, size := make([]yearTotal, len(years)), uint64(0)
	inOrder(indexShares, room.words[:], func(worker, share int, c *postingCoder) {
		c.reset(of, len(years))
		c.lists(&room.logs, &room.sorters[worker], bounds[share], bounds[share+1], n)
	}, func(c *postingCoder) {
		for _, start := range c.starts {
			starts = append(starts, size+start)
		}
		size += uint64(len(c.data))
		write(c.data)
		for i := range all {
			all[i].append(&c.years[i])
		}
	})
	room.wordStarts = append(starts, size)
	return room.wordStarts, totalsOf(years, all)
}

// logWordsOf writes to a log where the words of documents of a segment in memory
// stand, with their classes as in gramClass.
func (s *segment) logWordsOf(log *placeLog, from, to int) {
	log.reset(s.text.len()>>wordBits + 1)
	for doc := from; doc < to; doc++ {
		seen, all := uint32(doc+1), s.arrived(doc)
		from := uint32(0)
		for z, end := range s.ends.v[corpus.NumZones*doc : corpus.NumZones*(doc+1)] {
			class := uint32(gramClass[z])
			for _, t := range all[from:end] {
				word := s.wordOf(t)
				if word == NoWord {
					continue
				}
				item := word % (1 << wordBits)
				if t := &log.lists[word>>wordBits]; t.isNear(seen) { // log.add
					log.put(t, item<<itemAt|t.gap(seen)<<noteBits|class)
				} else {
					log.addFar(word>>wordBits, item, seen, class)
				}
			}
			from = end
		}
	}
}

// A postingCoder codes the lists of words, ascending, and counts what is in the
// totals.
type postingCoder struct {
	starts []uint64
	data   []byte

	of    []int // document → place of its year
	years []yearTotal
	met   []int // years of the word in hand
}

// reset makes it one without words. of is the place of the year of each document.
func (c *postingCoder) reset(of []int, years int) {
	c.starts, c.data, c.of, c.met = c.starts[:0], c.data[:0], of, c.met[:0]
	c.years = slices.Grow(c.years[:0], years)[:years]
	for i, y := range c.years {
		c.years[i] = yearTotal{data: y.data[:0]}
	}
}

// lists codes the words below n whose lists in the logs are from to to-1.
func (c *postingCoder) lists(logs *placeLogs, sorter *placeSorter, from, to, n int) {
	first, end := min(n, from<<wordBits), min(n, to<<wordBits)
	var low [1 << wordBits]uint32 // the items are what they are in the log
	for i := range low {
		low[i] = uint32(i)
	}
	for list := from; list < to; list++ {
		for i := range logs {
			sorter.read(&logs[i], list, low[:])
		}
		sorter.sort(func(low uint32, places []place) {
			word := list<<wordBits | int(low)
			c.skip(word - first)
			c.add(places)
			c.endYears(uint32(word))
		})
	}
	c.skip(end - first - 1)
}

// skip begins the list of a word; those before it that have none are empty.
func (c *postingCoder) skip(word int) {
	for len(c.starts) <= word {
		c.starts = append(c.starts, uint64(len(c.data)))
	}
}

// add codes the list of a word that stands at places.
func (c *postingCoder) add(places []place) {
	last := uint32(0)
	for i := 0; i < len(places); {
		seen := places[i].seen()
		p := Posting{Doc: seen - 1}
		if note := places[i].note(); note == bodyClass && (i+1 == len(places) || places[i+1].seen() != seen) { // mostly
			p.Body = 1
			i++
			if delta := seen - 1 - last; delta < 1<<5 {
				c.data = append(c.data, uint8(delta)<<2)
			} else {
				c.data = binary.AppendUvarint(c.data, uint64(delta)<<2)
			}
		} else {
			for ; i < len(places) && places[i].seen() == seen; i++ {
				switch places[i].note() {
				case 0:
					p.Titles++
				case bodyClass:
					p.Body++
				default:
					p.Repeat++
				}
			}
			c.data = appendPosting(c.data, &p, last)
		}
		last = p.Doc
		c.count(&p)
	}
}

// count adds a document to the total of its year.
func (c *postingCoder) count(p *Posting) {
	n := p.Titles + p.Body
	if n == 0 {
		return
	}
	of := c.of[p.Doc]
	y := &c.years[of]
	if y.documents == 0 {
		c.met = append(c.met, of)
	}
	y.count += uint64(n)
	y.documents++
}

// endYears writes the totals of the word in hand.
func (c *postingCoder) endYears(word uint32) {
	for _, i := range c.met {
		c.years[i].end(word)
	}
	c.met = c.met[:0]
}

func appendPosting(b []byte, p *Posting, last uint32) []byte {
	delta := uint64(p.Doc-last) << 2
	add := func(n ...uint32) {
		for _, v := range n {
			b = binary.AppendUvarint(b, uint64(v))
		}
	}
	switch {
	case p.Repeat > 0:
		b = binary.AppendUvarint(b, delta|3)
		add(p.Titles, p.Repeat, p.Body)
	case p.Titles > 0:
		b = binary.AppendUvarint(b, delta|2)
		add(p.Titles, p.Body)
	case p.Body > 1:
		b = binary.AppendUvarint(b, delta|1)
		add(p.Body)
	default:
		b = binary.AppendUvarint(b, delta)
	}
	return b
}
