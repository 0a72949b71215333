package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
)

// narrowFlags keep documents by the terms they hold.
type narrowFlags struct {
	with, without cli.StringSlice
}

func (f *narrowFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "with", Usage: "keep documents that hold `TERM` (or one of its spellings, a | b) in the zones of --in, as a string; given twice, documents that hold both", Destination: &f.with},
		&cli.StringSliceFlag{Name: "without", Usage: "leave out documents that hold `TERM`, found as --with does", Destination: &f.without},
	}
}

// apply sets the terms of a filter.
func (f *narrowFlags) apply(filter *analysis.Filter) error {
	var err error
	if filter.With, err = analysis.ParseTerms(f.with.Value(), analysis.String); err != nil {
		return usagef("--with: %v", err)
	}
	if filter.Without, err = analysis.ParseTerms(f.without.Value(), analysis.String); err != nil {
		return usagef("--without: %v", err)
	}
	return nil
}

// pairs are the flags as a manifest states them.
func (f *narrowFlags) pairs() [][2]string {
	return [][2]string{{"with", strings.Join(f.with.Value(), ",")}, {"without", strings.Join(f.without.Value(), ",")}}
}

// parseNear reads the values of --near.
func parseNear(list []string, m analysis.Match) ([]analysis.Near, error) {
	var near []analysis.Near
	for _, s := range list {
		n, err := analysis.ParseNear(s, m)
		if err != nil {
			return nil, usagef("--near %v", err)
		}
		near = append(near, n)
	}
	return near, nil
}
