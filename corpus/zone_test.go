package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRepeatedTitle(t *testing.T) {
	for _, c := range []struct {
		name, title, body string
		want              string // the repeated part of the body
	}{
		{"one line", "春耕", "    春耕\n    正文", "    春耕\n"},
		{"two lines, as the newspaper prints it", "某组下发意见", "　　某组\n　　下发意见\n　　正文", "　　某组\n　　下发意见\n"},
		{"spaces in either", "春 耕忙", "春耕　忙\n正文", "春耕　忙\n"},
		{"behind blank lines", "春耕", "\n\n春耕\n正文", "\n\n春耕\n"},
		{"all there is", "春耕", "春耕", "春耕"},
		{"with blank rest of the line", "春耕", "春耕 　\n正文", "春耕 　\n"},
		{"only the line begins so", "春耕", "春耕忙\n正文", ""},
		{"a part of the title", "春耕忙", "春耕\n正文", ""},
		{"later in the body", "春耕", "正文\n春耕\n", ""},
		{"no title", "", "正文", ""},
		{"a title of spaces", "　 ", "　 \n正文", ""},
		{"no body", "春耕", "", ""},
		{"a blank body", "春耕", " \n ", ""},
	} {
		if got := c.body[:repeatedTitle(c.title, c.body)]; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDocumentZones(t *testing.T) {
	d := Document{
		Text: Text{Kicker: "引", Title: "题", Subtitle: "副", Body: "题\n文"},
		More: []Text{{Title: "二", Body: "二\n文二"}, {Kicker: "三"}},
	}
	// Only the first item has its repeated title marked.
	want := [NumZones]string{Kicker: "引\n三", Title: "题\n二", Subtitle: "副", Repeat: "题\n", Body: "文\n二\n文二"}
	if diff := cmp.Diff(want, d.Zones()); diff != "" {
		t.Error(diff)
	}
}

func TestParseZones(t *testing.T) {
	for _, c := range []struct {
		in   string
		keep bool
		want string
	}{
		{"all", false, "kicker,title,subtitle,body"},
		{"all", true, "kicker,title,subtitle,repeat,body"},
		{"titles", false, "kicker,title,subtitle"},
		{"body", false, "repeat,body"},
		{"title, body", false, "title,body"},
		{"title,body", true, "title,repeat,body"},
		{"kicker,subtitle", false, "kicker,subtitle"},
		{"subtitle,body", false, "subtitle,repeat,body"},
	} {
		got, err := ParseZones(c.in, c.keep)
		if err != nil || got.String() != c.want {
			t.Errorf("%s, keep %v: %s, %v", c.in, c.keep, got, err)
		}
	}
	for _, s := range []string{"", "repeat", "Title", "title;body"} {
		if z, err := ParseZones(s, false); err == nil {
			t.Errorf("%q is %s", s, z)
		}
	}
	if Zones(0).OrAll() != AllZones || Titles.OrAll() != Titles {
		t.Error("OrAll")
	}
}

// The count that the design states: 59 in the body, 2 of them the title again.
func TestSharedSeedZones(t *testing.T) {
	docs, _, _ := decodeSources(t, sharedOrSkip(t, "tagged/seed.txt")...)
	z := docs[0].Zones()
	count := func(set Zones) (n int) {
		for zone, text := range z {
			if set.Has(Zone(zone)) {
				n += strings.Count(text, "先进性教育")
			}
		}
		return n
	}
	for in, want := range map[string][2]int{"all": {59, 61}, "body": {59, 59}, "titles": {2, 2}} {
		once, _ := ParseZones(in, false)
		twice, _ := ParseZones(in, true)
		if count(once) != want[0] || count(twice) != want[1] {
			t.Errorf("%s: %d and %d, want %v", in, count(once), count(twice), want)
		}
	}
}
