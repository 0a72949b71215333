package reports

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"strconv"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// fontStack are the fonts that an SVG asks for: first those with the widths that
// the chart was laid out with, then what systems have for Chinese.
const fontStack = `"Liberation Sans", Arial, Helvetica, "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", sans-serif`

// writeSVG writes a chart as SVG.
func writeSVG(w io.Writer, c *Chart, opt ChartOptions) error {
	manifest, err := c.manifest(opt)
	if err != nil {
		return err
	}
	canvas := new(svgCanvas)
	p := c.lay(newLettering(nil), func(width, height vg.Length) *sheet {
		canvas.height = height
		return newSheet(canvas, width, height)
	})
	var b bytes.Buffer
	width, height := svgNumber(p.width), svgNumber(p.top)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" lang="zh-CN" font-family="%s">`+"\n",
		width, height, width, height, svgEscape(fontStack))
	fmt.Fprintf(&b, "<title>%s</title>\n", svgEscape(printable(c.Title)))
	if c.Caption != "" {
		fmt.Fprintf(&b, "<desc>%s</desc>\n", svgEscape(printable(c.Caption)))
	}
	if manifest != nil {
		fmt.Fprintf(&b, "<metadata id=\"%s\">%s</metadata>\n", chartKeyword, svgEscape(string(manifest)))
	}
	canvas.body.WriteString("</svg>\n")
	if _, err := b.WriteTo(w); err != nil {
		return err
	}
	_, err = canvas.body.WriteTo(w)
	return err
}

// svgEscape returns a text as it stands in XML.
func svgEscape(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

// An svgCanvas is a canvas that writes SVG. Package vgsvg of gonum/plot has one
// too; it names a single font, writes characters that XML does not have, and
// makes paths of everything, where a reader of the file looks for lines and
// texts.
type svgCanvas struct {
	body   bytes.Buffer
	height vg.Length
	looks  []svgLook // the last is in force
}

type svgLook struct {
	color  color.Color
	width  vg.Length
	dashes []vg.Length
}

func (c *svgCanvas) look() *svgLook {
	if len(c.looks) == 0 {
		c.looks = []svgLook{{color: color.Black, width: 1}}
	}
	return &c.looks[len(c.looks)-1]
}

func (c *svgCanvas) SetLineWidth(w vg.Length)                    { c.look().width = w }
func (c *svgCanvas) SetLineDash(dashes []vg.Length, _ vg.Length) { c.look().dashes = dashes }
func (c *svgCanvas) SetColor(clr color.Color)                    { c.look().color = clr }
func (c *svgCanvas) Push()                                       { c.looks = append(c.looks, *c.look()) }
func (c *svgCanvas) Pop()                                        { c.looks = c.looks[:len(c.looks)-1] }

// No chart turns, moves or stretches the canvas, nor has pictures in it, and
// page writes the text.
func (c *svgCanvas) Rotate(float64)                         { panic("reports: an SVG page does not turn") }
func (c *svgCanvas) Translate(vg.Point)                     { panic("reports: an SVG page does not move") }
func (c *svgCanvas) Scale(float64, float64)                 { panic("reports: an SVG page does not stretch") }
func (c *svgCanvas) DrawImage(vg.Rectangle, image.Image)    { panic("reports: an SVG page has no images") }
func (c *svgCanvas) FillString(font.Face, vg.Point, string) { panic("reports: an SVG page has texts") }

// begin opens a group.
func (c *svgCanvas) begin(class, title string) {
	fmt.Fprintf(&c.body, `<g class="%s">`, class)
	if title != "" {
		fmt.Fprintf(&c.body, "<title>%s</title>", svgEscape(title))
	}
	c.body.WriteByte('\n')
}

func (c *svgCanvas) end() { c.body.WriteString("</g>\n") }

// text writes a text, which a reader's fonts may make wider or narrower: it is
// anchored where it must not move.
func (c *svgCanvas) text(s string, x, y vg.Length, st style) {
	fmt.Fprintf(&c.body, `<text x="%s" y="%s" font-size="%s" fill="%s"`, svgNumber(x), c.down(y), svgNumber(st.size), svgColor(st.color))
	if st.bold {
		c.body.WriteString(` font-weight="bold"`)
	}
	switch st.across {
	case .5:
		c.body.WriteString(` text-anchor="middle"`)
	case 1:
		c.body.WriteString(` text-anchor="end"`)
	}
	if st.turned {
		fmt.Fprintf(&c.body, ` transform="rotate(-90 %s %s)"`, svgNumber(x), c.down(y))
	}
	fmt.Fprintf(&c.body, ">%s</text>\n", svgEscape(s))
}

// Stroke draws a path as a line, a polyline or a path.
func (c *svgCanvas) Stroke(path vg.Path) {
	look := c.look()
	if look.width <= 0 || len(path) == 0 {
		return
	}
	c.shape(path, true)
	fmt.Fprintf(&c.body, ` fill="none" stroke="%s" stroke-width="%s"`, svgColor(look.color), svgNumber(look.width))
	if o := svgOpacity(look.color); o != "" {
		fmt.Fprintf(&c.body, ` stroke-opacity="%s"`, o)
	}
	for i, d := range look.dashes {
		if i == 0 {
			c.body.WriteString(` stroke-dasharray="`)
		} else {
			c.body.WriteByte(' ')
		}
		c.body.WriteString(svgNumber(d))
	}
	if len(look.dashes) > 0 {
		c.body.WriteByte('"')
	}
	c.body.WriteString("/>\n")
}

// Fill fills a path as a rectangle, a circle, a polygon or a path.
func (c *svgCanvas) Fill(path vg.Path) {
	if len(path) == 0 {
		return
	}
	c.shape(path, false)
	fmt.Fprintf(&c.body, ` fill="%s"`, svgColor(c.look().color))
	if o := svgOpacity(c.look().color); o != "" {
		fmt.Fprintf(&c.body, ` fill-opacity="%s"`, o)
	}
	c.body.WriteString("/>\n")
}

// shape writes the element of a path up to its looks.
func (c *svgCanvas) shape(path vg.Path, open bool) {
	points, closed, ok := corners(path)
	switch at, isCircle := circle(path); {
	case isCircle:
		fmt.Fprintf(&c.body, `<circle cx="%s" cy="%s" r="%s"`, svgNumber(at.Pos.X), c.down(at.Pos.Y), svgNumber(at.Radius))
	case !ok:
		fmt.Fprintf(&c.body, `<path d="%s"`, c.data(path))
	case open && !closed && len(points) == 2:
		fmt.Fprintf(&c.body, `<line x1="%s" y1="%s" x2="%s" y2="%s"`, svgNumber(points[0].X), c.down(points[0].Y), svgNumber(points[1].X), c.down(points[1].Y))
	case isRectangle(points) && (closed || !open):
		low, high := points[0], points[2]
		x, y := min(low.X, high.X), max(low.Y, high.Y)
		fmt.Fprintf(&c.body, `<rect x="%s" y="%s" width="%s" height="%s"`, svgNumber(x), c.down(y), svgNumber(max(low.X, high.X)-x), svgNumber(y-min(low.Y, high.Y)))
	default:
		name := "polygon"
		if open && !closed {
			name = "polyline"
		}
		fmt.Fprintf(&c.body, `<%s points="`, name)
		for i, pt := range points {
			if i > 0 {
				c.body.WriteByte(' ')
			}
			c.body.WriteString(svgNumber(pt.X) + "," + c.down(pt.Y))
		}
		c.body.WriteByte('"')
	}
}

// circle returns the arc of a path that is one whole circle.
func circle(path vg.Path) (arc vg.PathComp, ok bool) {
	for _, part := range path {
		if part.Type == vg.ArcComp && math.Abs(part.Angle) >= 2*math.Pi {
			arc, ok = part, true
		} else if part.Type == vg.LineComp || part.Type == vg.CurveComp {
			return arc, false
		}
	}
	return arc, ok
}

// corners returns the points of a path that is one row of straight lines.
func corners(path vg.Path) (points []vg.Point, closed, ok bool) {
	for i, part := range path {
		switch {
		case part.Type == vg.MoveComp && i == 0, part.Type == vg.LineComp && i > 0:
			points = append(points, part.Pos)
		case part.Type == vg.CloseComp && i == len(path)-1:
			closed = true
		default:
			return nil, false, false
		}
	}
	if n := len(points); closed && n > 1 && points[n-1] == points[0] {
		points = points[:n-1]
	}
	return points, closed, len(points) > 1
}

// isRectangle tells whether four points are a rectangle with upright sides.
func isRectangle(p []vg.Point) bool {
	return len(p) == 4 && (p[0].X == p[1].X && p[1].Y == p[2].Y && p[2].X == p[3].X && p[3].Y == p[0].Y ||
		p[0].Y == p[1].Y && p[1].X == p[2].X && p[2].Y == p[3].Y && p[3].X == p[0].X)
}

// data returns the commands of a path.
func (c *svgCanvas) data(path vg.Path) string {
	var b bytes.Buffer
	for _, part := range path {
		switch part.Type {
		case vg.MoveComp:
			fmt.Fprintf(&b, "M%s %s", svgNumber(part.Pos.X), c.down(part.Pos.Y))
		case vg.LineComp:
			fmt.Fprintf(&b, "L%s %s", svgNumber(part.Pos.X), c.down(part.Pos.Y))
		case vg.CloseComp:
			b.WriteByte('Z')
		case vg.ArcComp: // of a ring: a circle is two halves
			x, y, r := part.Pos.X, part.Pos.Y, part.Radius
			fmt.Fprintf(&b, "M%s %s", svgNumber(x+r), c.down(y))
			for _, end := range []vg.Length{x - r, x + r} {
				fmt.Fprintf(&b, "A%s %s 0 0 0 %s %s", svgNumber(r), svgNumber(r), svgNumber(end), c.down(y))
			}
		default:
			panic("reports: no chart has curves")
		}
	}
	return b.String()
}

// down returns a height as SVG has it, from the top.
func (c *svgCanvas) down(y vg.Length) string { return svgNumber(c.height - y) }

// svgNumber rounds to a hundredth of a point: the last digits of a float differ
// between processors.
func svgNumber(x vg.Length) string {
	r := math.Round(float64(x)*100) / 100
	if r == 0 {
		r = 0 // no sign
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}

func svgColor(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02X%02X%02X", n.R, n.G, n.B)
}

// svgOpacity returns the opacity of a colour, "" where it is full.
func svgOpacity(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	if n.A == 255 {
		return ""
	}
	return svgNumber(vg.Length(n.A) / 255)
}
