package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tifa/reports"
)

// A comparison compares files of a result with those made again.
type comparison struct {
	page  bool        // the files are reports
	other otherCorpus // in the texts of a report

	differences []string
	bytes, rows int  // of the files that are the same
	inCells     bool // some are not so byte for byte
}

// An otherCorpus says how texts name the corpus of the result, and how they name
// the one that was asked instead.
type otherCorpus struct{ was, now string }

// otherCorpus is set for a report of another corpus.
func (r *rerun) otherCorpus() otherCorpus {
	if r.corpus == "" || r.was.Command != "report" || len(r.was.Arguments) == 0 {
		return otherCorpus{}
	}
	return otherCorpus{r.was.Arguments[0], r.corpus}
}

// same tells whether two texts are, but for the name of the corpus: that of its
// folder stands in titles, and its path in commands.
func (o otherCorpus) same(was, now string) bool {
	if was == now || o.now == "" {
		return was == now
	}
	base := func(path string) string { return filepath.Base(filepath.Clean(path)) }
	return strings.ReplaceAll(now, o.now, o.was) == was || strings.ReplaceAll(now, base(o.now), base(o.was)) == was
}

// renamed returns a table with the name of the corpus of the result in the key
// columns where that of the other stands.
func (o otherCorpus) renamed(t *reports.Written, keys []int) *reports.Written {
	if o.now == "" {
		return t
	}
	u := &reports.Written{Name: t.Name, Columns: t.Columns}
	for _, row := range t.Rows {
		row = slices.Clone(row)
		for _, k := range keys {
			if cellOf(row, k) == o.now {
				row[k] = o.was
			}
		}
		u.Rows = append(u.Rows, row)
	}
	return u
}

// size says how large what is the same is.
func (k *comparison) size(files int) string {
	in := ""
	if files > 1 {
		in = " in " + number(files, "file")
	}
	switch {
	case !k.inCells:
		return fmt.Sprintf(", byte for byte (%s%s)", number(k.bytes, "byte"), in)
	case k.rows > 0:
		return fmt.Sprintf(" in all cells (%s%s)", number(k.rows, "row"), in)
	}
	return ""
}

// files compares two files of one format.
func (k *comparison) files(pair filePair, format string) error {
	before, err := os.ReadFile(pair.was)
	if errors.Is(err, fs.ErrNotExist) {
		k.add("is not there any more")
		return nil
	}
	if err != nil {
		return err
	}
	after, err := os.ReadFile(pair.now)
	if errors.Is(err, fs.ErrNotExist) {
		k.add("is not part of the result")
		return nil
	}
	if err != nil {
		return err
	}
	if bytes.Equal(before, after) {
		k.bytes += len(before)
		return nil
	}
	k.inCells = true
	was, err := reports.ReadTables(pair.was, format, k.page)
	if errors.Is(err, reports.ErrNotRows) {
		if !bytes.Equal(reports.Bare(before), reports.Bare(after)) {
			k.add(fmt.Sprintf("other bytes: %d then, %d now", len(before), len(after)))
		}
		return nil
	}
	if err != nil {
		return err
	}
	now, err := reports.ReadTables(pair.now, format, k.page)
	if err != nil {
		return err
	}
	k.tables(was, now)
	return nil
}

// tables compares the tables of two files, by their names where there are
// several.
func (k *comparison) tables(was, now []*reports.Written) {
	if len(was) == 1 && len(now) == 1 {
		k.table("", was[0], now[0])
		return
	}
	find := func(list []*reports.Written, name string) *reports.Written {
		for _, t := range list {
			if t.Name == name {
				return t
			}
		}
		return nil
	}
	for _, t := range was {
		if u := find(now, t.Name); u != nil {
			k.table(t.Name+": ", t, u)
		} else {
			k.add(t.Name + ": the table is missing")
		}
	}
	for _, u := range now {
		if find(was, u.Name) == nil {
			k.add(u.Name + ": the table is new")
		}
	}
}

func (k *comparison) table(name string, was, now *reports.Written) {
	k.rows += len(now.Rows)
	for _, line := range compareRows(was, now, k.other) {
		k.add(name + line)
	}
}

func (k *comparison) add(line string) { k.differences = append(k.differences, line) }
