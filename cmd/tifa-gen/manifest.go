package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A manifest says how a corpus was made and what must be found in it.
type manifest struct {
	Tool         string  `json:"tool"`
	Seed         int64   `json:"seed"`
	From         string  `json:"from"`
	To           string  `json:"to"`
	Encoding     string  `json:"encoding"`
	Share        float64 `json:"duplicates_share"`
	Dictionary   string  `json:"dictionary"` // with the lexicon, what else the texts depend on
	Lexicon      string  `json:"lexicon"`
	Total        tally   `json:"total"`
	Years        []year  `json:"years"`
	PlantedTerms []found `json:"planted"`
}

type year struct {
	Year int `json:"year"`
	tally
}

// A found is how often a planted term must be found, string for string.
type found struct {
	Term      string      `json:"term"`
	What      string      `json:"what"`
	Count     int         `json:"count"`
	Documents int         `json:"documents"`
	Years     []foundYear `json:"years"` // those without one too, where they have documents
}

type foundYear struct {
	Year      int `json:"year"`
	Count     int `json:"count"`
	Documents int `json:"documents"`
}

func newManifest(c *plan, f *flags, years map[int]tally) *manifest {
	id := c.vocabulary.identity
	m := &manifest{
		Tool: "tifa-gen", Seed: f.seed, From: c.calendar.first.String(), To: c.calendar.last.String(),
		Encoding: string(f.parsedEncoding), Share: f.duplicates, Dictionary: id.Engine + " " + id.Dictionary, Lexicon: id.Lexicon,
	}
	from, to := c.calendar.years()
	for y := from; y <= to; y++ {
		if t, ok := years[y]; ok {
			m.Years = append(m.Years, year{y, t})
			m.Total.add(t)
		}
	}
	for _, p := range plants {
		list := found{Term: p.term, What: p.what}
		for _, y := range m.Years {
			docs := p.docs(c.calendar.ofYear(y.Year), y.Year-from, to-from)
			list.Years = append(list.Years, foundYear{y.Year, docs * p.each, docs})
			list.Documents += docs
			list.Count += docs * p.each
		}
		m.PlantedTerms = append(m.PlantedTerms, list)
	}
	return m
}

// manifestStart is how all manifests begin.
const manifestStart = "{\n  \"tool\": \"tifa-gen\""

func (m *manifest) write(name string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(name, append(text, '\n'))
}

// dropManifest removes the manifest of a corpus that was there before, which
// would be wrong beside one that is not finished. Any other file of that name
// is an error, and so is a folder that is missing.
func dropManifest(name string) error {
	if _, err := os.Stat(filepath.Dir(name)); err != nil {
		return fmt.Errorf("--planted %s: there is no folder %s", name, filepath.Dir(name))
	}
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return bare(err)
	case !strings.HasPrefix(string(text), manifestStart):
		return fmt.Errorf("--planted %s: this file is no manifest of tifa-gen and would be lost; name another", name)
	}
	return bare(os.Remove(name))
}
