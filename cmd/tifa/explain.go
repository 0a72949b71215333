package main

import (
	"tifa/reports"
)

// explain writes why a text is cut as it is.
func (p *program) explain(layers *segmentationFlags, text, format string) error {
	if len(p.args) > 0 {
		return usagef("--explain takes the text as its value, and no file (it has %q)", p.args[0])
	}
	f, err := reports.Lookup(format)
	if err != nil {
		return asUsage(err)
	}
	seg, err := layers.segmenter(p)
	if err != nil {
		return err
	}
	t := reports.OfSlice(seg.Explain(text))
	t.Name = "explain"
	return reports.Write(p.stdout, f, t, reports.Options{NoManifest: true})
}
