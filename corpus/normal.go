package corpus

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

// FoldVersion numbers the rules of folding. An index of folded texts answers
// only questions that are folded by the same rules.
const FoldVersion = 2

// A Normalization says how texts and query terms are made comparable before
// texts are cut and searched. The zero value folds full-width forms, see [Fold].
type Normalization struct {
	NoFold     bool
	Simplified map[rune]rune // traditional → simplified, see [TraditionalCharacters]; nil is none
}

// TraditionalCharacters returns the simplified form of each traditional
// character, character by character, by the tables of OpenCC (t2s).
func TraditionalCharacters() (map[rune]rune, error) {
	convert, err := opencc.New("t2s")
	if err != nil {
		return nil, fmt.Errorf("tables of traditional characters: %w", err)
	}
	simplified := make(map[rune]rune)
	for _, table := range unicode.Han.R16 {
		for r := rune(table.Lo); r <= rune(table.Hi); r += rune(table.Stride) {
			s, err := convert.Convert(string(r))
			if err != nil {
				return nil, fmt.Errorf("simplified form of %c: %w", r, err)
			}
			if to, n := utf8.DecodeRuneInString(s); n == len(s) && to != r && to != utf8.RuneError {
				simplified[r] = to
			}
		}
	}
	return simplified, nil
}

// Changes tells whether Apply would change s.
func (n *Normalization) Changes(s string) bool {
	if !n.NoFold && Foldable(s) {
		return true
	}
	if n.Simplified != nil {
		for _, r := range s {
			if n.Simplified[r] != 0 {
				return true
			}
		}
	}
	return false
}

// Spares tells whether a normalised string stands in every text where it stands
// in the normalised text: nothing that is folded, and nothing that it becomes, is
// in it.
func (n *Normalization) Spares(s string) bool {
	if n.Simplified != nil {
		return false
	}
	return n.NoFold || !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x80 || r == '○' || r == '〇' || 0xFF00 <= r && r <= 0xFFEF
	})
}

// Apply returns the normalised text and the map back to the offsets of s; s
// itself and nil where nothing changes.
func (n *Normalization) Apply(s string) (string, Offsets) {
	if !n.Changes(s) {
		return s, nil
	}
	b, offsets := n.Append(make([]byte, 0, len(s)), nil, s)
	return string(b), offsets
}

// Append is Apply for callers who keep the memory: it appends the normalised
// text to b, which is empty, and the map to offsets, which is empty too.
func (n *Normalization) Append(b []byte, offsets Offsets, s string) ([]byte, Offsets) {
	if n.Simplified == nil {
		if n.NoFold {
			return append(b, s...), offsets
		}
		return AppendFold(b, offsets, s)
	}
	f := newFolder(s)
	at, size, to := len(s), 0, rune(0)
	if !n.NoFold {
		at, size, to = f.next(0)
	}
	for i := 0; i < len(s); {
		if i == at {
			b, offsets = offsets.appendRune(b, to, i+size)
			i += size
			at, size, to = f.next(i)
			continue
		}
		r, width := utf8.DecodeRuneInString(s[i:])
		simple := n.Simplified[r]
		if simple == 0 {
			b = append(b, s[i:i+width]...)
			i += width
			continue
		}
		i += width
		b, offsets = offsets.appendRune(b, simple, i)
	}
	return b, offsets
}
