package corpus

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Nearly all of a Chinese text are characters of three bytes, so eight of them
// lie in three words of eight bytes in the same way: what a byte must be is known
// from its place. The masks tell for each of the words which bytes are the first
// of a character.
const (
	first0 uint64 = 0x00FF_0000_FF00_00FF
	first1 uint64 = 0xFF00_00FF_0000_FF00
	first2 uint64 = 0x0000_FF00_00FF_0000

	everyByte = 0x0101_0101_0101_0101
)

// threeByteRun returns how many bytes b begins with that are characters of three
// bytes whose first byte is 0xE0 plus least or more, and not 0xED, with which
// surrogates begin; the last 23 bytes of b it does not look at. least is 1 or more:
// behind 0xE0 not all is valid.
func threeByteRun(b []byte, least uint64) int {
	add := 0x10 - least
	for n := 0; ; n += 24 {
		if len(b)-n < 24 {
			return n
		}
		w := b[n : n+24]
		bad0 := notThreeBytes(binary.LittleEndian.Uint64(w), first0, add)
		bad1 := notThreeBytes(binary.LittleEndian.Uint64(w[8:]), first1, add)
		bad2 := notThreeBytes(binary.LittleEndian.Uint64(w[16:]), first2, add)
		switch {
		case bad0|bad1|bad2 == 0:
		case bad0 != 0:
			return n + bits.TrailingZeros64(bad0)/8/3*3
		case bad1 != 0:
			return n + (8+bits.TrailingZeros64(bad1)/8)/3*3
		default:
			return n + (16+bits.TrailingZeros64(bad2)/8)/3*3
		}
	}
}

// notThreeBytes returns 0 for a word that is a part of such characters. add is 16
// less what the low four bits of a first byte are at least.
func notThreeBytes(w, first, add uint64) uint64 {
	const carry = 0x10 * everyByte // bit 4 tells of a sum of low four bits that it is 16 or more
	shape := (w & (first&(0xF0*everyByte) | ^first&(0xC0*everyByte))) ^ (first&(0xE0*everyByte) | ^first&(0x80*everyByte))
	low := w & first & (0x0F * everyByte)
	enough := low + first&everyByte*add
	notD := (low ^ first&(0x0D*everyByte)) + first&(0x0F*everyByte)
	return shape | (enough&notD&first&carry ^ first&carry)
}

// validUTF8 is utf8.Valid, for Chinese text nearly twice as fast.
func validUTF8(b []byte) bool {
	for {
		b = b[threeByteRun(b, 1):]
		b = b[asciiRun(b):]
		if len(b) == 0 {
			return true
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			return false
		}
		b = b[n:]
	}
}

// asciiRun returns how many bytes b begins with that are characters of one byte.
func asciiRun(b []byte) (n int) {
	for n+8 <= len(b) && binary.LittleEndian.Uint64(b[n:])&(0x80*everyByte) == 0 {
		n += 8
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}
