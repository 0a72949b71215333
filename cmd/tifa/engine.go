package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/segment"
	"tifa/segment/lexicon"
)

// segmentationFlags say how texts are cut.
type segmentationFlags struct {
	engine, layers string
	lexiconUntil   int
	dicts          *cli.StringSlice // nil in commands without the flag
}

// layerNames are the layers of segmentation, in their order.
var layerNames = [...]string{"fold", "simplify", "join", "lexicon"}

const defaultLayers = "fold,join,lexicon"

func (f *segmentationFlags) flags() []cli.Flag {
	f.dicts = cli.NewStringSlice()
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "dict", Usage: "cut with the words of `FILE` too, one a line: word, frequency, tag, with a tab or spaces between; without frequency (or -) a word gets the smallest that keeps it whole; letters match in upper and lower case, the layers fold and simplify hold for words as for texts", Destination: f.dicts},
		&cli.StringFlag{Name: "layers", Value: defaultLayers, Usage: "cut with `LAYERS`: fold (full-width letters, digits, ％), simplify (traditional characters), join (numbers, units, Latin), lexicon (political terms); none for none", Destination: &f.layers},
		&cli.IntFlag{Name: "lexicon-until", Usage: "leave out terms of the lexicon that came up after `YEAR`", Destination: &f.lexiconUntil},
		&cli.StringFlag{Name: "engine", Value: "compiled", Usage: "cut with `NAME`: compiled, or gse, which makes the same cuts more slowly", Destination: &f.engine},
	}
}

// segmenter returns the segmenter that the flags ask for, with a note if its
// dictionary had to be compiled because of trouble with the cache.
func (f *segmentationFlags) segmenter(p *program) (*segment.Segmenter, error) {
	opt, err := f.options()
	if err != nil {
		return nil, err
	}
	usual := segmentationFlags{engine: "compiled", layers: defaultLayers}
	chosen := *f
	chosen.dicts = nil
	if p.segmenter != nil && len(opt.Words) == 0 && (chosen == usual || chosen == segmentationFlags{}) {
		return p.segmenter, nil
	}
	seg, err := segment.New(opt)
	if err != nil {
		return nil, err
	}
	p.notes(seg.Notes())
	return seg, nil
}

func (f *segmentationFlags) options() (opt segment.Options, err error) {
	switch f.engine {
	case "compiled", "": // commands without the flag
	case "gse":
		opt.GSE = true
	default:
		return opt, usagef("unknown engine %q (have compiled, gse)", f.engine)
	}
	on := make(map[string]bool)
	for _, name := range splitList([]string{cmp.Or(f.layers, defaultLayers)}) {
		if !slices.Contains(layerNames[:], name) && name != "none" {
			return opt, usagef("unknown layer %q (have %s, none)", name, strings.Join(layerNames[:], ", "))
		}
		on[name] = true
	}
	opt.NoFold, opt.Simplify, opt.NoJoin, opt.NoLexicon = !on["fold"], on["simplify"], !on["join"], !on["lexicon"]
	if f.lexiconUntil != 0 {
		if opt.NoLexicon {
			return opt, usagef("--lexicon-until goes with the layer lexicon")
		}
		opt.Lexicon = lexicon.Until(lexicon.Builtin(), f.lexiconUntil)
	}
	opt.Words, err = f.words()
	return opt, err
}

// words returns the words of the files of --dict.
func (f *segmentationFlags) words() ([]segment.UserWord, error) {
	if f.dicts == nil {
		return nil, nil
	}
	var words []segment.UserWord
	for _, name := range f.dicts.Value() {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fileError(err)
		}
		list, err := segment.ParseWords(bytes.NewReader(data), name)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, fmt.Errorf("%s: the file has no word (want one a line)", name)
		}
		words = append(words, list...)
	}
	return words, nil
}
