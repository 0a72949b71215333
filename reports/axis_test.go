package reports

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func tickLabels(ticks []tick) string {
	var list []string
	for _, t := range ticks {
		list = append(list, t.label)
	}
	return strings.Join(list, " ")
}

func TestNumberTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0, 10, "0 2 4 6 8 10"},
		{0, 6930.7, "0 2000 4000 6000 8000"},
		{0, 0, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{0, 48000, "0 10\u2009000 20\u2009000 30\u2009000 40\u2009000 50\u2009000"},
		{-18.2, 20.8, "\u221220 \u221210 0 10 20 30"},
		{0, .003, "0.000 0.001 0.002 0.003"},
	} {
		if got := tickLabels(numberTicks(c.low, c.high, 5)); got != c.want {
			t.Errorf("%g to %g: %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

// Ticks reach around all values and are few.
func TestNumberTicksLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		high := rapid.Float64Range(1e-9, 1e12).Draw(t, "high")
		low := -high * rapid.Float64Range(0, 3).Draw(t, "low")
		ticks := numberTicks(low, high, 5)
		if ticks[0].at > low+high*1e-9 || ticks[len(ticks)-1].at < high*(1-1e-9) {
			t.Fatalf("%g to %g: ticks from %g to %g", low, high, ticks[0].at, ticks[len(ticks)-1].at)
		}
		if len(ticks) > 9 {
			t.Fatalf("%d ticks", len(ticks))
		}
	})
}

func TestTimeTicks(t *testing.T) {
	day := func(y int, m time.Month, d int) float64 { return dayOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)) }
	l, st := newLettering(nil), style{size: smallSize}
	for _, c := range []struct {
		from, to float64
		unit     string
		width    vg.Length
		want     string
	}{
		{day(2001, 1, 1), day(2004, 1, 1), "year", 400, "2001 2002 2003"},
		{day(1949, 1, 1), day(2021, 1, 1), "year", 300, "1950 1960 1970 1980 1990 2000 2010 2020"},
		{day(2005, 1, 1), day(2005, 7, 1), "month", 400, "2005-01 2005-02 2005-03 2005-04 2005-05 2005-06"},
		{day(2005, 1, 1), day(2008, 1, 1), "month", 200, "2005 2006 2007 2008"},
		{day(2005, 6, 28), day(2005, 7, 2), "day", 400, "2005-06-28 2005-06-29 2005-06-30 2005-07-01 2005-07-02"},
		{day(1949, 1, 1), day(2021, 1, 1), "day", 300, "1950 1960 1970 1980 1990 2000 2010 2020"},
	} {
		place := func(at float64) vg.Length { return c.width * vg.Length((at-c.from)/(c.to-c.from)) }
		if got := tickLabels(timeTicks(c.from, c.to, units[c.unit], place, l, st)); got != c.want {
			t.Errorf("%s: %s, want %s", c.unit, got, c.want)
		}
	}
}

func TestThin(t *testing.T) {
	l, st := newLettering(nil), style{size: smallSize}
	place := func(at float64) vg.Length { return vg.Length(at) * 10 }
	var yearly, monthly, named []tick
	for i := range 24 {
		yearly = append(yearly, tick{float64(i), fmt.Sprint(1976 + i)})
		monthly = append(monthly, tick{float64(i) * 2, fmt.Sprintf("%d-%02d", 2001+i/12, 1+i%12)})
		named = append(named, tick{float64(i) * 3, "第一届"})
	}
	for want, ticks := range map[string][]tick{
		"1980 1985 1990 1995": yearly, "2001-01 2002-01": monthly, "第一届 第一届 第一届 第一届 第一届 第一届 第一届 第一届 第一届 第一届 第一届 第一届": named,
	} {
		if got := tickLabels(thin(ticks, place, l, st)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestValueLabel(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 3: "3", 20.83: "20.8", -8.749: "\u22128.75", 123663.7: "123\u2009664", .0123456: "0.0123", 6835: "6835", 100.4: "100"} {
		if got := valueLabel(v); got != want {
			t.Errorf("%g: %s, want %s", v, got, want)
		}
	}
}
