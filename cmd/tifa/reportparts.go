package main

import (
	"fmt"
	"maps"
	"strconv"

	"tifa/reports"
)

// reportParts are the parts of a report, in their order.
var reportParts = []string{
	"corpus", "coverage", "overview", "frequencies", "sections", "keywords", "trends", "lifecycle", "collocates", "contexts", "methods",
}

// blocks makes the tables and charts of a part.
func (r *reportRun) blocks(part string) ([]reports.Block, error) {
	switch part {
	case "corpus":
		return r.one("", "info", "--top=5")
	case "coverage":
		return r.coverage()
	case "overview":
		return r.overview()
	case "frequencies":
		return r.one("", "freq", "--top="+strconv.Itoa(r.Top))
	case "sections":
		return r.sections()
	case "keywords":
		return r.keywords()
	case "trends":
		return r.trends()
	case "lifecycle":
		return r.lifecycle()
	case "collocates":
		return r.collocates()
	case "contexts":
		return r.contexts()
	}
	return nil, nil // methods
}

// one is a part of one table; chart is a file for its chart, "" for none.
func (r *reportRun) one(chart, command string, args ...string) ([]reports.Block, error) {
	b, err := r.ask(chart, command, args...)
	return []reports.Block{b}, err
}

// coverage is of the corpus as it is, whatever the filters keep.
func (r *reportRun) coverage() ([]reports.Block, error) {
	return r.one("coverage.svg", "check", "--coverage")
}

func (r *reportRun) overview() ([]reports.Block, error) {
	return r.one("overview.svg", "sections", "--by="+r.Every, "--columns=group,documents_total,documents_share,words_total,characters_total")
}

func (r *reportRun) sections() ([]reports.Block, error) {
	columns := "--columns=group,documents_total,documents_share,words_total,words_share"
	args := []string{"--by=section", "--top=" + strconv.Itoa(r.Top)}
	if len(r.terms) > 0 {
		columns = "--columns=group,documents_total,words_total,term,count,count_share,per_million_words,documents,document_share"
	}
	return r.one("sections.svg", "sections", append(append(r.terms[:len(r.terms):len(r.terms)], args...), columns)...)
}

// keywords are those of each decade, or of each year of a corpus that lies in
// one.
func (r *reportRun) keywords() ([]reports.Block, error) {
	var b reports.Block
	var err error
	for _, every := range []string{"decade", "year"} {
		noted := maps.Clone(r.noted) // the notes of a table that is not shown are still to come
		b, err = r.ask("", "keyness", "--every="+every, "--top=8", "--columns=period,word,count_target,count_reference,documents_target,g2,log_ratio,q_g2,q_mw")
		if err != nil || hasRows(b.Table) {
			break
		}
		r.noted, err = noted, errAlone
	}
	return []reports.Block{b}, err
}

// hasRows tells whether a table that is kept has a row.
func hasRows(t *reports.Table) bool {
	has := false
	t.Rows(func([]reports.Cell, error) bool {
		has = true
		return false
	})
	return has
}

func (r *reportRun) trends() ([]reports.Block, error) {
	if len(r.terms) == 0 {
		return nil, errNoTerms
	}
	args := append(r.terms[:len(r.terms):len(r.terms)], "--every="+r.Every, "--ci",
		"--columns=term,period,count,count_phrase,words_total,per_million_words,low,high,documents,document_share,days")
	return r.one("trend.svg", "trend", args...)
}

func (r *reportRun) lifecycle() ([]reports.Block, error) {
	if len(r.terms) == 0 {
		return nil, errNoTerms
	}
	blocks, err := r.one("", "lifecycle", append(r.terms[:len(r.terms):len(r.terms)], "--every="+r.Every)...)
	blocks[0].Cards = true
	return blocks, err
}

func (r *reportRun) collocates() ([]reports.Block, error) {
	return r.each(func(i int, term string) (reports.Block, error) {
		return r.ask(fmt.Sprintf("colloc%d.svg", i), "colloc", term, "--top="+strconv.Itoa(min(r.Top, 20)),
			"--columns=word,count,count_left,count_right,documents,expected,pmi,log_dice,g2")
	})
}

func (r *reportRun) contexts() ([]reports.Block, error) {
	return r.each(func(_ int, term string) (reports.Block, error) {
		return r.ask("", "kwic", term, "--sample="+strconv.Itoa(r.Sample), "--seed=1", "--context=24", "--columns=date,section,title,left,match,right")
	})
}

// each makes a block for each term, under its name.
func (r *reportRun) each(ask func(i int, term string) (reports.Block, error)) ([]reports.Block, error) {
	if len(r.terms) == 0 {
		return nil, errNoTerms
	}
	var blocks []reports.Block
	for i, term := range r.terms {
		b, err := ask(i, term)
		if err != nil {
			return nil, err
		}
		b.Heading = r.labels[i]
		blocks = append(blocks, b)
	}
	return blocks, nil
}
