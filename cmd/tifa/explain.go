package main

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/urfave/cli/v2"

	"tifa/reports"
)

// explain writes why a text is cut as it is.
func (p *program) explain(c *cli.Context, f *scoreFlags, layers *segmentationFlags, text string) error {
	if len(p.args) > 0 {
		return usagef("--explain takes the text as its value, and no file (it has %q)", p.args[0])
	}
	if err := f.checkOutput(c, p); err != nil {
		return err
	}
	seg, err := layers.segmenter(p)
	if err != nil {
		return err
	}
	t := reports.OfSlice(seg.Explain(text))
	hash := sha256.Sum256([]byte(text))
	m := p.origin(c)
	m.Corpus, m.Segmentation = "text "+hex.EncodeToString(hash[:]), seg.Identity().String()
	m.Parameters = reports.Pairs{{Name: "explain", Value: text}}
	t.Name, t.Manifest = "explain", m
	return f.out.write(t)
}
