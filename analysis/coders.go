package analysis

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// An AgreementRow says how far coders agree on a code.
type AgreementRow struct {
	Code      string         `col:"code"`
	Coder     string         `col:"coder"` // (all) for all of them together
	Coder2    string         `col:"coder2"`
	Hits      int            `col:"hits"`      // coded by both, or by two at least
	Agreement Maybe[float64] `col:"agreement"` // share of the hits with the same value, or of the pairs of values
	Kappa     Maybe[float64] `col:"kappa"`     // Cohen's, nominal
	Alpha     Maybe[float64] `col:"alpha"`     // Krippendorff's, of the level asked for
}

// AgreementOptions say what values mean.
type AgreementOptions struct {
	Level Level
	Order []string // of values that are no numbers, lowest first; for Ordinal
}

var errOneCoder = errors.New("agreement takes two coders: one file a coder, or a column coder")

// Agreement compares the coders: for each code all of them together, where they
// are more than two, and each pair. Hits without a value are left out.
func (c *Codings) Agreement(opt AgreementOptions) ([]AgreementRow, error) {
	if len(c.Coders) < 2 {
		return nil, errOneCoder
	}
	var list []AgreementRow
	for _, code := range c.Codes {
		ratings, err := c.ratings(code, opt)
		if err != nil {
			return nil, err
		}
		if len(c.Coders) > 2 {
			all := agreementOf(ratings, opt.Level)
			all.Code, all.Coder = code, All
			list = append(list, all)
		}
		for i, coder := range c.Coders {
			for j := i + 1; j < len(c.Coders); j++ {
				pair := make([][]rating, len(ratings))
				for k, hit := range ratings {
					pair[k] = []rating{hit[i], hit[j]}
				}
				row := agreementOf(pair, opt.Level)
				row.Code, row.Coder, row.Coder2 = code, coder, c.Coders[j]
				list = append(list, row)
			}
		}
	}
	return list, nil
}

// A rating is a value as a number; none where a coder gave none.
type rating = Maybe[float64]

// ratings returns the values of a code: of each hit one a coder.
func (c *Codings) ratings(code string, opt AgreementOptions) ([][]rating, error) {
	names := make(map[string]float64) // of nominal values
	ratings := make([][]rating, len(c.hits))
	for i, h := range c.hits {
		ratings[i] = make([]rating, len(c.Coders))
		for k, row := range h.rows {
			if row == nil || row.Values[code] == "" {
				continue
			}
			v := row.Values[code]
			x, err := strconv.ParseFloat(v, 64)
			switch {
			case opt.Level == Nominal:
				if _, ok := names[v]; !ok {
					names[v] = float64(len(names))
				}
				x = names[v]
			case len(opt.Order) > 0:
				n := slices.Index(opt.Order, v)
				if n < 0 {
					return nil, row.file.errorf(row.Line, "%s: %q is not in the order %s", code, v, strings.Join(opt.Order, ", "))
				}
				x = float64(n)
			case err != nil || x != x:
				return nil, row.file.errorf(row.Line, "%s: %q is no number, as the level %s takes (--codes says which codes it is for, --order gives words an order)", code, v, opt.Level)
			}
			ratings[i][k] = Just(x)
		}
	}
	return ratings, nil
}

// agreementOf computes the measures of some coders; κ where they are two.
func agreementOf(ratings [][]rating, level Level) AgreementRow {
	var row AgreementRow
	units := make([][]float64, len(ratings))
	var a, b []float64
	same, pairs := 0, 0
	for i, hit := range ratings {
		for _, r := range hit {
			if x, ok := r.Get(); ok {
				units[i] = append(units[i], x)
			}
		}
		if len(units[i]) < 2 {
			continue
		}
		row.Hits++
		if len(hit) == 2 {
			a, b = append(a, units[i][0]), append(b, units[i][1])
		}
		for k, x := range units[i] {
			for _, y := range units[i][:k] {
				if pairs++; x == y {
					same++
				}
			}
		}
	}
	row.Agreement, row.Alpha = share(same, pairs), KrippendorffAlpha(units, level)
	if a != nil {
		row.Kappa = CohenKappa(a, b)
	}
	return row
}
