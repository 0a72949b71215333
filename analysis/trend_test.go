package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// 甲乙 stands in 2004 three times as a word's piece or a word, in 2005 once as
// a word and once across two words; 2006 has no document; 2007 has one without.
var trendDocs = []D{
	{Date: "20040105", Page: "1", Title: "甲乙", Body: "甲乙 x"}, // 2 strings, phrases, words in 3 words, 5 characters
	{Date: "20040106", Page: "2", Body: "甲乙+丙 x x"},          // 1, 1, 0 in 3 words, 5 characters
	{Date: "20050105", Page: "01", Body: "丙甲|乙 x"},           // 1, 0, 0 in 3 words, 4 characters
	{Date: "200506", Page: "1", Body: "甲乙"},                  // 1, 1, 1 in 1 word, 2 characters
	{Date: "2007", Body: "x x"},                              // none in 2 words, 2 characters
	{Body: "甲乙 x"},                                           // no date
}

// line writes the columns of a row that the tests below compare; - is missing.
func line(r TrendRow) string {
	text := func(m Maybe[int]) string {
		if v, ok := m.Get(); ok {
			return fmt.Sprint(v)
		}
		return "-"
	}
	rate := func(m Maybe[float64]) string {
		if v, ok := m.Get(); ok {
			return fmt.Sprintf("%.7g", v)
		}
		return "-"
	}
	return strings.Join([]string{
		r.Period, text(r.Count), text(r.CountString), text(r.CountPhrase), fmt.Sprint(r.WordsTotal), fmt.Sprint(r.CharactersTotal),
		rate(r.PerMillionWords), rate(r.PerMillionCharacters), text(r.Documents), fmt.Sprint(r.DocumentsTotal), rate(r.DocumentShare),
		text(r.FrontDocuments), text(r.TitleDocuments),
	}, " ")
}

func every(t *testing.T, s *Selection, length string) []Period {
	t.Helper()
	periods, err := Every(s, length)
	if err != nil {
		t.Fatal(err)
	}
	return periods
}

func trend(t *testing.T, s *Selection, terms []Term, opt TrendOptions) []TrendRow {
	t.Helper()
	if opt.Periods == nil {
		opt.Periods = every(t, s, "year")
	}
	return all[TrendRow](t)(Trend(s, terms, opt))
}

func lines(rows []TrendRow) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(line(r) + "\n")
	}
	return b.String()
}

// period, count, string, phrase, words, characters, per million of both,
// documents, of all, share, on the front, in a headline. A period without
// documents has no data; documents without the term count 0.
func TestTrend(t *testing.T) {
	for match, want := range map[Match]string{
		String: `2004 3 3 3 6 10 500000 300000 2 2 1 1 1
2005 2 2 1 4 6 500000 333333.3 2 2 1 2 0
2006 - - - 0 0 - - - 0 - - -
2007 0 0 0 2 2 0 0 0 1 0 0 0
`,
		Phrase: `2004 3 3 3 6 10 500000 300000 2 2 1 1 1
2005 1 2 1 4 6 250000 166666.7 1 2 0.5 1 0
2006 - - - 0 0 - - - 0 - - -
2007 0 0 0 2 2 0 0 0 1 0 0 0
`,
		Word: `2004 2 3 3 6 10 333333.3 200000 1 2 0.5 1 1
2005 1 2 1 4 6 250000 166666.7 1 2 0.5 1 0
2006 - - - 0 0 - - - 0 - - -
2007 0 0 0 2 2 0 0 0 1 0 0 0
`,
	} {
		s := selectAll(t, trendDocs...)
		rows := trend(t, s, mustTerms(t, match, "甲乙"), TrendOptions{Match: match})
		if diff := cmp.Diff(want, lines(rows)); diff != "" {
			t.Errorf("%v: %s", match, diff)
		}
		if !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.HasPrefix(n, "left out: 1 document") }) {
			t.Errorf("no note on the undated document: %q", s.Notes)
		}
		for _, r := range rows {
			if r.Term != "甲乙" || r.Group != "" || r.PeriodStart.String() != r.Period+"-01-01" {
				t.Errorf("%+v", r)
			}
			if _, ok := r.Low.Get(); ok || r.Method != "" {
				t.Error("an interval that was not asked for")
			}
		}
	}
}

// Dates that are not known well enough for a period are left out, with a note.
func TestTrendStraddling(t *testing.T) {
	s := selectAll(t, trendDocs...)
	rows := trend(t, s, mustTerms(t, String, "甲乙"), TrendOptions{Periods: every(t, s, "month")})
	if len(rows) != 48 || rows[0].Period != "2004-01" || value(rows[0].Count) != 3 || value(rows[12].Count) != 1 || value(rows[17].Count) != 1 {
		t.Errorf("%d rows: %s", len(rows), lines(rows))
	}
	if !slices.ContainsFunc(s.Notes, func(n string) bool { return strings.HasPrefix(n, "left out: 2 documents") }) { // 2007, and no date
		t.Errorf("notes %q", s.Notes)
	}
}

// Periods of a file may overlap and leave gaps: each has all that lies in it.
func TestTrendPeriods(t *testing.T) {
	periods, err := ParsePeriods("A,2004,2005\nB,2005,2007\nC,20050101,20050131\nD,2006,2006", "p")
	if err != nil {
		t.Fatal(err)
	}
	s := selectAll(t, trendDocs...)
	want := `A 5 5 4 10 16 500000 312500 4 4 1 3 1
B 2 2 1 6 8 333333.3 250000 2 3 0.6666667 2 0
C 1 1 0 3 4 333333.3 250000 1 1 1 1 0
D - - - 0 0 - - - 0 - - -
`
	if diff := cmp.Diff(want, lines(trend(t, s, mustTerms(t, String, "甲乙"), TrendOptions{Periods: periods}))); diff != "" {
		t.Error(diff)
	}
	gaps, err := ParsePeriods("A,2004,2004\nB,2007,2007", "p")
	if err != nil {
		t.Fatal(err)
	}
	s = selectAll(t, trendDocs...)
	trend(t, s, mustTerms(t, String, "甲乙"), TrendOptions{Periods: gaps})
	if !slices.ContainsFunc(s.Notes, func(n string) bool {
		return strings.HasPrefix(n, "left out: 3 documents that lie in no period (2 before, between or after the periods; ")
	}) {
		t.Errorf("notes %q", s.Notes)
	}
}

// The moving rate pools occurrences and words; it does not average rates.
func TestTrendSmooth(t *testing.T) {
	s := selectAll(t, trendDocs...)
	for k, want := range map[int][]float64{
		0: {-1, -1, -1, -1},
		1: {5e6 / 10, 5e6 / 10, -1, 0},
		2: {5e6 / 10, 5e6 / 12, -1, 2e6 / 6},
		9: {5e6 / 12, 5e6 / 12, -1, 5e6 / 12},
	} {
		for i, r := range trend(t, s, mustTerms(t, String, "甲乙"), TrendOptions{Smooth: k}) {
			if !near(value(r.Smooth), want[i]) {
				t.Errorf("smoothed over %d on either side, %s: %g, want %g", k, r.Period, value(r.Smooth), want[i])
			}
		}
	}
}

// words returns the body of a document of w words, of which a are the term.
func bodyOf(a, w int) string {
	return strings.Join(slices.Concat(slices.Repeat([]string{"甲"}, a), slices.Repeat([]string{"x"}, w-a)), " ")
}

// The figures are those of TestRatioEstimator and TestGarwood: 2004 has seven
// documents, five with the term; 2005 two with 3 in 30 words; 2006 none in 10.
func TestTrendInterval(t *testing.T) {
	var docs []D
	for i, a := range []int{1, 0, 2, 1, 3, 1, 0} {
		docs = append(docs, D{Date: "2004", Body: bodyOf(a, []int{10, 20, 30, 15, 25, 5, 0}[i])})
	}
	docs = append(docs, D{Date: "2005", Body: bodyOf(1, 10)}, D{Date: "2005", Body: bodyOf(2, 20)}, D{Date: "2006", Body: bodyOf(0, 10)}, D{Date: "2008"})
	rows := trend(t, selectAll(t, docs...), mustTerms(t, String, "甲"), TrendOptions{Interval: true})
	for i, want := range []struct {
		low, high float64
		method    string
	}{
		{35547.837660484145, 116833.11472046825, "ratio"},
		{1e6 * 0.6186721228956014 / 30, 1e6 * 8.767273069742323 / 30, "exact"},
		{0, 1e6 * 3.6888794541139354 / 10, "exact"},
		{-1, -1, ""}, // no documents
		{-1, -1, ""}, // no words
	} {
		r := rows[i]
		if low, high := value(r.Low), value(r.High); math.Abs(low-want.low) > 1e-6 || math.Abs(high-want.high) > 1e-6 || r.Method != want.method {
			t.Errorf("%s: %.9g to %.9g %s, want %.9g to %.9g %s", r.Period, low, high, r.Method, want.low, want.high, want.method)
		}
	}
}

// A paper of every day in January 2005 but Monday the 10th: all days of the
// week are to be expected, for Mondays are there four times of five.
func TestTrendDays(t *testing.T) {
	var docs []D
	for d := 1; d <= 31; d++ {
		if d != 10 {
			docs = append(docs, D{Date: fmt.Sprintf("200501%02d", d), Body: "a"}, D{Date: fmt.Sprintf("200501%02d", d), Page: "2", Section: "头版", Body: "a"})
		}
	}
	docs = append(docs, D{Date: "200502", Section: "头版", Body: "a"}) // no day
	where, err := ParseCondition(`section == "头版"`)
	if err != nil {
		t.Fatal(err)
	}
	c := newCorpus(t, docs...)
	for _, f := range []Filter{{To: day(t, "200503")}, {To: day(t, "200503"), Where: where}} { // what was printed is no matter of the question
		s := selected(t, c, f)
		rows := trend(t, s, mustTerms(t, String, "a"), TrendOptions{Periods: every(t, s, "month")})
		for i, want := range [][2]int{{30, 31}, {0, 28}, {0, 31}} {
			partial, ok := rows[i].Partial.Get()
			if rows[i].Days != want[0] || value(rows[i].DaysExpected) != want[1] || !ok || !partial {
				t.Errorf("%s: %d days of %d, partial %v", rows[i].Period, rows[i].Days, value(rows[i].DaysExpected), partial)
			}
		}
	}
}

// Documents now and then are no daily paper: nothing can be expected.
func TestTrendDaysSparse(t *testing.T) {
	s := selectAll(t, D{Date: "20050103", Body: "a"}, D{Date: "20050615", Body: "a"}, D{Date: "20051222", Body: "a"})
	for _, r := range trend(t, s, mustTerms(t, String, "a"), TrendOptions{}) {
		_, expected := r.DaysExpected.Get()
		_, partial := r.Partial.Get()
		if r.Days != 3 || expected || partial {
			t.Errorf("%d days, expected %v", r.Days, r.DaysExpected)
		}
	}
}

// Groups of a field in their order, the rest as (other); a document of several
// values is in each of their groups.
func TestTrendBy(t *testing.T) {
	docs := []D{
		{Date: "2004", Section: "头版", Author: []string{"张", "王"}, Body: "甲 x"},
		{Date: "2004", Section: "理论", Author: []string{"王"}, Body: "甲 甲"},
		{Date: "2005", Section: "头版", Body: "x"},
		{Date: "2005", Author: []string{"李"}, Body: "甲"},
	}
	rows := func(opt TrendOptions) string {
		var list []string
		for _, r := range trend(t, selectAll(t, docs...), mustTerms(t, String, "甲"), opt) {
			list = append(list, fmt.Sprintf("%s %s %d/%d", r.Group, r.Period, value(r.Count), r.DocumentsTotal))
		}
		return strings.Join(list, ", ")
	}
	for _, c := range []struct {
		opt  TrendOptions
		want string
	}{
		{TrendOptions{By: "section"}, "头版 2004 1/1, 头版 2005 0/1, 理论 2004 2/1, 理论 2005 -1/0, (none) 2004 -1/0, (none) 2005 1/1"},
		{TrendOptions{By: "section", Top: 1}, "头版 2004 1/1, 头版 2005 0/1, (none) 2004 -1/0, (none) 2005 1/1, (other) 2004 2/1, (other) 2005 -1/0"},
		// 张 U+5F20, 李 U+674E, 王 U+738B
		{TrendOptions{By: "author"}, "张 2004 1/1, 张 2005 -1/0, 李 2004 -1/0, 李 2005 1/1, 王 2004 3/2, 王 2005 -1/0, (none) 2004 -1/0, (none) 2005 0/1"},
	} {
		got := rows(c.opt)
		if c.opt.Top > 0 { // where (other) stands is not for this test to say
			a, b := strings.Split(got, ", "), strings.Split(c.want, ", ")
			slices.Sort(a)
			slices.Sort(b)
			got, c.want = strings.Join(a, ", "), strings.Join(b, ", ")
		}
		if got != c.want {
			t.Errorf("by %s, top %d: %s, want %s", c.opt.By, c.opt.Top, got, c.want)
		}
	}
	if _, err := Trend(selectAll(t, docs...), nil, TrendOptions{By: "sektion"}); err == nil {
		t.Error("an unknown field is no error")
	}
}

// Without headlines in the zones there is nothing to say about them.
func TestTrendZones(t *testing.T) {
	s := selected(t, newCorpus(t, trendDocs...), Filter{Zones: zonesOf(t, "body")})
	want := `2004 2 2 2 5 8 400000 250000 2 2 1 1 -`
	if got := line(trend(t, s, mustTerms(t, String, "甲乙"), TrendOptions{})[0]); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestNoteNoData(t *testing.T) {
	where, err := ParseCondition(`page == 1`)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct {
		where *Condition
		notes []string
	}{
		{nil, []string{"no data: 1 period without documents"}},
		{where, []string{"no data: 1 period without documents", "no data: 1 period with documents, none of which passes the filter"}},
	} {
		s := selected(t, newCorpus(t, trendDocs...), Filter{Where: w.where})
		s.Notes = nil
		NoteNoData(s, every(t, s, "year"))
		if diff := cmp.Diff(w.notes, s.Notes); diff != "" {
			t.Error(diff)
		}
	}
}
