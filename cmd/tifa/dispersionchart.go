package main

import (
	"fmt"
	"strconv"

	"tifa/analysis"
	"tifa/reports"
)

// checkXRay rejects a chart of dispersion without terms: it shows where they are.
func (f *chartFlags) checkXRay(terms []analysis.Term) error {
	if f.file != "" && len(terms) == 0 {
		return usagef("--chart draws where terms stand: give terms with it")
	}
	return nil
}

// writeXRay draws where terms stand; it does nothing where no chart is asked for.
func (f *chartFlags) writeXRay(s *analysis.Selection, terms []analysis.Term, m analysis.Match, table *reports.Table) error {
	if f.file == "" {
		return nil
	}
	x := analysis.Places(s, terms, m)
	d := &reports.Strips{X: f.texts.xrayAxis, Total: x.Words}
	for i, t := range terms {
		n := len(x.Places[i])
		d.List = append(d.List, reports.Strip{Name: t.Label, Note: f.texts.count(n, "use"), Places: x.Places[i]})
	}
	for _, y := range x.Years {
		d.Marks = append(d.Marks, reports.Mark{Label: strconv.Itoa(y.Year), Place: y.Place})
	}
	caption := fmt.Sprintf(f.texts.xrayCaption, x.Words, f.texts.count(len(s.Docs), "document"))
	return f.write(table, fmt.Sprintf(f.texts.xray, f.texts.labels(terms)), caption, d)
}
