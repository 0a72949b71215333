package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"tifa/analysis"
	"tifa/corpus"
	"tifa/reports"
)

// flagValues returns the values that a flag of a command may take, where they are
// few and known; nil for others. Before the command is named there is none.
func flagValues(command *cli.Command, flag string) []string {
	name := ""
	if command != nil {
		name = command.Name
	}
	if values := ownValues[name+" "+flag]; values != nil {
		return values()
	}
	if values := commonValues[flag]; values != nil {
		return values()
	}
	return nil
}

func these(values ...string) func() []string { return func() []string { return values } }

func fields() []string {
	var list []string
	for _, f := range corpus.StoredFields {
		list = append(list, f.Name)
	}
	return slices.Concat(list, corpus.DateFields, []string{"front", "part"})
}

func signed(columns []string) func() []string {
	return func() []string {
		list := slices.Clone(columns)
		for _, name := range columns {
			list = append(list, "-"+name)
		}
		return list
	}
}

var (
	encodings = these("utf-8", "gb18030", "big5", "utf-16le", "utf-16be")
	units     = these("document", "paragraph")
	contexts  = these("sentence", "paragraph")
)

// commonValues are those of flags that mean the same in all commands.
var commonValues = map[string]func() []string{
	"format":         reports.Formats,
	"lang":           these(languages...),
	"every":          these("day", "week", "month", "quarter", "year", "decade"),
	"match":          these("string", "phrase", "word", "regex"),
	"in":             these("all", "titles", "body", "kicker", "title", "subtitle"),
	"kind":           these("article", "picture", "advert", "empty"),
	"by":             fields,
	"adjust":         fields,
	"repeated-title": these("once", "keep"),
	"duplicates":     these("keep", "first"),
	"layers":         these(append(slices.Clone(layerNames[:]), "none")...),
	"convention":     these("date", "pku"),
	"engine":         these("compiled", "gse"),
	"encoding":       encodings,
	"input-format":   these("tagged", "jsonl", "json", "csv", "tsv", "text"),
	"clean":          these("html"),
	"drop":           these("dateline", "byline", "jump"),
	"stopwords":      these("builtin", "none"),
	"scheme":         analysis.Schemes,
	"tf":             these("count", "share", "log", "augmented", "boolean", "bm25"),
	"idf":            these("plain", "smooth", "probability", "bm25", "none"),
	"norm":           these("none", "l1", "l2"),
	"events":         these("builtin"),
	"chart-kind":     these(chartKinds...),
	"ci-method":      these("ratio", "bootstrap"),
	"context":        contexts,
	"cooccur":        units,
	"unit":           these("word", "character"),
	"against":        these("rest", "before"),
	"columns":        columnNames,
}

// ownValues are those of flags that mean something else in a command.
var ownValues = map[string]func() []string{
	"matrix format":       reports.MatrixFormats,
	"matrix values":       these(analysis.MatrixValues...),
	"segment format":      func() []string { return append([]string{"text", "jsonl"}, reports.Formats()...) },
	"export as":           these(exportForms...),
	"export tables":       these(exportTables...),
	"export by":           these("year", "month"),
	"export out-encoding": these("utf-8", "gb18030"),
	"kwic sort":           these(analysis.KwicSorts...),
	"colloc sort":         analysis.CollocationSorts,
	"phrases sort":        these(analysis.PhraseOrders...),
	"dispersion sort":     signed(analysis.DispersionColumns()),
	"keyness sort":        signed(analysis.KeynessColumns()),
	"rising sort":         signed(analysis.RisingColumns()),
	"codes show":          these(codesTables...),
	"codes level":         these("nominal", "ordinal", "interval"),
	"terms level":         these("term", "category"),
	"lifecycle scale":     these("share", "rmrb"),
	"lifecycle steps":     these("print"),
}

func columnNames() []string {
	var list []string
	for _, c := range columns() {
		list = append(list, c.Name)
	}
	return list
}
