package analysis

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tifa/corpus"
)

// A CodeRow is how often a coder gave a value of a code.
type CodeRow struct {
	Code          string         `col:"code"`
	Coder         string         `col:"coder"`
	Group         string         `col:"group"`
	Value         string         `col:"value"` // (none) for hits that are not coded
	Count         int            `col:"count"`
	Share         Maybe[float64] `col:"share"` // of the hits that the coder coded in the group
	WeightedCount Maybe[float64] `col:"weighted_count"`
	WeightedShare Maybe[float64] `col:"weighted_share"`
}

// Counts counts the values of each code: for each coder, and each value of by,
// any column of the files, or a field that the column date gives (year, month …);
// "" is no grouping. Weighted counts are sums of the column weight: estimates for
// the hits that a sample was drawn from. They are missing without the column.
func (c *Codings) Counts(by string) ([]CodeRow, error) {
	group, err := c.grouping(by)
	if err != nil {
		return nil, err
	}
	type cell struct {
		coder        int
		group, value string
	}
	var list []CodeRow
	for _, code := range c.Codes {
		counts, weights := make(map[cell]int), make(map[cell]float64)
		var values, groups []string
		for _, h := range c.hits {
			for coder, row := range h.rows {
				if row == nil {
					continue
				}
				at := cell{coder, group(row), cmp.Or(row.Values[code], None)}
				counts[at]++
				weights[at] += row.weight
				values, groups = append(values, at.value), append(groups, at.group)
			}
		}
		values, groups = inOrder(values), inOrder(groups)
		for coder, name := range c.Coders {
			for _, g := range groups {
				coded, weight := 0, 0.
				for _, v := range values {
					if v != None {
						coded += counts[cell{coder, g, v}]
						weight += weights[cell{coder, g, v}]
					}
				}
				for _, v := range values {
					at := cell{coder, g, v}
					if v == None && counts[at] == 0 {
						continue
					}
					row := CodeRow{Code: code, Coder: name, Group: g, Value: v, Count: counts[at]}
					if v != None {
						row.Share = share(row.Count, coded)
					}
					if c.weigh {
						row.WeightedCount = Just(weights[at])
						if v != None && weight > 0 {
							row.WeightedShare = Just(weights[at] / weight)
						}
					}
					list = append(list, row)
				}
			}
		}
	}
	return list, nil
}

// grouping returns the value of a row by which it is counted.
func (c *Codings) grouping(by string) (func(*codedRow) string, error) {
	if by == "" {
		return func(*codedRow) string { return "" }, nil
	}
	var missing error
	for _, h := range c.hits {
		for _, row := range h.rows {
			if row != nil && !slices.Contains(row.file.Columns, by) {
				missing = row.file.errorf(1, "no column %q (have %s)", by, strings.Join(row.file.Columns, ", "))
			}
		}
	}
	if missing == nil {
		return func(row *codedRow) string { return cmp.Or(row.Values[by], None) }, nil
	}
	if !slices.Contains(corpus.DateFields, by) {
		return nil, missing
	}
	return func(row *codedRow) string {
		d, _ := corpus.ParseDate(row.Values["date"])
		return cmp.Or(corpus.DateValue(by, d), None)
	}, nil
}

// inOrder returns the distinct values: as numbers where all are, else by code
// point; (none) last.
func inOrder(values []string) []string {
	slices.Sort(values)
	values = slices.Compact(values)
	slices.SortStableFunc(values, func(a, b string) int {
		if an, bn := a == None, b == None; an != bn {
			if an {
				return 1
			}
			return -1
		}
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		if errX != nil || errY != nil {
			return cmp.Or(boolOrder(errX != nil, errY != nil), strings.Compare(a, b))
		}
		return cmp.Compare(x, y)
	})
	return values
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
