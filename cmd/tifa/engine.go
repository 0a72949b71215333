package main

import (
	"github.com/urfave/cli/v2"

	"tifa/segment"
)

func engineFlag(engine *string) cli.Flag {
	return &cli.StringFlag{Name: "engine", Value: "compiled", Usage: "cut with `NAME`: compiled, or gse, which makes the same cuts more slowly", Destination: engine}
}

// segmentation returns the segmenter of an engine, with a note if its
// dictionary had to be compiled because of trouble with the cache.
func (p *program) segmentation(engine string) (*segment.Segmenter, error) {
	switch engine {
	case "compiled", "": // commands without the flag
		if p.segmenter != nil {
			return p.segmenter, nil
		}
	case "gse":
	default:
		return nil, usagef("unknown engine %q (have compiled, gse)", engine)
	}
	seg, err := segment.New(segment.Options{GSE: engine == "gse"})
	if err != nil {
		return nil, err
	}
	p.notes(seg.Notes())
	return seg, nil
}
