package segment

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"unicode/utf8"
	"unsafe"
)

// A dictionary is what gse has loaded, compiled: the units of its words as
// codes, the words as a double array, and their texts and tags. It is
// immutable; its slices may be a mapped file.
type dictionary struct {
	hash   string            // of words, frequencies and tags
	own    int               // number of user words; their ids are below all others
	parts  parts             // of the user words
	bmp    []uint16          // code of each unit that is a character below U+10000
	ext    map[rune]uint16   // … above
	runs   map[string]uint16 // … that is a run of letters and digits
	maxRun int               // length of the longest such run
	cells  []cell
	freqs  []float64 // frequency of each word
	total  float64   // of them
	texts  []byte    // of the words, one after another
	ends   []uint32  // end of each word in texts
	kinds  []uint8   // of each word: its Kind, with hasLatin
	tagOf  []uint8   // word → index of tags
	tags   []string
}

// hasLatin marks words with letters that gse may have lower-cased.
const hasLatin = 0x80

// compile makes a dictionary of what gse has loaded.
func compile(e *gseEngine) (*dictionary, error) {
	d := &dictionary{hash: e.hash, own: e.users(), parts: e.parts, bmp: make([]uint16, 1<<16), ext: make(map[rune]uint16), runs: make(map[string]uint16)}
	units := make([][]string, e.size())
	counts := make(map[string]int)
	tags := make(map[string]uint8)
	for i := range units {
		id := int32(i)
		text := e.word(id)
		units[i] = splitUnits(lower(text))
		for _, u := range units[i] {
			counts[u]++
		}
		d.texts = append(d.texts, text...)
		d.ends = append(d.ends, uint32(len(d.texts)))
		d.freqs = append(d.freqs, e.freq(id))
		d.kinds = append(d.kinds, wordKind(text))
		tag, ok := tags[e.tag(id)]
		if !ok {
			if len(d.tags) > math.MaxUint8 {
				return nil, fmt.Errorf("user dictionary: %d different tags are too many", len(d.tags)+1)
			}
			tag = uint8(len(d.tags))
			tags[e.tag(id)] = tag
			d.tags = append(d.tags, e.tag(id))
		}
		d.tagOf = append(d.tagOf, tag)
	}
	if len(counts) > math.MaxUint16 {
		return nil, fmt.Errorf("user dictionary: %d different characters, numbers and Latin words with those of gse, of which there can be %d", len(counts), math.MaxUint16)
	}
	codes := d.number(counts)
	d.total = e.gse.Dict.TotalFreq()
	words := make([]entry, len(units))
	for i := range units {
		words[i] = entry{id: int32(i), dist: distance(d.total, d.freqs[i])}
		for _, u := range units[i] {
			words[i].codes = append(words[i].codes, codes[u])
		}
	}
	d.cells = buildArray(words, len(codes))
	return d, nil
}

// distance is the length that gse gives to a word: log2(total) −
// log2(frequency), each rounded to float32.
func distance(total, freq float64) float32 {
	return float32(math.Log2(total)) - float32(math.Log2(freq))
}

// number gives the units codes from 1 on, the most frequent ones the lowest:
// children then lie close together.
func (d *dictionary) number(counts map[string]int) map[string]uint16 {
	order := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	codes := make(map[string]uint16, len(order))
	for i, u := range order {
		code := uint16(i + 1)
		codes[u] = code
		r, _ := utf8.DecodeRuneInString(u)
		if _, isRun := unit(u); isRun {
			d.runs[u] = code
			d.maxRun = max(d.maxRun, len(u))
		} else if int(r) < len(d.bmp) {
			d.bmp[r] = code
		} else {
			d.ext[r] = code
		}
	}
	return codes
}

func splitUnits(text string) []string {
	var units []string
	for text != "" {
		n, _ := unit(text)
		units = append(units, text[:n])
		text = text[n:]
	}
	return units
}

// wordKind returns the kind of a word, with hasLatin.
func wordKind(text string) uint8 {
	kind := uint8(kindOf(text))
	for i := range len(text) {
		if 'a' <= text[i] && text[i] <= 'z' || 'A' <= text[i] && text[i] <= 'Z' {
			return kind | hasLatin
		}
	}
	return kind
}

func (d *dictionary) size() int { return len(d.ends) }

// word returns the text of a word, without copying it.
func (d *dictionary) word(id int32) string {
	start := uint32(0)
	if id > 0 {
		start = d.ends[id-1]
	}
	text := d.texts[start:d.ends[id]]
	return unsafe.String(unsafe.SliceData(text), len(text))
}

func (d *dictionary) users() int              { return d.own }
func (d *dictionary) pieces(id int32) []int32 { return d.parts.of(id) }
func (d *dictionary) tag(id int32) string     { return d.tags[d.tagOf[id]] }
func (d *dictionary) freq(id int32) float64   { return d.freqs[id] }
func (d *dictionary) sum() float64            { return d.total }
func (d *dictionary) fingerprint() string     { return d.hash }

func (d *dictionary) has(b *Buffer, unit string, _ bool) bool {
	code, _ := d.unit(b, unit)
	return code != 0
}

func (d *dictionary) find(b *Buffer, text string) int32 {
	state, next := int32(0), int32(0) // the root and its base
	for text != "" {
		code, n := d.unit(b, text)
		if code == 0 || next < 0 {
			return NoID
		}
		to := next + int32(code)
		if d.cells[to].Check != state {
			return NoID
		}
		state, next, text = to, d.cells[to].Base, text[n:]
	}
	if state == 0 {
		return NoID
	}
	return d.cells[state].ID
}
