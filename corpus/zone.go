package corpus

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Zone is a part of a document's text. No match crosses from one to another.
type Zone uint8

// The zones in the order in which they are kept and counted. Repeat is the
// beginning of a body that gives the title again; Body is the rest of it.
const (
	Kicker Zone = iota
	Title
	Subtitle
	Repeat
	Body
	NumZones = 5
)

var zoneNames = [NumZones]string{"kicker", "title", "subtitle", "repeat", "body"}

func (z Zone) String() string { return zoneNames[z] }

// Zones is a set of zones. The zero value stands for [AllZones].
type Zones uint8

// The sets of --in. AllZones counts a title that the body repeats once.
const (
	Titles   Zones = 1<<Kicker | 1<<Title | 1<<Subtitle
	BodyZone Zones = 1<<Repeat | 1<<Body
	AllZones Zones = Titles | 1<<Body
)

// Has tells whether z is in the set.
func (s Zones) Has(z Zone) bool { return s>>z&1 != 0 }

// OrAll returns s, or AllZones for the zero value.
func (s Zones) OrAll() Zones {
	if s == 0 {
		return AllZones
	}
	return s
}

// String returns the names of the zones of s with commas between them.
func (s Zones) String() string {
	var names []string
	for z := range Zone(NumZones) {
		if s.Has(z) {
			names = append(names, z.String())
		}
	}
	return strings.Join(names, ",")
}

// ParseZones reads the value of --in: "all", "titles", "body", or a list of
// kicker, title, subtitle and body. A set with title and body counts a title
// that the body repeats once, unless keepRepeat.
func ParseZones(s string, keepRepeat bool) (Zones, error) {
	var set Zones
	for name := range strings.SplitSeq(s, ",") {
		switch strings.TrimSpace(name) {
		case "all":
			set |= Titles | BodyZone
		case "titles":
			set |= Titles
		case "kicker":
			set |= 1 << Kicker
		case "title":
			set |= 1 << Title
		case "subtitle":
			set |= 1 << Subtitle
		case "body":
			set |= BodyZone
		default:
			return 0, fmt.Errorf("unknown zone %q (have all, titles, kicker, title, subtitle, body)", name)
		}
	}
	if set.Has(Title) && set.Has(Body) && !keepRepeat {
		set &^= 1 << Repeat
	}
	return set, nil
}

// Zones returns the text of each zone. Several items of one record stand on
// lines of their own.
func (d *Document) Zones() [NumZones]string {
	n := repeatedTitle(d.Title, d.Body)
	z := [NumZones]string{Kicker: d.Kicker, Title: d.Title, Subtitle: d.Subtitle, Repeat: d.Body[:n], Body: d.Body[n:]}
	for i := range d.More {
		m := &d.More[i]
		addLine(&z[Kicker], m.Kicker)
		addLine(&z[Title], m.Title)
		addLine(&z[Subtitle], m.Subtitle)
		addLine(&z[Body], m.Body)
	}
	return z
}

func addLine(s *string, line string) {
	switch {
	case line == "":
	case *s == "":
		*s = line
	default:
		*s += "\n" + line
	}
}

// repeatedTitle returns the length of the beginning of body that is title
// again, white space aside, with the line end behind it; 0 where there is none.
func repeatedTitle(title, body string) int {
	i := 0
	seen := false
	for _, want := range title {
		if unicode.IsSpace(want) {
			continue
		}
		i += spaceLen(body[i:])
		r, n := utf8.DecodeRuneInString(body[i:])
		if n == 0 || r != want {
			return 0
		}
		seen = true
		i += n
	}
	if !seen {
		return 0
	}
	rest := body[i:]
	line, _, more := strings.Cut(rest, "\n")
	if strings.TrimSpace(line) != "" {
		return 0
	}
	i += len(line)
	if more {
		i++
	}
	return i
}

func spaceLen(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)) }
