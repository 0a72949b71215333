package corpus

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// An Encoding is a character encoding of the input. The zero value stands for
// the one that the first bytes of the stream show.
type Encoding string

// The encodings that are read. GB18030 covers GBK and GB 2312.
const (
	UTF8    Encoding = "utf-8"
	UTF16LE Encoding = "utf-16le"
	UTF16BE Encoding = "utf-16be"
	GB18030 Encoding = "gb18030"
	Big5    Encoding = "big5"
)

// ParseEncoding reads the name of an encoding, in any case, with or without
// hyphens; "" and "auto" are the zero value.
func ParseEncoding(s string) (Encoding, error) {
	switch strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s)) {
	case "", "auto":
		return "", nil
	case "utf8":
		return UTF8, nil
	case "utf16", "utf16le":
		return UTF16LE, nil
	case "utf16be":
		return UTF16BE, nil
	case "gb18030", "gbk", "gb2312", "cp936", "euccn", "hzgb2312":
		return GB18030, nil
	case "big5", "cp950":
		return Big5, nil
	}
	return "", fmt.Errorf("unknown encoding %q (have utf-8, utf-16le, utf-16be, gb18030, big5)", s)
}

const byteOrderMark = "\uFEFF"

// sniffLen is how much of a stream its encoding is judged by. What comes later
// never changes the judgement: it is a problem where it does not fit.
const sniffLen = 64 << 10

// decoder returns the transformer to UTF-8, nil where the encoding is UTF-8.
func (e Encoding) decoder() transform.Transformer {
	switch e {
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	case GB18030:
		return simplifiedchinese.GB18030.NewDecoder()
	case Big5:
		return traditionalchinese.Big5.NewDecoder()
	}
	return nil
}

// replacement is how the encoding itself writes U+FFFD, which therefore is no
// sign of undecodable bytes; nil where it cannot.
func (e Encoding) replacement() []byte {
	switch e {
	case UTF16LE:
		return []byte{0xFD, 0xFF}
	case UTF16BE:
		return []byte{0xFF, 0xFD}
	case GB18030:
		return []byte{0x84, 0x31, 0xA4, 0x37}
	}
	return nil
}

// byteOrderMarkOf returns the encoding that a byte order mark shows and the
// length of the mark.
func byteOrderMarkOf(head []byte) (Encoding, int) {
	switch {
	case bytes.HasPrefix(head, []byte(byteOrderMark)):
		return UTF8, 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return UTF16BE, 2
	}
	return "", 0
}

// detect judges the encoding by the first bytes of a stream: UTF-8 where they
// are valid UTF-8 or nearly so, otherwise whichever of GB18030 and Big5 makes
// more of the common characters and fewer errors of them. Read in the wrong
// one of the two, text consists of rare characters.
func detect(head []byte) Encoding {
	if e, n := byteOrderMarkOf(head); n > 0 {
		return e
	}
	good, bad := countUTF8(head)
	if bad == 0 || good >= 4*bad {
		return UTF8
	}
	gb, big5 := likeness(head, simplifiedchinese.GB18030), likeness(head, traditionalchinese.Big5)
	if gb <= 0 && big5 <= 0 && good > 0 {
		return UTF8
	}
	if big5 > gb {
		return Big5
	}
	return GB18030
}

// countUTF8 counts the multi-byte characters and the invalid bytes of head, a
// character cut off at its end aside.
func countUTF8(head []byte) (good, bad int) {
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		switch {
		case r != utf8.RuneError || n > 1:
			good += min(n-1, 1)
		case !utf8.FullRune(head):
			return good, bad
		default:
			bad++
		}
		head = head[n:]
	}
	return good, bad
}

// likeness says how much head looks like Chinese text in the encoding: the
// share of common characters among all beyond ASCII, less a penalty for errors.
func likeness(head []byte, e encoding.Encoding) float64 {
	text, err := e.NewDecoder().Bytes(head)
	if err != nil {
		return -1
	}
	total, score := 0, 0
	for _, r := range string(text) {
		if r < utf8.RuneSelf {
			continue
		}
		total++
		switch {
		case r == utf8.RuneError:
			score -= 10
		case strings.ContainsRune(commonCharacters, r):
			score++
		}
	}
	if total == 0 {
		return 0
	}
	return float64(score) / float64(total)
}

// commonCharacters are punctuation, the tag brackets and the characters that
// Chinese prose most often uses, in both scripts; they cover about half of any
// newspaper text.
const commonCharacters = "，。、；：〖〗（）" +
	"的一是不了在人有我他中大上和地到以要就出可也你生能而子那得下自之年作用道行所然家事成方多去法如都同" +
	"面起看定天分好小部其些主理心本前但因只日者意力它把十民第公此已工使情明性知全三又正外高由最重手向文政美" +
	"相利二等或新己制身加西月合回特代信表化老世位次任常先海通教原提立及比解水名真走各入口平活更二四何安少才反" +
	"这国来说时会对发过后经还进开实军无与长机关点业将两间问应战头体见产东声员论处义几认条气题变总电数报结务场" +
	"計資統區隊決馬書聽達強難權設記類據張規萬領確傳師觀識導運黨這國來說時會對發過後經還進開實軍無與長機關點業" +
	"將兩間問應戰頭體見產東聲員論處義幾認條氣題變總電數報結務場计资统区队决马书听达强难权设记类据张规万领确传师观识导运党"
