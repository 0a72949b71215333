package analysis

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// CoderColumn is the column that says who coded a hit; in a file without it, its
// name does.
const CoderColumn = "coder"

// Codings are what coders said of hits.
type Codings struct {
	Codes  []string
	Coders []string // in order
	hits   []hitCodings
	weigh  bool // the rows have weights
}

// A hitKey names a hit: the same place may be one of several terms.
type hitKey struct{ hit, term string }

// hitCodings are the rows about one hit, one a coder at most.
type hitCodings struct {
	hitKey
	rows []*codedRow // by index of Coders; nil where a coder did not have it
}

type codedRow struct {
	*CodedRow
	file   *CodedFile
	weight float64
}

// CodingsOptions say what is joined.
type CodingsOptions struct {
	Codes []string   // columns; nil is all that Kwic does not make
	Hits  *CodedFile // the concordance that was coded; nil where it is not at hand
}

// JoinCodes joins coded files by hit_id and, where they have it, by term. It is
// an error, with file and line, if a column is missing, a hit_id is none or is
// none of the concordance, or a coder has a hit twice.
func JoinCodes(files []*CodedFile, opt CodingsOptions) (*Codings, error) {
	c := &Codings{Codes: opt.Codes}
	if c.Codes == nil {
		for _, f := range files {
			for _, name := range f.Columns {
				if name != "" && name != CoderColumn && !slices.Contains(KwicColumns, name) && !slices.Contains(c.Codes, name) {
					c.Codes = append(c.Codes, name)
				}
			}
		}
	}
	if len(c.Codes) == 0 {
		return nil, fmt.Errorf("%s: no column of codes beside those of the concordance (tifa kwic --codes adds them)", files[0].Name)
	}
	byTerm := slices.Contains(files[0].Columns, "term")
	want := slices.Concat([]string{"hit_id"}, c.Codes)
	if byTerm {
		want = append(want, "term")
	}
	for _, f := range files {
		for _, name := range want {
			if !slices.Contains(f.Columns, name) {
				return nil, f.errorf(1, "no column %q (have %s)", name, strings.Join(f.Columns, ", "))
			}
		}
		if !byTerm && slices.Contains(f.Columns, "term") {
			return nil, f.errorf(1, "has a column term, and %s has none: hits of several terms are told apart by it", files[0].Name)
		}
	}
	c.weigh = !slices.ContainsFunc(files, func(f *CodedFile) bool { return !slices.Contains(f.Columns, "weight") })
	known, err := knownHits(opt.Hits)
	if err != nil {
		return nil, err
	}
	return c, c.join(files, known)
}

// knownHits returns the hits of a concordance and where they stand; nil where
// there is none.
func knownHits(f *CodedFile) (map[hitKey]bool, error) {
	if f == nil {
		return nil, nil
	}
	if !slices.Contains(f.Columns, "hit_id") {
		return nil, f.errorf(1, "no column %q (have %s)", "hit_id", strings.Join(f.Columns, ", "))
	}
	known := make(map[hitKey]bool)
	for i := range f.Rows {
		known[f.Rows[i].key()] = true
	}
	return known, nil
}

func (r *CodedRow) key() hitKey { return hitKey{r.Values["hit_id"], r.Values["term"]} }

var hitIDPattern = regexp.MustCompile(`^.+#(kicker|title|subtitle|body):[0-9]+$`)

func (c *Codings) join(files []*CodedFile, known map[hitKey]bool) error {
	names := coderNames(files)
	byHit := make(map[hitKey]map[string]*codedRow)
	for i, f := range files {
		for k := range f.Rows {
			row := &codedRow{CodedRow: &f.Rows[k], file: f, weight: 1}
			key := row.key()
			switch {
			case !hitIDPattern.MatchString(key.hit):
				return f.errorf(row.Line, "%q is no hit_id (want ID#ZONE:OFFSET, as tifa kwic writes it)", key.hit)
			case known != nil && !known[key]:
				return f.errorf(row.Line, "hit %s is not in the concordance", key)
			}
			if c.weigh {
				var err error
				if row.weight, err = strconv.ParseFloat(row.Values["weight"], 64); err != nil || !(row.weight > 0) || math.IsInf(row.weight, 1) {
					return f.errorf(row.Line, "weight %q is no number above 0", row.Values["weight"])
				}
			}
			coder := cmp.Or(row.Values[CoderColumn], names[i])
			if byHit[key] == nil {
				byHit[key] = make(map[string]*codedRow)
			}
			if first := byHit[key][coder]; first != nil {
				return f.errorf(row.Line, "%s has hit %s twice, first at %s:%d", coder, key, first.file.Name, first.Line)
			}
			byHit[key][coder] = row
			if !slices.Contains(c.Coders, coder) {
				c.Coders = append(c.Coders, coder)
			}
		}
	}
	slices.Sort(c.Coders)
	for key, rows := range byHit {
		h := hitCodings{key, make([]*codedRow, len(c.Coders))}
		for i, coder := range c.Coders {
			h.rows[i] = rows[coder]
		}
		c.hits = append(c.hits, h)
	}
	slices.SortFunc(c.hits, func(a, b hitCodings) int {
		return cmp.Or(strings.Compare(a.hit, b.hit), strings.Compare(a.term, b.term))
	})
	return nil
}

func (k hitKey) String() string {
	if k.term == "" {
		return k.hit
	}
	return k.hit + " of " + k.term
}

// coderNames are the names of the files without folder and ending, whole where
// two would be the same.
func coderNames(files []*CodedFile) []string {
	names := make([]string, len(files))
	count := make(map[string]int)
	for i, f := range files {
		base := filepath.Base(f.Name)
		names[i] = strings.TrimSuffix(base, filepath.Ext(base))
		count[names[i]]++
	}
	for i, f := range files {
		if count[names[i]] > 1 {
			names[i] = f.Name
		}
	}
	return names
}

// Hits is the number of different hits in the files.
func (c *Codings) Hits() int { return len(c.hits) }

// Weighted tells whether the files have a column of weights.
func (c *Codings) Weighted() bool { return c.weigh }

// Joined returns a row a hit: what the concordance says of it and, for each code
// and coder, in a column CODE.CODER, the value.
func (c *Codings) Joined() (columns []string, rows [][]string) {
	var kept []string
	for _, name := range KwicColumns {
		for _, row := range c.hits[0].rows {
			if row != nil && slices.Contains(row.file.Columns, name) {
				kept = append(kept, name)
				break
			}
		}
	}
	columns = slices.Clone(kept)
	for _, code := range c.Codes {
		for _, coder := range c.Coders {
			columns = append(columns, code+"."+coder)
		}
	}
	for _, h := range c.hits {
		var values []string
		for _, name := range kept {
			values = append(values, h.first(name))
		}
		for _, code := range c.Codes {
			for _, row := range h.rows {
				value := ""
				if row != nil {
					value = row.Values[code]
				}
				values = append(values, value)
			}
		}
		rows = append(rows, values)
	}
	return columns, rows
}

// first returns the value of a column in the first row that has one.
func (h *hitCodings) first(column string) string {
	for _, row := range h.rows {
		if row != nil && row.Values[column] != "" {
			return row.Values[column]
		}
	}
	return ""
}
