package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
)

// weightFlags choose a weighting: a scheme, and what differs from it.
type weightFlags struct {
	scheme, tf, idf, norm string
	base                  float64
}

func (f *weightFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "scheme", Value: "quanteda", Usage: "weigh as `NAME` does: " + strings.Join(analysis.Schemes(), ", "), Destination: &f.scheme},
		&cli.StringFlag{Name: "tf", Usage: "term part of the weight: count, share, log, augmented, boolean, bm25 (default: the scheme's)", Destination: &f.tf},
		&cli.StringFlag{Name: "idf", Usage: "document part: plain, smooth, probability, bm25, none (default: the scheme's)", Destination: &f.idf},
		&cli.StringFlag{Name: "norm", Usage: "norm of each group's weights: none, l1, l2 (default: the scheme's)", Destination: &f.norm},
		&cli.Float64Flag{Name: "base", Usage: "base of the logarithms (default: the scheme's)", Destination: &f.base},
	}
}

func (f *weightFlags) weighting() (analysis.Weighting, error) {
	w, err := analysis.ParseScheme(f.scheme)
	if err != nil {
		return w, asUsage(err)
	}
	for _, o := range []struct{ to, from *string }{{&w.TF, &f.tf}, {&w.IDF, &f.idf}, {&w.Norm, &f.norm}} {
		if *o.from != "" {
			*o.to = *o.from
		}
	}
	if f.base != 0 {
		w.Base = f.base
	}
	return w, asUsage(w.Check())
}
