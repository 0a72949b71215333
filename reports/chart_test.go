package reports

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// An element is one of an SVG, with what is in it.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e *element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// find returns the elements of a name below e, outer before inner; "g.series" is
// a group of that class.
func (e *element) find(name string) (list []*element) {
	name, class, _ := strings.Cut(name, ".")
	for i := range e.Children {
		c := &e.Children[i]
		if c.XMLName.Local == name && (class == "" || c.attr("class") == class) {
			list = append(list, c)
		}
		full := name
		if class != "" {
			full += "." + class
		}
		list = append(list, c.find(full)...)
	}
	return list
}

// texts returns the texts below e.
func (e *element) texts() (list []string) {
	for _, t := range e.find("text") {
		list = append(list, t.Text)
	}
	return list
}

func svgBytes(t *testing.T, c *Chart) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteChart(&b, SVG, c, ChartOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parseSVG(t *testing.T, c *Chart) *element {
	t.Helper()
	root := new(element)
	if err := xml.Unmarshal(svgBytes(t, c), root); err != nil {
		t.Fatal(err)
	}
	if root.XMLName.Space != "http://www.w3.org/2000/svg" || root.XMLName.Local != "svg" {
		t.Errorf("the root is %v", root.XMLName)
	}
	return root
}

// years returns a series of yearly points from 2001 on; NaN is no value.
func years(name string, values ...float64) Series {
	s := Series{Name: name}
	for i, v := range values {
		year := 2001 + i
		pt := Point{
			Period: fmt.Sprint(year), From: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC),
		}
		if !math.IsNaN(v) {
			pt.Value = FloatCell(v)
		}
		s.Points = append(s.Points, pt)
	}
	return s
}

func lines(series ...Series) *Lines {
	return &Lines{X: "year", Y: "per million words", Unit: "year", Panels: []Panel{{Series: series}}}
}

// everyChart is one of each kind.
func everyChart() map[string]Drawing {
	with := years("改革", 1, 3, 2)
	for i := range with.Points {
		with.Points[i].Low, with.Points[i].High = FloatCell(.5), FloatCell(4)
	}
	days := make([]CalendarDay, 365)
	days[0], days[1], days[2], days[9] = DayFound, DayFound, DayMissing, DayFound
	return map[string]Drawing{
		"lines":    lines(with, years("发展", 2, math.NaN(), 1)),
		"bars":     &Bars{X: "documents", Groups: []string{"头版", "要闻"}, Series: []string{"a", "b"}, Values: [][]Cell{{IntCell(3), Empty()}, {IntCell(1), IntCell(0)}}},
		"stacked":  &Bars{X: "share", Groups: []string{"头版", "要闻"}, Series: []string{"a", "b"}, Values: [][]Cell{{IntCell(3), IntCell(0)}, {IntCell(1), IntCell(5)}}, Stacked: true, Totals: []string{"4", "5"}},
		"signed":   &Bars{X: "g2", Groups: []string{"改革", "斗争"}, Series: []string{""}, Values: [][]Cell{{FloatCell(12.5), FloatCell(-8)}}, Signed: true},
		"heat":     &Heat{Value: "documents", Rows: []string{"头版", "要闻"}, Cols: []string{"2001", "2002", "2003"}, Values: [][]Cell{{IntCell(1), Empty(), IntCell(0)}, {IntCell(4), Empty(), IntCell(2)}}},
		"strips":   &Strips{X: "words", Total: 1000, List: []Strip{{Name: "改革", Note: "3 uses", Places: []int64{0, 500, 999}}}, Marks: []Mark{{"2001", 0}, {"2002", 600}}},
		"calendar": &Calendar{Papers: []CalendarPaper{{Years: []CalendarYear{{Year: 2001, Days: days, Note: "3"}}}}},
		"network": &Network{Main: "term", Other: "word", Seed: 1,
			Nodes: []NetworkNode{{"改革", 9, true}, {"开放", 5, false}, {"发展", 3, false}, {"稳定", 1, false}},
			Edges: []NetworkEdge{{0, 1, 5}, {0, 2, 3}, {1, 2, 1}}},
	}
}

func TestBars(t *testing.T) {
	root := parseSVG(t, &Chart{Title: "t", Drawing: everyChart()["bars"]})
	widths := make(map[string][]string)
	for _, g := range root.find("g.group") {
		name := g.find("title")[0].Text
		for _, r := range g.find("rect") {
			widths[name] = append(widths[name], r.attr("width"))
		}
	}
	// 3 and 1; nothing where there is no value or 0, which differ in their labels.
	if len(widths["头版"]) != 2 || len(widths["要闻"]) != 0 {
		t.Fatalf("bars: %v", widths)
	}
	var three, one float64
	fmt.Sscan(widths["头版"][0], &three)
	fmt.Sscan(widths["头版"][1], &one)
	if math.Abs(three-3*one) > .05 {
		t.Errorf("a bar of 3 is %g wide, one of 1 %g", three, one)
	}
	texts := strings.Join(root.texts(), "|")
	for _, want := range []string{"|no data|", "|0|", "documents"} {
		if !strings.Contains(texts, want) {
			t.Errorf("no label %s in %s", want, texts)
		}
	}
}

// Shares of a group fill the whole width, whatever its sum.
func TestStacked(t *testing.T) {
	root := parseSVG(t, &Chart{Title: "t", Drawing: everyChart()["stacked"]})
	var sums [2]float64
	for i, g := range root.find("g.group") {
		pieces := g.find("rect")
		if len(pieces) != 2-i { // of 要闻 one series has nothing
			t.Errorf("%d pieces in group %d", len(pieces), i)
		}
		for _, r := range pieces {
			var w float64
			fmt.Sscan(r.attr("width"), &w)
			sums[i] += w
		}
	}
	if math.Abs(sums[0]-sums[1]) > .05 || sums[0] < 100 {
		t.Errorf("the groups are %g and %g wide", sums[0], sums[1])
	}
}

func TestHeat(t *testing.T) {
	root := parseSVG(t, &Chart{Title: "t", Drawing: everyChart()["heat"]})
	rows := root.find("g.row")
	if len(rows) != 2 || len(rows[0].find("rect")) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	if n := len(rows[0].find("line")); n != 1 {
		t.Errorf("%d cells are crossed out, want the one without a value", n)
	}
	cells := rows[1].find("rect")
	if dark, light := cells[0].attr("fill"), rows[0].find("rect")[2].attr("fill"); dark == light {
		t.Errorf("4 and 0 are both %s", dark)
	}
}

func TestStrips(t *testing.T) {
	d := &Strips{X: "words", Total: 1 << 40, List: []Strip{{Name: "a"}}}
	for i := range int64(1 << 16) {
		d.List[0].Places = append(d.List[0].Places, i<<24)
	}
	if b := svgBytes(t, &Chart{Title: "t", Drawing: d}); len(b) > 1<<18 {
		t.Errorf("65536 uses are %d bytes", len(b))
	}
	root := parseSVG(t, &Chart{Title: "t", Drawing: everyChart()["strips"]})
	if n := len(root.find("g.strip")[0].find("line")); n != 3 {
		t.Errorf("%d ticks, want 3", n)
	}
}

func TestCalendar(t *testing.T) {
	root := parseSVG(t, &Chart{Title: "t", Drawing: everyChart()["calendar"]})
	// The row, two days in one piece, one missing, one more.
	if n := len(root.find("g.year")[0].find("rect")); n != 4 {
		t.Errorf("%d rectangles, want 4", n)
	}
}

// No label of a network stands on another, nor outside of the picture, if there
// is room for all.
func TestNetworkApart(t *testing.T) {
	d := &Network{Seed: 7}
	for i := range 30 {
		d.Nodes = append(d.Nodes, NetworkNode{Label: strings.Repeat("词", 2+i%3), Weight: float64(i)})
		d.Edges = append(d.Edges, NetworkEdge{i, i / 2, float64(i % 5)})
	}
	l := newLettering(nil)
	area := newSheet(new(svgCanvas), 700, 600).Rectangle
	boxes := d.boxes(l)
	at := layNetwork(d, boxes, area)
	for i := range at {
		if at[i].X-boxes[i].width/2 < -.1 || at[i].X+boxes[i].width/2 > 700.1 || at[i].Y-boxes[i].below < -.1 || at[i].Y+boxes[i].radius > 600.1 {
			t.Errorf("node %d leaves the picture: %v", i, at[i])
		}
	}
	if moveApart(at, boxes) {
		t.Error("boxes overlap")
	}
}

// Whatever a name is, the file is XML that says the same, and no more.
func TestChartEscapes(t *testing.T) {
	hostile := "<script>alert(1)</script>&amp;\"'\x00\x1b]]>\u202e\u2028\n\xff<!--"
	d := lines(years(hostile, 1, 2, 3))
	d.Panels[0].Title, d.X, d.Y = hostile, hostile, hostile
	d.Events = []Event{{hostile, time.Date(2002, 1, 1, 0, 0, 0, 0, time.UTC)}}
	root := parseSVG(t, &Chart{Title: hostile, Caption: hostile, Drawing: d, Manifest: &Manifest{Arguments: []string{hostile}}, Notes: []string{hostile}})
	if len(root.find("script")) > 0 {
		t.Error("a name became an element")
	}
	if got := root.find("title")[0].Text; !strings.Contains(got, "<script>alert(1)</script>&amp;") || strings.ContainsAny(got, "\u202e\n\x1b") {
		t.Errorf("title %q", got)
	}
	for name, drawing := range everyChart() {
		root := parseSVG(t, &Chart{Title: "a & b", Drawing: drawing})
		if len(root.find("text")) == 0 {
			t.Errorf("%s: no text", name)
		}
	}
}

func TestChartManifest(t *testing.T) {
	c := &Chart{Title: "t", Drawing: lines(years("甲", 1, 2)), Manifest: &Manifest{Tool: "tifa", Arguments: []string{"a<b"}, Filter: Pairs{{"where", `section == "头版" && year > 2000`}}}, Notes: []string{"注"}}
	want := func(data []byte) {
		t.Helper()
		var m Manifest
		if err := json.Unmarshal(data, &m); err != nil {
			t.Fatal(err)
		}
		if m.Tool != "tifa" || m.Arguments[0] != "a<b" || m.Filter[0].Value != c.Manifest.Filter[0].Value || len(m.Notes) != 1 || m.Notes[0] != "注" {
			t.Errorf("manifest %+v", m)
		}
	}
	want([]byte(parseSVG(t, c).find("metadata")[0].Text))
	c.Drawing = lines(years("A", 1, 2))
	var b bytes.Buffer
	if err := WriteChart(&b, PNG, c, ChartOptions{}); err != nil {
		t.Fatal(err)
	}
	chunks := pngChunks(t, b.Bytes())
	text, ok := bytes.CutPrefix(chunks["iTXt"], []byte("tifa\x00\x00\x00\x00\x00"))
	if !ok {
		t.Fatalf("chunk %.20q", chunks["iTXt"])
	}
	want(text)
	b.Reset()
	if err := WriteChart(&b, PNG, c, ChartOptions{NoManifest: true}); err != nil {
		t.Fatal(err)
	}
	if chunks := pngChunks(t, b.Bytes()); chunks["iTXt"] != nil {
		t.Error("a manifest that was not asked for")
	}
}

// The manifest of a chart is read back as it was, also where its values are what
// XML and JSON have for themselves; what is no chart of ours has none.
func TestChartManifestBack(t *testing.T) {
	m := &Manifest{Tool: "tifa", Version: "1", Command: "trend", Arguments: []string{"<b>&\"'", "]]>"}, Corpus: "c", Parameters: Pairs{{"every", "year\n"}}, Notes: []string{"注"}}
	for _, format := range []ChartFormat{SVG, PNG} {
		c := &Chart{Title: "t", Drawing: lines(years("A", 1, 2)), Manifest: m}
		var b bytes.Buffer
		if err := WriteChart(&b, format, c, ChartOptions{}); err != nil {
			t.Fatal(err)
		}
		got, err := ChartManifest(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, got); diff != "" {
			t.Errorf("%s: %s", format.Name, diff)
		}
		b.Reset()
		c.Manifest = nil
		if err := WriteChart(&b, format, c, ChartOptions{}); err != nil {
			t.Fatal(err)
		}
		if _, err := ChartManifest(b.Bytes()); !errors.Is(err, ErrNoManifest) {
			t.Errorf("%s: error %v", format.Name, err)
		}
	}
	for _, data := range []string{"", "<svg/>", "\x89PNG\r\n\x1a\n", "\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXttifa\x00"} {
		if _, err := ChartManifest([]byte(data)); err == nil {
			t.Errorf("%q has a manifest", data)
		}
	}
}

// pngChunks returns the chunks of a picture by name, with their sums checked.
func pngChunks(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	chunks := make(map[string][]byte)
	for data = data[8:]; len(data) > 0; {
		n := int(binary.BigEndian.Uint32(data))
		if sum := crc32.ChecksumIEEE(data[4 : 8+n]); sum != binary.BigEndian.Uint32(data[8+n:]) {
			t.Errorf("chunk %s: wrong sum", data[4:8])
		}
		chunks[string(data[4:8])] = data[8 : 8+n]
		data = data[12+n:]
	}
	return chunks
}

// A picture of dots has two of them a point and is not blank.
func TestPNG(t *testing.T) {
	c := &Chart{Title: "Reform", Drawing: lines(years("A", 1, 2, 3))}
	var b bytes.Buffer
	if err := WriteChart(&b, PNG, c, ChartOptions{}); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	var width, height float64
	root := parseSVG(t, c)
	fmt.Sscan(root.attr("width"), &width)
	fmt.Sscan(root.attr("height"), &height)
	if got := img.Bounds(); got.Dx() != int(2*width+.5) || got.Dy() != int(2*height+.5) {
		t.Errorf("%v, want twice %g × %g", got, width, height)
	}
	r, g, bl, _ := hues[0].RGBA()
	found := false
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			pr, pg, pb, _ := img.At(x, y).RGBA()
			found = found || pr == r && pg == g && pb == bl
		}
	}
	if !found {
		t.Error("no dot has the colour of the line")
	}
}

// Without a font with Chinese characters a picture of dots that needs one is an
// error, and no file; SVG needs none.
func TestPNGWithoutFont(t *testing.T) {
	c := &Chart{Title: "改革", Drawing: lines(years("A", 1, 2, 3))}
	path := filepath.Join(t.TempDir(), "a.png")
	if err := WriteChartFile(path, PNG, c, ChartOptions{}); !errors.Is(err, ErrNoFont) {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("there is a file all the same")
	}
	if err := WriteChart(io.Discard, SVG, c, ChartOptions{}); err != nil {
		t.Error(err)
	}
}

// The same chart has the same bytes.
func TestChartSameBytes(t *testing.T) {
	for name := range everyChart() {
		first := svgBytes(t, &Chart{Title: "t", Drawing: everyChart()[name]})
		if second := svgBytes(t, &Chart{Title: "t", Drawing: everyChart()[name]}); !bytes.Equal(first, second) {
			t.Errorf("%s: other bytes the second time", name)
		}
	}
	var b [2]bytes.Buffer
	for i := range b {
		if err := WriteChart(&b[i], PNG, &Chart{Title: "t", Drawing: lines(years("A", 1, 2, 3))}, ChartOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b[0].Bytes(), b[1].Bytes()) {
		t.Error("png: other bytes the second time")
	}
}

// What cannot be drawn is an error, not a picture of nonsense.
func TestChartErrors(t *testing.T) {
	inf := years("甲", 1, math.Inf(1))
	for want, d := range map[string]Drawing{
		"甲 in 2002 is not a finite number": lines(inf),
		"there is nothing to draw":         &Bars{},
		"头版 a is not a finite number":      &Bars{Groups: []string{"头版"}, Series: []string{"a"}, Values: [][]Cell{{FloatCell(math.NaN())}}},
		"头版 a is negative":                 &Bars{Groups: []string{"头版"}, Series: []string{"a"}, Values: [][]Cell{{FloatCell(-1)}}, Stacked: true},
		"a b is negative":                  &Heat{Rows: []string{"a"}, Cols: []string{"b"}, Values: [][]Cell{{IntCell(-1)}}},
		"stands outside of the text":       &Strips{Total: 5, List: []Strip{{Name: "a", Places: []int64{5}}}},
		"a year of 3 days":                 &Calendar{Papers: []CalendarPaper{{Years: []CalendarYear{{Year: 2001, Days: make([]CalendarDay, 3)}}}}},
		"an edge from node 0 to node 1":    &Network{Nodes: []NetworkNode{{Label: "a"}}, Edges: []NetworkEdge{{0, 1, 1}}},
		"61 panels are too many":           &Lines{Panels: make([]Panel, 61)},
		"301 nodes are too many":           &Network{Nodes: make([]NetworkNode, 301)},
	} {
		err := WriteChart(io.Discard, SVG, &Chart{Drawing: d}, ChartOptions{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
