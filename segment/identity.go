package segment

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"tifa/corpus"
)

// An Identity tells what the cuts of a Segmenter depend on. Two segmenters
// with one Identity cut every text alike.
type Identity struct {
	Engine     string `json:"engine"`               // "gse v1.1.0"
	Dictionary string `json:"dictionary"`           // name, and the first 16 hex digits of the SHA-256 of its words, frequencies and tags
	Lexicon    string `json:"lexicon"`              // number of terms, and the hash of them; "none"
	Words      string `json:"words"`                // number of user words, and the hash of them; "none"
	Layers     string `json:"layers"`               // those that are on, with the versions of their rules: "fold.2,simplify.1,join.2"
	Convention string `json:"convention,omitempty"` // with the version of its rules: "date.1"
}

// String returns the identity on one line; user words are named if there are
// any.
func (id Identity) String() string {
	if id.Words != "none" {
		id.Lexicon += "; user words " + id.Words
	}
	s := fmt.Sprintf("%s; dictionary %s; lexicon %s; layers %s", id.Engine, id.Dictionary, id.Lexicon, id.Layers)
	if id.Convention != "" {
		s += "; convention " + id.Convention
	}
	return s
}

func identify(s *Segmenter) Identity {
	id := Identity{Engine: "gse " + gseVersion, Lexicon: "none", Words: "none", Convention: s.options.Convention.version()}
	id.Dictionary = "zh_s " + s.engine.fingerprint()
	if len(s.compounds.terms) > 0 {
		h := sha256.New()
		for _, c := range s.compounds.terms {
			writeText(h, c.text)
		}
		id.Lexicon = fmt.Sprintf("%d terms %s", len(s.compounds.terms), hex.EncodeToString(h.Sum(nil)[:8]))
	}
	if n := s.engine.users(); n > 0 {
		id.Words = fmt.Sprintf("%d words %s", n, hashWords(s.engine, n))
	}
	id.Layers = s.options.layers()
	return id
}

// layers returns the layers that are on, with the versions of their rules.
func (opt *Options) layers() string {
	var layers []string
	if !opt.NoFold {
		layers = append(layers, fmt.Sprintf("fold.%d", corpus.FoldVersion))
	}
	if opt.Simplify {
		layers = append(layers, "simplify.1")
	}
	if !opt.NoJoin {
		layers = append(layers, "join.2")
	}
	return strings.Join(layers, ",")
}

// hashWords returns the hash of the first n words of a dictionary, of their
// tags and frequencies.
func hashWords(e backend, n int) string {
	h := sha256.New()
	for i := range n {
		word := int32(i)
		writeText(h, e.word(word))
		writeText(h, e.tag(word))
		fmt.Fprint(h, e.freq(word))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// writeText writes s with its length before it, so that no two lists of texts
// are the same bytes.
func writeText(w io.Writer, s string) {
	var n [4]byte
	binary.LittleEndian.PutUint32(n[:], uint32(len(s)))
	w.Write(n[:])
	io.WriteString(w, s)
}
