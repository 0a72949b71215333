package segment

import (
	"errors"
	"fmt"
	"io/fs"
	"unicode/utf8"

	"tifa/corpus"
)

// saved is what a Segmenter cuts with beside its dictionary. It stands in the
// rest of the dictionary's file, which is then a saved segmentation.
type saved struct {
	Options    Options       `json:"options"`
	Terms      []string      `json:"terms"` // of the lexicon, normalised, in code point order
	Simplified map[rune]rune `json:"simplified,omitempty"`
	Identity   Identity      `json:"identity"`
}

// Save writes all that s cuts with to one file, whole or not at all: the
// compiled dictionary with the user words, the terms of the lexicon, the options. [Open] makes the
// same Segmenter of it. One that cuts with gse itself is saved as what is
// compiled of it.
func (s *Segmenter) Save(path string) error {
	d, ok := s.engine.(*dictionary)
	if !ok {
		var err error
		if d, err = compile(s.engine.(*gseEngine)); err != nil {
			return err
		}
	}
	with := &saved{Options: s.options, Terms: []string{}, Simplified: s.normal.Simplified, Identity: s.identity}
	for _, t := range s.compounds.terms {
		if !utf8.ValidString(t.text) { // JSON would make it another term
			return fmt.Errorf("the term %q of the lexicon is not UTF-8 and cannot be saved", t.text)
		}
		with.Terms = append(with.Terms, t.text)
	}
	return writeFile(path, d.marshal(with))
}

// Open returns the Segmenter that [Segmenter.Save] wrote: the same cuts, ids,
// pieces, tags and normal forms, the same Identity, whatever dictionary and
// lexicon this version of Tifa has. The file is mapped and checked as a whole.
// One that is damaged, or was cut with rules that this version no longer has,
// is an error that says so.
func Open(path string) (*Segmenter, error) {
	d, with, err := openDictionary(path)
	switch {
	case errors.As(err, new(*fs.PathError)): // names the file
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("segmentation %s: %w", path, err)
	case with == nil:
		return nil, fmt.Errorf("segmentation %s: it is a dictionary of the cache only", path)
	}
	if now := with.Options.layers(); now != with.Identity.Layers {
		return nil, fmt.Errorf("segmentation %s: it was made with layers %q, which are %q in this version", path, with.Identity.Layers, now)
	}
	if now := with.Options.Convention.version(); now != with.Identity.Convention {
		return nil, fmt.Errorf("segmentation %s: it was made with convention %q, which is %q in this version", path, with.Identity.Convention, now)
	}
	s := &Segmenter{
		options: with.Options, engine: d, identity: with.Identity,
		normal: corpus.Normalization{NoFold: with.Options.NoFold, Simplified: with.Simplified},
	}
	s.prepare()
	s.compounds = newCompounds(s, with.Terms)
	return s, nil
}
