package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAppendInt(t *testing.T) {
	for n, want := range map[int]string{
		1: "一", 10: "十", 11: "十一", 20: "二十", 28: "二十八", 100: "一百", 105: "一百零五", 110: "一百一十", 999: "九百九十九",
		1000: "一千", 1005: "一千零五", 1050: "一千零五十", 1500: "一千五百", 10000: "一万", 10005: "一万零五", 10500: "一万零五百",
		11000: "一万一千", 150000: "十五万", 3200001: "三百二十万零一",
	} {
		if got := numeralOf(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
		if got := string(appendInt(nil, 11600, false)); got != "11600" {
			t.Errorf("11600 in digits: %s", got)
		}
	}
	if got := string(appendYear(nil, 1906, true)); got != "一九〇六" {
		t.Errorf("1906: %s", got)
	}
}

// A number always spells the same word, of two to four characters for a
// person, and none with the marks of planted terms.
func TestInvented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := mixed(rapid.Uint64().Draw(t, "number"))
		person, place, latin := string(appendPerson(nil, m)), string(appendPlace(nil, m)), string(appendLatin(nil, m))
		if n := utf8.RuneCountInString(person); n < 2 || n > 4 {
			t.Fatalf("person %s", person)
		}
		if string(appendPerson(nil, m)) != person || string(appendPlace(nil, m)) != place || string(appendLatin(nil, m)) != latin {
			t.Fatalf("%d spells other words the second time", m)
		}
		if n := len(latin); n < 2 || n > 9 || strings.ContainsAny(latin, "qxQX") {
			t.Fatalf("Latin %s", latin)
		}
	})
}

// No list that words are made of holds a character of a planted term, which
// would make their counts wrong. (Latin ones: see TestInvented.)
func TestNothingElseHoldsPlantedCharacters(t *testing.T) {
	texts := []string{
		functionWords, string(surnames), string(givenNames), string(placeFirst), string(placeLast), numerals, indent,
		strings.Join(doubleSurnames, ""), strings.Join(placeKinds, ""), strings.Join(numberUnits, ""),
		strings.Join(genres, ""), strings.Join(columns, ""), strings.Join(standing, ""), strings.Join(cities, ""), strings.Join(ends[:], ""),
	}
	for _, s := range sections {
		texts = append(texts, s.name)
	}
	for _, text := range texts {
		for _, r := range text {
			if r > 0x7F && holdsPlanted(string(r)) {
				t.Errorf("%c of a planted term stands in %q", r, text)
			}
		}
	}
}
