package segment

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// gseVersion is the version of gse in go.mod; a test compares the two.
const gseVersion = "v1.1.0"

// gseEngine cuts with gse. A unit is what gse takes for one character: a
// character of three bytes or more, a mark, or a run of shorter letters and
// digits, lower-cased. Only units of the dictionary can be part of a word.
type gseEngine struct {
	gse   gse.Segmenter
	runes map[rune]bool   // units of one character
	runs  map[string]bool // units that are runs of letters and digits
	own   []string        // the user words, as the user writes them; their ids are below all others
	parts parts           // of the user words
	hash  string          // of the dictionary
}

// newGSE loads user words and then gse's own, of which gse keeps those that it
// does not have yet. User words are those of normalWords, with frequencies.
func newGSE(words []UserWord) (*gseEngine, error) { return loadGSE("zh_s", words) }

// loadGSE is newGSE for any dictionary: the name of one that gse has, or its
// text.
func loadGSE(dict string, words []UserWord) (*gseEngine, error) {
	e := &gseEngine{runes: map[rune]bool{}, runs: map[string]bool{}}
	e.gse.SkipLog = true
	e.gse.SkipSubSeg = true
	e.gse.NotLoadHMM = true
	if err := e.addWords(words); err != nil {
		return nil, err
	}
	if err := e.gse.LoadDictEmbed(dict); err != nil {
		return nil, fmt.Errorf("gse dictionary: %w", err)
	}
	for i := range e.gse.Dict.Tokens {
		for text := e.gse.Dict.Tokens[i].Text(); text != ""; {
			n, isRun := unit(text)
			if isRun {
				e.runs[text[:n]] = true
			} else if r, _ := utf8.DecodeRuneInString(text); r != utf8.RuneError {
				e.runes[r] = true
			}
			text = text[n:]
		}
	}
	e.hash = hashWords(e, e.size())
	return e, nil
}

// addWords gives gse words one by one: its reader of dictionaries would set the
// frequency of every one-character word to 2.
func (e *gseEngine) addWords(words []UserWord) error {
	if len(words) == 0 {
		return nil
	}
	e.gse.Dict = gse.NewDict()
	e.gse.Init() // which the reader does only where there is no dictionary yet
	for i := range words {
		w := &words[i]
		if err := e.gse.AddToken(w.Text, float64(w.Freq), w.Tag); err != nil {
			return w.errorf("word %q: %v", w.Text, err)
		}
		if len(e.gse.Dict.Tokens) != i+1 {
			return w.errorf("gse does not take the word %q", w.Text)
		}
		e.own = append(e.own, w.Text)
	}
	return nil
}

func (e *gseEngine) size() int               { return len(e.gse.Dict.Tokens) }
func (e *gseEngine) users() int              { return len(e.own) }
func (e *gseEngine) pieces(id int32) []int32 { return e.parts.of(id) }
func (e *gseEngine) tag(id int32) string     { return e.gse.Dict.Tokens[id].Pos() }
func (e *gseEngine) fingerprint() string     { return e.hash }
func (e *gseEngine) freq(id int32) float64   { return e.gse.Dict.Tokens[id].Freq() }
func (e *gseEngine) sum() float64            { return e.gse.Dict.TotalFreq() }

// word returns the text of a word: a user word as the user writes it, any other
// in lower case as gse has it.
func (e *gseEngine) word(id int32) string {
	if int(id) < len(e.own) {
		return e.own[id]
	}
	return e.gse.Dict.Tokens[id].Text()
}

func (e *gseEngine) find(b *Buffer, text string) int32 {
	id, _, err := e.gse.Dict.Value(b.bytes(text))
	if err != nil {
		return NoID
	}
	return int32(id)
}

// unit returns the length of the unit that text begins with, and whether it is
// a run of letters and digits.
func unit(text string) (n int, isRun bool) {
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size > 2 || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			break
		}
		n += size
	}
	if n > 0 {
		return n, true
	}
	_, n = utf8.DecodeRuneInString(text)
	return n, false
}

// cut appends the tokens of text to b: each maximal run of dictionary units is
// cut by gse, any other unit is a token. Runs are gse's to cut, not whole
// texts, because its path sums are float32 and lose their last digits over
// long input.
func (e *gseEngine) cut(b *Buffer, text string) {
	run := 0 // start of the open run
	for i := 0; i < len(text); {
		n, isRun := unit(text[i:])
		if !e.has(b, text[i:i+n], isRun) {
			e.cutRun(b, text, run, i)
			b.add(text, i, i+n, NoID)
			run = i + n
		}
		i += n
	}
	e.cutRun(b, text, run, len(text))
}

func (e *gseEngine) has(b *Buffer, unit string, isRun bool) bool {
	if isRun {
		return e.runs[string(b.toLower(unit))]
	}
	r, n := utf8.DecodeRuneInString(unit)
	return e.runes[r] && (r != utf8.RuneError || n > 1)
}

func (e *gseEngine) cutRun(b *Buffer, text string, from, to int) {
	if from == to {
		return
	}
	start := from
	for _, s := range e.gse.Segment([]byte(text[from:to])) {
		end := from + s.End()
		if id := e.user(b, text[start:end]); id != NoID {
			b.addUser(e, text, start, end, id)
		} else {
			b.add(text, start, end, e.id(b, text[start:end]))
		}
		start = end
	}
}

// id returns the dictionary id of exactly this text: gse lower-cases before it
// looks a word up, so GDP has none though gdp may have.
func (e *gseEngine) id(b *Buffer, word string) int32 {
	return e.find(b, word)
}

// user returns the id of the user word that a token is, letters in upper or
// lower case; NoID if it is none.
func (e *gseEngine) user(b *Buffer, token string) int32 {
	if len(e.own) == 0 {
		return NoID
	}
	id, _, err := e.gse.Dict.Value(b.toLower(token))
	if err != nil || id >= len(e.own) {
		return NoID
	}
	return int32(id)
}

// add appends the token text[start:end].
func (b *Buffer) add(text string, start, end int, id int32) {
	b.tokens = append(b.tokens, Token{End: int32(end), ID: id, Kind: kindOf(text[start:end])})
}

// toLower returns s with ASCII letters in lower case, as gse does; valid until
// the buffer's next call.
func (b *Buffer) toLower(s string) []byte {
	low := b.bytes(s)
	for i, c := range low {
		if 'A' <= c && c <= 'Z' {
			low[i] = c + 'a' - 'A'
		}
	}
	return low
}

func (b *Buffer) bytes(s string) []byte {
	b.lower = append(b.lower[:0], s...)
	return b.lower
}
