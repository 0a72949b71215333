package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/corpus/store"
	"tifa/reports"
)

// idleFlags change no result, or are said otherwise: the formats of -o and
// --format stand by themselves.
var idleFlags = []string{"o", "format", "workers", "strict", "no-manifest"}

// inputFiles are the flags that name a file to read, with the values of each that
// are no file.
var inputFiles = map[string][]string{
	"terms": nil, "periods": nil, "dict": nil, "profile": nil, "drop-rules": nil, "kind-rules": nil, "recode": nil,
	"vocab": nil, "hits": nil, "known": nil, "accept": nil, "font": nil, "outline": nil,
	"stopwords": {"builtin", "none"}, "events": {"builtin"}, "steps": {"print"},
}

// outputFiles are the flags that name a file or folder to write, besides -o.
var outputFiles = []string{"chart", "network", "to-lexicon"}

// origin is a manifest of what was asked for: enough to ask it again.
func (p *program) origin(c *cli.Context) *reports.Manifest {
	m := &reports.Manifest{Tool: "tifa", Version: version, Command: c.Command.Name, Arguments: p.args, Outputs: p.formats}
	for _, flag := range p.given {
		name, value := cutFlag(flag)
		switch {
		case slices.Contains(idleFlags, name):
			continue
		case slices.Contains(outputFiles, name):
			// Where a result lies is no part of it.
			flag = "--" + name + "=" + name + filepath.Ext(value)
		default:
			m.Files = append(m.Files, namedFile(m.Files, name, value)...)
		}
		m.Flags = append(m.Flags, flag)
	}
	slices.SortStableFunc(m.Flags, func(a, b string) int {
		nameA, _ := cutFlag(a)
		nameB, _ := cutFlag(b)
		return strings.Compare(nameA, nameB)
	})
	return m
}

// cutFlag returns the name and the value of a flag as checkFlags writes it.
func cutFlag(flag string) (name, value string) {
	name, value, _ = strings.Cut(strings.TrimPrefix(flag, "--"), "=")
	return name, value
}

// namedFile returns the file that a flag names with its SHA-256, or nothing where
// it names none that is not in the list.
func namedFile(have reports.Pairs, flag, value string) reports.Pairs {
	words, reads := inputFiles[flag]
	if !reads || slices.Contains(words, value) {
		return nil
	}
	if flag == "recode" {
		_, value, _ = strings.Cut(value, "=")
	}
	if have.Get(value) != "" {
		return nil
	}
	return reports.Pairs{{Name: value, Value: fileSum(value)}}
}

// fileSum returns the SHA-256 of a file, or why there is none: a pipe that was
// read is empty.
func fileSum(name string) string {
	file, err := os.Open(name)
	if err != nil {
		return "unknown: " + fileError(err).Error()
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return "unknown: not a file"
	}
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "unknown: " + fileError(err).Error()
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// listedDocuments is how many documents a manifest names one by one: their list
// takes 60 KB in that of 2,000.
const listedDocuments = 2000

// listDocuments says in a manifest which documents the corpus has: all by id, or
// how many by month.
func (p *program) listDocuments(m *reports.Manifest, s *store.Corpus) {
	byID := p.listing == "id" || p.listing == "" && m.Documents <= listedDocuments
	switch {
	case p.listing == "none", p.unlisted && p.take == nil:
	case byID:
		for id, hash := range s.Hashes() {
			m.ByID.Add(id, hash.String()[:8])
		}
	default:
		for _, month := range s.Months() {
			m.ByMonth.Add(cmp.Or(month.Month, "(none)"), fmt.Sprintf("%d %016x", month.Documents, month.Sum))
		}
	}
}
