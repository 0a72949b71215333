package main

import (
	"fmt"
	"strconv"

	"tifa/analysis"
	"tifa/reports"
)

// lifeTexts are the words of the card of a life cycle in a language. Those with
// verbs are formats.
type lifeTexts struct {
	documents, first, front, title, peak, halfLife, revivals, last, heat, steps, uses string // labels

	none, of, share, start, after   string
	to, noData, noStep              string // of heat
	ofShare, ofNumber               string // of steps
	asString, asPhrase, phraseShare string // of uses
}

var lifeLanguages = map[string]lifeTexts{
	"en": {
		documents: "documents", first: "first document", front: "first front page", title: "first headline",
		peak: "peak", halfLife: "half-life", revivals: "revivals", last: "last document",
		heat: "heat", steps: "steps of heat", uses: "uses",
		none: "none", of: "%d of %d", share: "share %s", start: "≤ corpus start",
		after: "%s after the peak",
		to:    "%s to %s", noData: "no data", noStep: "below the steps",
		ofShare: "of the documents of a period", ofNumber: "documents a year",
		asString: "%d as string", asPhrase: "%d as phrase", phraseShare: "phrase share %s",
	},
	"zh": {
		documents: "文献频率", first: "首见文献", front: "首登头版", title: "首入标题",
		peak: "峰值时段", halfLife: "半衰时段", revivals: "复兴次数", last: "末见文献",
		heat: "热度", steps: "热度分级", uses: "用例",
		none: "无", of: "%d / %d", share: "比例 %s", start: "≤ 语料起点",
		after: "峰值后 %s",
		to:    "%s—%s", noData: "无数据", noStep: "低于各级",
		ofShare: "（占该时段文献的比例）", ofNumber: "（每年篇数）",
		asString: "字符串 %d 次", asPhrase: "词界 %d 次", phraseShare: "词界比例 %s",
	},
}

// lifeCards are the rows as cards, with the heat of each period and the steps.
func lifeCards(rows []analysis.LifecycleRow, scale analysis.HeatScale, lang string) []reports.Card {
	t, count := lifeLanguages[lang], chartTextsOf(lang).count
	cards := make([]reports.Card, len(rows))
	for i := range rows {
		cards[i] = reports.Card{Title: rows[i].Term, Lines: t.lines(&rows[i], scale, count)}
	}
	return cards
}

func (t *lifeTexts) lines(r *analysis.LifecycleRow, scale analysis.HeatScale, count func(int, string) string) []reports.CardLine {
	var lines []reports.CardLine
	add := func(label string, values ...string) {
		if len(values) == 0 || values[0] == "" {
			values = []string{t.none}
		}
		lines = append(lines, reports.CardLine{Label: label, Values: values})
	}
	add(t.documents, fmt.Sprintf(t.of, r.Documents, r.DocumentsTotal))
	first := []string{r.FirstDate.String(), r.FirstID}
	if start, _ := r.AtStart.Get(); start {
		first = append(first, t.start)
	}
	add(t.first, first...)
	add(t.front, r.FirstFrontDate.String(), r.FirstFrontID)
	add(t.title, r.FirstTitleDate.String(), r.FirstTitleID)
	add(t.peak, t.peakValues(r, count)...)
	var fell []string
	if label, ok := r.HalfLife.Get(); ok {
		periods, _ := r.HalfLifePeriods.Get()
		fell = []string{label, fmt.Sprintf(t.after, count(periods, "period"))}
	}
	add(t.halfLife, fell...)
	var back []string
	if n, ok := r.Revivals.Get(); ok {
		back = append([]string{strconv.Itoa(n)}, r.Revived...)
	}
	add(t.revivals, back...)
	add(t.last, r.LastDate.String(), r.LastID)
	add(t.heat, t.heatValues(r.Heat)...)
	add(t.steps, t.stepValues(scale)...)
	uses := []string{strconv.Itoa(r.Count)}
	if n, ok := r.CountString.Get(); ok {
		uses = append(uses, fmt.Sprintf(t.asString, n))
	}
	if n, ok := r.CountPhrase.Get(); ok {
		uses = append(uses, fmt.Sprintf(t.asPhrase, n))
	}
	if share, ok := r.PhraseShare.Get(); ok {
		uses = append(uses, fmt.Sprintf(t.phraseShare, reports.FloatCell(share)))
	}
	add(t.uses, uses...)
	return lines
}

func (t *lifeTexts) peakValues(r *analysis.LifecycleRow, count func(int, string) string) []string {
	label, ok := r.Peak.Get()
	if !ok {
		return nil
	}
	documents, _ := r.PeakDocuments.Get()
	share, _ := r.PeakShare.Get()
	values := []string{label, count(documents, "document"), fmt.Sprintf(t.share, reports.FloatCell(share))}
	if heat, ok := r.PeakHeat.Get(); ok {
		values = append(values, heat)
	}
	return values
}

// heatValues are the steps of all periods, those of neighbours that are the same
// together.
func (t *lifeTexts) heatValues(runs []analysis.HeatRun) (values []string) {
	for _, run := range runs {
		periods := run.From
		if run.Periods > 1 {
			periods = fmt.Sprintf(t.to, run.From, run.To)
		}
		heat, ok := run.Heat.Get()
		switch {
		case run.NoData:
			heat = t.noData
		case !ok:
			heat = t.noStep
		}
		values = append(values, periods+" "+heat)
	}
	return values
}

func (t *lifeTexts) stepValues(scale analysis.HeatScale) (values []string) {
	for _, s := range scale.Steps {
		values = append(values, fmt.Sprintf("%s ≥ %g", s.Name, s.From))
	}
	of := t.ofShare
	if scale.ByNumber {
		of = t.ofNumber
	}
	return append(values, of)
}
