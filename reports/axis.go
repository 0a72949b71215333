package reports

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"
)

// A tick is a place on an axis with its label.
type tick struct {
	at    float64
	label string
}

// numberTicks returns round numbers from 0, or below it, to the first that is
// not below high, about n of them.
func numberTicks(low, high float64, n int) []tick {
	if high <= low {
		high = low + 1
	}
	step := roundStep((high - low) / float64(n))
	var ticks []tick
	for i := math.Floor(low/step + 1e-9); ; i++ {
		v := i * step
		ticks = append(ticks, tick{v, numberLabel(v, step)})
		if v >= high-step*1e-9 {
			return ticks
		}
	}
}

// roundStep returns the smallest of 1, 2, 5, 10 … that is not below x.
func roundStep(x float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(x)))
	for _, f := range []float64{1, 2, 5} {
		if f*ten >= x*(1-1e-9) {
			return f * ten
		}
	}
	return 10 * ten
}

// numberLabel prints a number of an axis whose numbers are step apart, with
// spaces between thousands.
func numberLabel(v, step float64) string {
	digits := max(0, int(-math.Floor(math.Log10(step)+1e-9)))
	return thousands(strconv.FormatFloat(v, 'f', digits, 64))
}

// thousands puts a thin space between groups of three digits, from five digits
// on. A minus is one.
func thousands(s string) string {
	s, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "\u2009" + whole[i:]
		}
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if negative {
		return "\u2212" + whole
	}
	return whole
}

// valueLabel prints a value beside its bar, with three significant digits.
func valueLabel(v float64) string {
	digits := 0
	if a := math.Abs(v); a > 0 && a < 100 && v != math.Trunc(v) {
		digits = min(6, max(0, 2-int(math.Floor(math.Log10(a)))))
	}
	return thousands(strconv.FormatFloat(v, 'f', digits, 64))
}

// dayOf returns the days from 1970-01-01 to a day.
func dayOf(t time.Time) float64 { return math.Floor(float64(t.Unix()) / 86400) }

func timeOf(day float64) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

// A calendarStep is a distance between ticks of time.
type calendarStep struct {
	months, days int
}

var calendarSteps = []calendarStep{
	{0, 1}, {0, 7}, {0, 14}, {1, 0}, {3, 0}, {6, 0}, {12, 0}, {24, 0}, {60, 0}, {120, 0}, {240, 0}, {600, 0}, {1200, 0},
}

// timeTicks returns the ticks from one day to another, as near to each other as
// their labels can stand; none is nearer than unit, the length of a period. Years
// that are periods are marked at their middle, where their value stands.
func timeTicks(from, to float64, unit calendarStep, place func(day float64) vg.Length, l *lettering, st style) []tick {
	var ticks []tick
	for _, step := range calendarSteps {
		if step.months < unit.months || step.months == 0 && unit.months == 0 && step.days < unit.days {
			continue
		}
		ticks = ticks[:0]
		for day := firstTick(from, step); day <= to; day = nextTick(day, step) {
			at := day
			if unit.months >= 12 {
				at = day + 182
			} else if unit.months > 0 && step.months < 12 {
				at = (day + nextTick(day, unit)) / 2
			}
			if at >= from && at <= to {
				ticks = append(ticks, tick{at, dayLabel(day, step)})
			}
		}
		if apart(ticks, place, l, st) {
			break
		}
	}
	return ticks
}

func firstTick(from float64, step calendarStep) float64 {
	t := timeOf(from)
	if step.months == 0 {
		return math.Floor(from/float64(step.days)) * float64(step.days)
	}
	months := t.Year()*12 + int(t.Month()) - 1
	months -= months % step.months
	return dayOf(time.Date(0, time.Month(1+months), 1, 0, 0, 0, 0, time.UTC))
}

func nextTick(day float64, step calendarStep) float64 {
	return dayOf(timeOf(day).AddDate(0, step.months, step.days))
}

func dayLabel(day float64, step calendarStep) string {
	t := timeOf(day)
	switch {
	case step.months >= 12:
		return strconv.Itoa(t.Year())
	case step.months > 0:
		return t.Format("2006-01")
	}
	return t.Format(time.DateOnly)
}

// apart tells whether labels of ticks do not touch.
func apart(ticks []tick, place func(float64) vg.Length, l *lettering, st style) bool {
	end := vg.Length(math.Inf(-1))
	for _, t := range ticks {
		half := l.width(t.label, st) / 2
		x := place(t.at)
		if x-half < end+7 {
			return false
		}
		end = x + half
	}
	return true
}

// thin returns as many of the ticks as have room for their labels: of years those
// that are multiples of 2, 5, 10 …, of months and quarters the first of such
// years, else every k-th.
func thin(ticks []tick, place func(float64) vg.Length, l *lettering, st style) []tick {
	if apart(ticks, place, l, st) {
		return ticks
	}
	for _, k := range []int{1, 2, 5, 10, 20, 50} {
		var some []tick
		for _, t := range ticks {
			if year, ok := beginsYear(t.label); ok && year%k == 0 {
				some = append(some, t)
			}
		}
		if len(some) > 1 && apart(some, place, l, st) {
			return some
		}
	}
	for k := 2; ; k++ {
		var some []tick
		for i := 0; i < len(ticks); i += k {
			some = append(some, ticks[i])
		}
		if len(some) < 2 || apart(some, place, l, st) {
			return some
		}
	}
}

// beginsYear returns the year of 2005, 2005-01, 2005-Q1 and 2005-01-01.
func beginsYear(label string) (year int, ok bool) {
	if len(label) < 4 {
		return 0, false
	}
	year, err := strconv.Atoi(label[:4])
	switch rest := label[4:]; {
	case err != nil || year < 1000:
		return 0, false
	case rest == "" || rest == "-01" || rest == "-Q1" || rest == "-01-01":
		return year, true
	}
	return 0, false
}

// finiteCell reports a cell of numbers that is none.
func finiteCell(c Cell, what string) error {
	switch v, ok := cellNumber(c); {
	case !ok:
		return nil
	case !finite(v):
		return fmt.Errorf("%s is not a finite number", what)
	}
	return nil
}

// cellNumber returns the number in a cell; ok is false where there is none.
func cellNumber(c Cell) (v float64, ok bool) {
	switch {
	case c.IsEmpty():
		return 0, false
	case c.Kind() == Int:
		return float64(c.Int()), true
	case c.Kind() == Float:
		return c.Float(), true
	}
	return 0, false
}
