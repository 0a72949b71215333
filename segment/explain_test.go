package segment

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// rows returns steps as lines, with two decimals of each length.
func rows(steps []Step) (lines []string) {
	for _, s := range steps {
		lines = append(lines, fmt.Sprintf("%s %d %s %d-%d %d %.2f %.2f %s %s", s.Step, s.Run, s.Word, s.Start, s.End, s.Frequency, s.Distance, s.Sum, s.Source, s.Pieces))
	}
	return lines
}

// Worked by hand: over the tiny dictionary (sum 599) 改革 has the length
// log2(599/190) = 1.66, 开放 2.90, 改革开放 log2(599/3) = 7.64; 改 and 放 are no
// words and have 32. Of the paths 改革|开放 is 4.56, 改革开放 7.64.
func TestExplainByHand(t *testing.T) {
	s, err := newSegmenter(tinyGSE(), Options{Lexicon: terms("改革开放")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"normal 0 改革开放，8% 0-19 0 0.00 0.00 fold ",
		"candidate 1 改革 0-6 190 1.66 0.00 dictionary ",
		"candidate 1 改革开放 0-12 3 7.64 0.00 dictionary ",
		"candidate 1 改 0-3 0 32.00 0.00 unknown character ",
		"candidate 1 革 3-6 0 32.00 0.00 unknown character ",
		"candidate 1 开放 6-12 80 2.90 0.00 dictionary ",
		"candidate 1 开 6-9 0 32.00 0.00 unknown character ",
		"candidate 1 放 9-12 0 32.00 0.00 unknown character ",
		"best 1 改革 0-6 190 1.66 1.66 dictionary ",
		"best 1 开放 6-12 80 2.90 4.56 dictionary ",
		"second 1 改革开放 0-12 3 7.64 7.64 dictionary ",
		"other 0 ， 12-15 0 0.00 0.00 no dictionary character ",
		"other 0 8 15-18 0 0.00 0.00 no dictionary character ",
		"other 0 % 18-19 0 0.00 0.00 no dictionary character ",
		"join 0 8% 15-19 0 0.00 0.00  ",
		"lexicon 0 改革开放 0-12 0 0.00 0.00 lexicon 改革+开放",
		"cut 0 改革开放 0-12 0 0.00 0.00 lexicon 改革+开放",
		"cut 0 ， 12-15 0 0.00 0.00  ",
		"cut 0 8% 15-19 0 0.00 0.00  ",
	}
	if diff := cmp.Diff(want, rows(s.Explain("改革开放，８%"))); diff != "" {
		t.Error(diff)
	}
	_, own := withWords(t, Options{NoLexicon: true, Words: []UserWord{{Text: "改革开放"}}})
	got := rows(own.Explain("改革开放"))
	if last := "cut 0 改革开放 0-12 0 0.00 0.00 user dictionary 改革+开放"; got[len(got)-1] != last {
		t.Errorf("%q, want %q", got[len(got)-1], last)
	}
}

// checkExplain holds that the explained paths are the cuts of the engine, that
// the last rows are those of Cut, and that no path is shorter than the best.
func checkExplain(t interface{ Fatalf(string, ...any) }, s *Segmenter, text string) {
	var engine, best, final []int32
	sums := map[string]map[Given]Distance{"best": {}, "second": {}}
	words := map[string]string{}
	for _, step := range s.Explain(text) {
		switch step.Step {
		case "best", "second":
			sums[step.Step][step.Run] = step.Sum
			words[step.Step+fmt.Sprint(step.Run)] += step.Word + "|"
			if step.Step == "second" {
				continue
			}
			fallthrough
		case "other":
			best = append(best, int32(step.End))
		case "cut":
			final = append(final, int32(step.End))
			if step.Word != s.Normal(text[step.Start:step.End]) {
				t.Fatalf("%q: %q stands at %d-%d", text, step.Word, step.Start, step.End)
			}
		}
	}
	normal, offsets := s.normal.Apply(text)
	var b Buffer
	s.engine.cut(&b, normal)
	for _, token := range b.tokens {
		engine = append(engine, int32(offsets.Original(int(token.End))))
	}
	if !slices.Equal(best, engine) {
		t.Fatalf("%q: the best path ends at %v, the engine cuts %v", text, best, engine)
	}
	if want := outer(s, text); !slices.Equal(final, want) {
		t.Fatalf("%q: explained as cut at %v, cut at %v", text, final, want)
	}
	for run, sum := range sums["second"] {
		first, second := words[fmt.Sprint("best", run)], words[fmt.Sprint("second", run)]
		if sum < sums["best"][run] || first == second {
			t.Fatalf("%q, run %d: best %g %s, second %g %s", text, run, sums["best"][run], first, sum, second)
		}
	}
}

func TestExplain(t *testing.T) {
	dates, pku := build(Options{Convention: Dates}), build(Options{Convention: PKU})
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		checkExplain(t, full(), text)
		checkExplain(t, plain(), text)
		checkExplain(t, dates, text)
		checkExplain(t, pku, text)
	})
	for _, line := range sample()[:100] {
		checkExplain(t, full(), line)
		checkExplain(t, own(), line)
		checkExplain(t, dates, line)
		checkExplain(t, pku, line)
	}
}

// A row for what a convention binds, with its pieces, and for each part that it
// splits.
func TestExplainConvention(t *testing.T) {
	for _, c := range []struct {
		convention Convention
		text       string
		want       []string
	}{
		{Dates, "在2005年6月28日", []string{"2005年6月28日 2005年+6月+28日"}},
		{PKU, "信息技术", []string{"信息 ", "技术 "}},
		{PKU, "信息", nil},
	} {
		var got []string
		for _, step := range build(Options{Convention: c.convention}).Explain(c.text) {
			if step.Step == "convention" {
				got = append(got, step.Word+" "+step.Pieces)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s by %s: %q, want %q", c.text, c.convention, got, c.want)
		}
	}
}

func TestExplainUserWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slow, fast := withWords(t, Options{Words: userWords(8).Draw(t, "words"), Lexicon: terms("改革开放", "大的")})
		for range 5 {
			text := tinyTexts().Draw(t, "text")
			checkExplain(t, slow, text)
			if a, b := rows(slow.Explain(text)), rows(fast.Explain(text)); !slices.Equal(a, b) {
				t.Fatalf("%q: %s", text, cmp.Diff(a, b))
			}
			checkSecond(t, fast, text)
		}
	})
}

// checkSecond tries every path through the candidates of a run, which no path
// but the best may undercut, and the second only the best.
func checkSecond(t *rapid.T, s *Segmenter, text string) {
	candidates, sums := map[Given][]Step{}, map[Given]*[2]float64{}
	for _, step := range s.Explain(text) {
		switch step.Step {
		case "candidate":
			candidates[step.Run] = append(candidates[step.Run], step)
			if sums[step.Run] == nil {
				sums[step.Run] = &[2]float64{math.Inf(1), math.Inf(1)}
			}
		case "best":
			sums[step.Run][0] = float64(step.Sum)
		case "second":
			sums[step.Run][1] = float64(step.Sum)
		}
	}
	for run, list := range candidates {
		zero := slices.ContainsFunc(list, func(c Step) bool { return c.Distance == 0 })
		if zero || len(list) > 14 {
			continue // where gse takes a length of 0 for none, the order of arrival decides; or too many paths
		}
		end := 0
		for _, c := range list {
			end = max(end, c.End)
		}
		var all []float64
		var try func(at int, sum float64)
		try = func(at int, sum float64) {
			if at == end {
				all = append(all, sum)
			}
			for _, c := range list {
				if c.Start == at {
					try(c.End, sum+float64(c.Distance))
				}
			}
		}
		try(list[0].Start, 0)
		slices.Sort(all)
		all = append(all, math.Inf(1))
		for i, sum := range sums[run] {
			if math.Abs(sum-all[i]) > 1e-3 { // float32 over a few words
				t.Fatalf("%q, run %d: paths of %v, all paths %v", text, run, sums[run], all)
			}
		}
	}
}
