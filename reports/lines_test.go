package reports

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// A line breaks where a value is missing, and the missing is shaded; a value that
// stands alone is a mark.
func TestLinesBreak(t *testing.T) {
	nan := math.NaN()
	root := parseSVG(t, &Chart{Title: "t", Drawing: lines(years("甲", 1, 2, nan, 3, 2, nan, nan, 5))})
	series := root.find("g.series")
	if len(series) != 1 {
		t.Fatalf("%d series, want 1", len(series))
	}
	// 2001–2002 and 2004–2005 are of two points each: lines; 2008 has a stem.
	strokes := series[0].find("line")
	if len(strokes) != 3 {
		t.Errorf("%d lines, want two pieces and a stem", len(strokes))
	}
	if n := len(series[0].find("circle")); n != 5 {
		t.Errorf("%d marks, want one a value: 5", n)
	}
	if n := len(root.find("g.gap")); n != 2 {
		t.Errorf("%d gaps, want 2003 and 2006–2007", n)
	}
	root = parseSVG(t, &Chart{Title: "t", Drawing: lines(years("甲", 1, 2, 3, nan, 3, 2, 5))})
	if n := len(root.find("g.series")[0].find("polyline")); n != 2 {
		t.Errorf("%d polylines, want 2", n)
	}
}

// What is missing in one series only is not shaded.
func TestLinesGapOfOne(t *testing.T) {
	root := parseSVG(t, &Chart{Title: "t", Drawing: lines(years("甲", 1, math.NaN(), 3), years("乙", 1, 2, 3))})
	if n := len(root.find("g.gap")); n != 0 {
		t.Errorf("%d gaps, want none", n)
	}
}

// Values stand where their numbers say: 0 at the axis, the largest tick at the
// top, in proportion.
func TestLinesScale(t *testing.T) {
	root := parseSVG(t, &Chart{Title: "t", Drawing: lines(years("甲", 0, 5, 10))})
	var x, y [3]float64
	points := root.find("g.series")[0].find("polyline")[0].attr("points")
	if _, err := fmt.Sscanf(points, "%f,%f %f,%f %f,%f", &x[0], &y[0], &x[1], &y[1], &x[2], &y[2]); err != nil {
		t.Fatal(points, err)
	}
	if math.Abs(y[0]+y[2]-2*y[1]) > .02 || y[0] <= y[2] {
		t.Errorf("0, 5 and 10 stand at %v", y)
	}
	if first, second := x[1]-x[0], x[2]-x[1]; math.Abs(first-second) > .02 {
		t.Errorf("years are %g and %g apart", first, second)
	}
}

// An interval is a band around the line; of a period without one there is none.
func TestLinesBand(t *testing.T) {
	s := years("甲", 1, 2, 3, 4)
	for _, i := range []int{0, 1, 3} {
		s.Points[i].Low, s.Points[i].High = FloatCell(.5), FloatCell(4)
	}
	root := parseSVG(t, &Chart{Title: "t", Drawing: lines(s)})
	bands := root.find("g.band")
	if len(bands) != 2 {
		t.Fatalf("%d bands, want 2001–2002 and 2004", len(bands))
	}
	for _, b := range bands {
		if len(b.find("polygon"))+len(b.find("rect")) != 1 {
			t.Errorf("a band of %d polygons", len(b.find("polygon")))
		}
	}
	if !strings.Contains(strings.Join(root.texts(), "|"), "95 % interval") {
		t.Error("the key does not explain the band")
	}
}

// The label of an event stands clear of the others, also at the right edge.
func TestLinesEvents(t *testing.T) {
	d := lines(years("甲", 1, 2, 3, 4, 5))
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	d.Events = []Event{
		{"第一件大事情", day(2003, 1, 1)}, {"第二件大事情", day(2003, 2, 1)}, {"第三件大事情", day(2005, 12, 30)}, {"太早", day(1999, 1, 1)}, {"太晚", day(2006, 1, 1)},
	}
	root := parseSVG(t, &Chart{Title: "t", Drawing: d})
	events := root.find("g.event")
	if len(events) != 3 {
		t.Fatalf("%d events, want the three within the chart", len(events))
	}
	heights := make(map[string]string)
	for _, e := range events {
		label := e.find("text")[0]
		heights[label.Text] = label.attr("y")
		if label.Text == "第三件大事情" && label.attr("text-anchor") != "end" {
			t.Error("the label at the right edge leaves the chart")
		}
	}
	if heights["第一件大事情"] == heights["第二件大事情"] {
		t.Error("two labels stand in one place")
	}
}

// More events than have room keep their rules.
func TestLinesManyEvents(t *testing.T) {
	d := lines(years("甲", 1, 2, 3, 4, 5))
	for i := range 60 {
		d.Events = append(d.Events, Event{"第几次纪念活动", time.Date(2001, 1, 1+i*30, 0, 0, 0, 0, time.UTC)})
	}
	root := parseSVG(t, &Chart{Title: "t", Drawing: d})
	events := root.find("g.event")
	bare := 0
	for _, e := range events {
		if len(e.find("line")) != 1 {
			t.Error("an event without its rule")
		}
		if len(e.find("text")) == 0 {
			bare++
		}
	}
	if len(events) != 60 || bare == 0 || bare != d.Unlabelled() {
		t.Errorf("%d events, %d without a label, %d by Unlabelled", len(events), bare, d.Unlabelled())
	}
}

// Panels have one scale, titles, and a series looks the same in each.
func TestPanels(t *testing.T) {
	d := &Lines{X: "year", Y: "y", Unit: "year", Panels: []Panel{
		{Title: "头版", Series: []Series{years("甲", 1, 2, 3), years("乙", 0, 0, 1)}},
		{Title: "要闻", Series: []Series{years("乙", 100, 90, 80)}},
	}}
	root := parseSVG(t, &Chart{Title: "t", Drawing: d})
	stroke := make(map[string]map[string]bool)
	for _, s := range root.find("g.series") {
		name := s.find("title")[0].Text
		if stroke[name] == nil {
			stroke[name] = make(map[string]bool)
		}
		stroke[name][s.find("polyline")[0].attr("stroke")] = true
	}
	if len(stroke["乙"]) != 1 || len(stroke["甲"]) != 1 || fmt.Sprint(stroke["甲"]) == fmt.Sprint(stroke["乙"]) {
		t.Errorf("colours: %v", stroke)
	}
	if n := len(root.find("g.key")); n != 2 {
		t.Errorf("%d entries in the key, want 2", n)
	}
}
