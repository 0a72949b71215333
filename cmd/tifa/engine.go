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
	convention     string
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
		&cli.StringFlag{Name: "layers", Value: defaultLayers, Usage: "cut with `LAYERS`: fold (full-width letters, digits, ％, marks inside numbers), simplify (traditional characters), join (numbers, units, Latin), lexicon (political terms); none for none", Destination: &f.layers},
		&cli.StringFlag{Name: "convention", Usage: "cut by the convention `NAME` too: date (2005年6月28日 is one word), pku (as the People's Daily corpus of Peking University: 江|泽民, 三|个, 信息|技术)", Destination: &f.convention},
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
	if p.segmenter != nil && !f.given() {
		return p.segmenter, nil
	}
	seg, err := segment.New(opt)
	if err != nil {
		return nil, err
	}
	p.notes(seg.Notes())
	return seg, nil
}

// given tells whether the flags ask for anything but the usual.
func (f *segmentationFlags) given() bool {
	return cmp.Or(f.engine, "compiled") != "compiled" || cmp.Or(f.layers, defaultLayers) != defaultLayers || f.lexiconUntil != 0 || f.convention != "" ||
		f.dicts != nil && len(f.dicts.Value()) > 0
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
	if opt.Convention, err = segment.ParseConvention(f.convention); err != nil {
		return opt, asUsage(err)
	}
	if opt.Convention != "" && opt.NoJoin {
		return opt, usagef("--convention goes with the layer join")
	}
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
