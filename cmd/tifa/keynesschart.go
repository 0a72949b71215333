package main

import (
	"cmp"
	"fmt"
	"slices"

	"tifa/reports"
)

// keynessBars are how many words a chart shows on either side.
const keynessBars = 20

// keySigned are the columns that are positive in the target and negative in the
// reference, with titles for an axis.
var keySigned = map[string]string{
	"g2": "log-likelihood G², signed", "g2_williams": "G² after Williams, signed", "g2_yates": "G² after Yates, signed", "g2_two_cell": "G² of two cells, signed",
	"chi2": "χ², signed", "chi2_williams": "χ² after Williams, signed", "chi2_yates": "χ² after Yates, signed",
	"log_ratio": "log₂ of the ratio of rates", "log_ratio_walter": "log₂ of the ratio of rates, after Walter", "log_ratio_conservative": "log₂ of the ratio of rates, the bound nearer to 0",
	"log_odds": "log odds ratio with a prior", "log_odds_z": "z of the log odds ratio with a prior", "mw_effect": "rank-biserial effect, of rates by document",
}

// A keyBar is a word with its value.
type keyBar struct {
	word  string
	value float64
}

// keyBars collects the ends of a table of key words.
type keyBars struct{ first, last []keyBar }

// checkKeyness rejects what has no chart.
func (f *chartFlags) checkKeyness(k *keynessFlags) error {
	switch {
	case f.file == "":
		return nil
	case k.by != "" || k.every != "" || k.periods != "":
		return usagef("--chart draws one comparison: give --target, not --by, --every or --periods")
	case keySigned[k.opt.Sort] == "":
		return usagef("--chart draws what stands more often on either side: --sort %s has no sides", k.opt.Sort)
	}
	return nil
}

// see takes in a row; of those in the middle nothing is kept.
func (b *keyBars) see(cells []reports.Cell) {
	if cells[1].IsEmpty() {
		return
	}
	bar := keyBar{cells[0].Text(), cells[1].Float()}
	if len(b.first) < keynessBars {
		b.first = append(b.first, bar)
		return
	}
	if b.last = append(b.last, bar); len(b.last) == 2*keynessBars {
		b.last = append(b.last[:0], b.last[keynessBars:]...)
	}
}

// bars returns the words with the largest values above 0 and the smallest below.
func (b *keyBars) bars() []keyBar {
	all := slices.Concat(b.first, b.last)
	slices.SortStableFunc(all, func(a, b keyBar) int { return cmp.Compare(b.value, a.value) })
	var list []keyBar
	for i, bar := range all {
		if bar.value > 0 && i < keynessBars || bar.value < 0 && i >= len(all)-keynessBars {
			list = append(list, bar)
		}
	}
	return list
}

func (b *keyBars) write(f *chartFlags, k *keynessFlags, table *reports.Table) error {
	if f.file == "" {
		return nil
	}
	d := &reports.Bars{X: f.texts.signed[k.opt.Sort], Series: []string{""}, Values: make([][]reports.Cell, 1), Signed: true}
	for _, bar := range b.bars() {
		d.Groups = append(d.Groups, bar.word)
		d.Values[0] = append(d.Values[0], reports.FloatCell(bar.value))
	}
	target, reference := k.sideNames(f.texts)
	return f.write(table, fmt.Sprintf(f.texts.key, target, reference), fmt.Sprintf(f.texts.keyCaption, target, reference), d)
}

// sideNames says in words what is compared.
func (f *keynessFlags) sideNames(texts *chartTexts) (target, reference string) {
	target, reference = texts.corpus, texts.rest
	if f.target != "" {
		target = f.target
	}
	switch {
	case f.elsewhere != "":
		reference = f.elsewhere
	case f.reference != "":
		reference = f.reference
	}
	return target, reference
}

// cut shows the first n rows of a table whose rest only the chart needs; 0 shows
// all.
func (f *chartFlags) cut(t *reports.Table, n int) {
	if f.file == "" || n <= 0 || t.Rows == nil {
		return
	}
	rows := t.Rows
	t.Rows = func(yield func([]reports.Cell, error) bool) {
		shown := 0
		for row, err := range rows {
			if shown++; shown > n && err == nil {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
