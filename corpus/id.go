package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
)

// PrintedID is the name by which people cite a document: date-page-item
// (20050628-5-1), with the paper before it; what is missing at the end is left
// out. A document without a date is path#record. Two documents may have one
// printed id: see [Document.Hash].
func (d *Document) PrintedID() string {
	if d.Date.IsZero() {
		return d.Key()
	}
	id := d.Date.compact() + "-" + plainNumber(d.Page) + "-" + plainNumber(d.Item)
	id = strings.TrimRight(id, "-")
	if d.Paper != "" {
		id = d.Paper + "-" + id
	}
	return id
}

// plainNumber writes a printed number without leading zeros (05 → 5) and
// leaves anything else as it is.
func plainNumber(s string) string {
	if n, err := strconv.ParseUint(s, 10, 63); err == nil {
		return strconv.FormatUint(n, 10)
	}
	return s
}

// CompareNumbers orders printed numbers: numbers by value (05 = 005), then all
// that are none by code point, then the empty string.
func CompareNumbers(a, b string) int {
	m, errA := strconv.ParseUint(a, 10, 63)
	n, errB := strconv.ParseUint(b, 10, 63)
	switch {
	case errA == nil && errB == nil:
		return cmp.Compare(m, n)
	case errA == nil:
		return -1
	case errB == nil:
		return 1
	case (a == "") != (b == ""):
		return cmp.Compare(len(b), len(a))
	}
	return strings.Compare(a, b)
}

// A Hash is the SHA-256 of a document's content, or a sum of them.
type Hash [sha256.Size]byte

// String returns the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Add adds g to h modulo 2^256, least significant byte first, so that the sum
// over a corpus depends neither on order nor on how it was dealt out.
func (h *Hash) Add(g Hash) {
	carry := uint16(0)
	for i := range h {
		carry += uint16(h[i]) + uint16(g[i])
		h[i] = byte(carry)
		carry >>= 8
	}
}

// Hash identifies the content of the document: all fields, not its place. It
// is the SHA-256 of the fields in the order of Document, each value preceded by
// its length in eight bytes and each list by its number of values.
func (d *Document) Hash() Hash {
	w := canonical{sha256.New()}
	w.strings(d.Paper, d.Issue, d.DateText, d.Page, d.Item, d.Section)
	for _, list := range [][]string{d.Authors, d.Classes, d.Columns, d.Keywords, d.Genres} {
		w.number(len(list))
		w.strings(list...)
	}
	w.number(1 + len(d.More))
	for _, t := range append([]Text{d.Text}, d.More...) {
		w.strings(t.Kicker, t.Title, t.Subtitle, t.Body)
	}
	w.number(len(d.Fields))
	for _, f := range d.Fields {
		w.strings(f.Code, f.Name, f.Value, f.Within)
	}
	return Hash(w.h.Sum(nil))
}

type canonical struct{ h hash.Hash }

func (w canonical) number(n int) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	w.h.Write(b[:])
}

func (w canonical) strings(values ...string) {
	for _, s := range values {
		w.number(len(s))
		w.h.Write(bytesOf(s))
	}
}
