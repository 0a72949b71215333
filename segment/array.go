package segment

import "unicode/utf8"

// A cell is a state of the double array: a prefix of words. State s goes to
// cell base(s) + code with the code of a unit, if that cell's check is s.
type cell struct {
	Base  int32 // -1: no word is longer
	Check int32 // the state before, -1 where the cell is free
	Dist  float32
	ID    int32 // of the word that ends here, NoID if none does
}

// pseudo is the distance that gse gives to a unit that is no word by itself.
const pseudo = 32

// scratch is what cutting with an array needs beside the tokens.
type scratch struct {
	codes []uint16  // of the units of the open run
	ends  []int32   // ends of units in the text; ends[0] is the start of the run
	best  []float32 // length of the shortest path to each unit
	from  []int32   // unit at which the last word of that path begins
	last  []int32   // that word
	pairs []int32   // state behind each unit and the one behind it, 0 if no word begins with them
	stack []int32
}

// cut appends the tokens of text to b: what gse's Segment makes of each
// maximal run of dictionary units, with gse's own arithmetic (float32 sums in
// the order of gse's loops), and any other unit by itself.
func (d *dictionary) cut(b *Buffer, text string) {
	s := &b.scratch
	s.codes, s.ends = s.codes[:0], append(s.ends[:0], 0)
	for i := 0; i < len(text); {
		code, n := uint16(0), 0
		if c := text[i]; c >= 0xE0 && c < 0xF0 && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 {
			r := rune(c&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F)
			if r >= 0x800 && (r < 0xD800 || r > 0xDFFF) {
				code, n = d.bmp[r], 3
			}
		}
		if n == 0 {
			code, n = d.unit(b, text[i:])
		}
		i += n
		if code != 0 {
			s.codes = append(s.codes, code)
			s.ends = append(s.ends, int32(i))
			continue
		}
		d.flush(b, text)
		b.add(text, i-n, i, NoID)
		s.ends[0] = int32(i)
	}
	d.flush(b, text)
}

// unit returns the code and length of the unit that text begins with; code 0
// is a unit of no word.
func (d *dictionary) unit(b *Buffer, text string) (code uint16, n int) {
	n, isRun := unit(text)
	if isRun {
		if n > d.maxRun {
			return 0, n
		}
		return d.runs[string(b.toLower(text[:n]))], n
	}
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r == utf8.RuneError && n == 1:
		return 0, n
	case int(r) < len(d.bmp):
		return d.bmp[r], n
	}
	return d.ext[r], n
}

// flush cuts the open run and begins another behind it.
func (d *dictionary) flush(b *Buffer, text string) {
	s := &b.scratch
	n := len(s.codes)
	if n == 0 {
		return
	}
	d.shortest(s)
	s.stack = s.stack[:0]
	for p := n; p > 0; p = int(s.from[p]) {
		s.stack = append(s.stack, int32(p))
	}
	start, own := s.ends[0], int32(d.own)
	for k := len(s.stack) - 1; k >= 0; k-- {
		p := s.stack[k]
		end, id := s.ends[p], s.last[p]
		if id >= own && d.kinds[id]&hasLatin == 0 { // nearly always
			b.tokens = append(b.tokens, Token{End: end, ID: id, Kind: Kind(d.kinds[id])})
		} else {
			b.addWord(d, text, int(start), int(end), id)
		}
		start = end
	}
	s.codes = s.codes[:0]
	s.ends = append(s.ends[:0], start)
}

// shortest finds for each unit of the open run the last word of the shortest
// path to its end. A path of length 0 is none, as in gse.
func (d *dictionary) shortest(s *scratch) {
	codes := s.codes
	n := len(codes)
	if cap(s.best) < n+1 {
		s.best = make([]float32, 2*n+16)
		s.from = make([]int32, 2*n+16)
		s.last = make([]int32, 2*n+16)
		s.pairs = make([]int32, 2*n+16)
	}
	best, from, last := s.best[:n+1], s.from[:n+1], s.last[:n+1]
	clear(best)
	d.findPairs(s)
	cells := d.cells
	for cur := range n {
		base, single := best[cur], false
		state := int32(codes[cur]) // the root's base is 0
		if c := &cells[state]; c.Check == 0 {
			if c.ID >= 0 {
				single = true
				relax(best, from, last, cur+1, cur, base+c.Dist, c.ID)
			}
			state = s.pairs[cur]
			for j := cur + 2; state != 0; j++ { // the word that ends here has the units from cur to j-1
				c = &cells[state]
				if c.ID >= 0 {
					relax(best, from, last, j, cur, base+c.Dist, c.ID)
				}
				if j == n || c.Base < 0 {
					break
				}
				to := c.Base + int32(codes[j])
				if cells[to].Check != state {
					break
				}
				state = to
			}
		}
		if !single {
			relax(best, from, last, cur+1, cur, base+pseudo, NoID)
		}
	}
}

// findPairs fills s.pairs for the open run. Nine tenths of the time that shortest
// takes is waiting for the cell of the second unit, since what to do next depends
// on it. Here nothing does: the processor fetches those of many units at once.
func (d *dictionary) findPairs(s *scratch) {
	cells, codes := d.cells, s.codes
	pairs := s.pairs[:len(codes)]
	for i := range len(codes) - 1 {
		state := int32(codes[i])
		c := &cells[state]
		to := c.Base + int32(codes[i+1])
		if c.Check != 0 || c.Base < 0 {
			to = 0
		}
		if cells[to].Check != state {
			to = 0
		}
		pairs[i] = to
	}
	pairs[len(pairs)-1] = 0
}

// relax takes a path to unit at if there is none yet or it is shorter.
func relax(best []float32, from, last []int32, at, cur int, length float32, id int32) {
	if best[at] == 0 || best[at] > length {
		best[at], from[at], last[at] = length, int32(cur), id
	}
}

// addWord appends the token text[start:end] that is the given word, lower-case
// letters aside.
func (b *Buffer) addWord(d *dictionary, text string, start, end int, id int32) {
	if id < 0 {
		b.add(text, start, end, NoID)
		return
	}
	if int(id) < d.own {
		b.addUser(d, text, start, end, id)
		return
	}
	kind := d.kinds[id]
	if kind&hasLatin != 0 {
		kind &^= hasLatin
		if d.word(id) != text[start:end] {
			b.add(text, start, end, NoID)
			return
		}
	}
	b.tokens = append(b.tokens, Token{End: int32(end), ID: id, Kind: Kind(kind)})
}
