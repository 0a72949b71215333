package analysis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// 2,000 and 500 articles of a year of 38,610 are the shares .0518 and .0129, to
// the last digit that is known.
func TestHeatScale(t *testing.T) {
	share, number := BuiltinHeat(false), BuiltinHeat(true)
	for _, c := range []struct {
		with, total  int
		byShare, num string
	}{
		{518, 10_000, "沸", "烫"}, {5179, 100_000, "烫", "沸"}, {129, 10_000, "烫", "热"}, {1289, 100_000, "热", "烫"},
		{2000, 2000, "沸", "沸"}, {1999, 1_000_000, "暖", "烫"}, {500, 38_610, "烫", "烫"}, {499, 500, "沸", "热"},
		{0, 10, "冷", "冷"}, {1, 1_000_000, "冷", "冷"},
	} {
		p := point{with: c.with, total: c.total}
		if a, _ := share.of(p).Get(); a != c.byShare {
			t.Errorf("%d of %d: %s, want %s", c.with, c.total, a, c.byShare)
		}
		if a, _ := number.of(p).Get(); a != c.num {
			t.Errorf("%d documents: %s, want %s", c.with, a, c.num)
		}
	}
	for _, h := range []HeatScale{share, number} {
		if len(h.Steps) != 6 {
			t.Errorf("%d steps", len(h.Steps))
		}
	}
}

func TestParseHeatSteps(t *testing.T) {
	steps, err := ParseHeatSteps("\ufeff# steps\r\n\r\n热, 0.5\r\n冷\t.25\r\n", "s", false)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]HeatStep{{"热", .5}, {"冷", .25}}, steps); diff != "" {
		t.Error(diff)
	}
	if got := (HeatScale{Steps: steps}).of(point{with: 1, total: 5}); got != (Maybe[string]{}) {
		t.Errorf("below the last step: %v", got)
	}
	for _, c := range []struct{ text, want string }{
		{"", "s: no steps"},
		{"热", "s:1: "},
		{"热,x", "s:1: "},
		{",.5", "s:1: "},
		{"热,-1", "s:1: "},
		{"热,NaN", "s:1: "},
		{"热,Inf", "s:1: "},
		{"热,2000", "--scale rmrb"},
		{"热,.5,.4", "s:1: "},
		{"热,.5\n\n冷,.5", "s:3: "},
		{"热,.5\n热,.4", "given twice"},
	} {
		if _, err := ParseHeatSteps(c.text, "s", false); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q in it", c.text, err, c.want)
		}
	}
	if _, err := ParseHeatSteps("热,2000", "s", true); err != nil {
		t.Error(err)
	}
}

func TestHeat(t *testing.T) {
	s, terms, opt := overTime(t, yearly([2]int{1, 10}, [2]int{0, 0}, [2]int{0, 5}, [2]int{2, 100}))
	rows, err := Heat(s, terms, opt, BuiltinHeat(false))
	if err != nil {
		t.Fatal(err)
	}
	start := func(i int) HeatRow {
		return HeatRow{Term: "甲", Period: opt.Periods[i].Label, PeriodStart: opt.Periods[i].Days.First}
	}
	want := []HeatRow{start(0), start(1), start(2), start(3)}
	fill := func(i, with, total int, share float64, heat string) {
		want[i].Documents, want[i].DocumentsTotal, want[i].DocumentShare, want[i].Heat = Just(with), total, Just(share), Just(heat)
		want[i].TwoCounts = two(with, with)
	}
	fill(0, 1, 10, .1, "沸")
	fill(2, 0, 5, 0, "冷")
	fill(3, 2, 100, .02, "烫")
	if diff := cmp.Diff(want, rows, maybes, maybeText); diff != "" {
		t.Error(diff)
	}
	if !hasNote(s, "沸 ≥ 0.0518, 烫 ≥ 0.0129, ") || !hasNote(s, "China Media Project's, the lower ones tifa's own") {
		t.Errorf("notes %q", s.Notes)
	}
	opt.Periods = every(t, s, "month")
	if _, err := Heat(s, terms, opt, BuiltinHeat(true)); err == nil {
		t.Error("articles a year by month: no error")
	}
	if _, err := Lifecycle(s, terms, opt, BuiltinHeat(true)); err == nil {
		t.Error("articles a year by month: no error")
	}
}
