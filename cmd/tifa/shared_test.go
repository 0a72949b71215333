package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// tagged is real text of a newspaper database. It is not ours to ship, so these
// tests are left out where it is not there.
const tagged = "../../../shared/data/tagged"

func needTagged(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(tagged); err != nil {
		t.Skip("no real records on this machine: ", err)
	}
}

// In the record of 2005-06-28 the term stands 59 times in the body, twice of
// them in a repeat of the title, which has it twice too.
func TestRepeatedTitleOfTheSeed(t *testing.T) {
	needTagged(t)
	for flags, want := range map[string]int{
		"--in body":                            59,
		"--in all":                             59,
		"--in all --repeated-title keep":       61,
		"--in titles":                          2,
		"--in title,body":                      59,
		"--in body --match phrase --every day": 59,
	} {
		list := rows(t, append([]string{"trend", tagged + "/seed.txt", "先进性教育"}, strings.Fields(flags)...)...)
		if len(list) != 1 {
			t.Fatalf("%s: %d rows", flags, len(list))
		}
		r := list[0]
		if got := r.number(t, "count_string"); got != want {
			t.Errorf("先进性教育 %s: %d times, want %d", flags, got, want)
		}
		if r.number(t, "count") > r.number(t, "count_string") || r.number(t, "count_phrase") > r.number(t, "count_string") {
			t.Errorf("%s: more phrases than strings: %v", flags, r)
		}
	}
}

// The records in UTF-8 and the same in GB18030 with CRLF are the same corpus.
func TestEncodingsAreTheSameCorpus(t *testing.T) {
	needTagged(t)
	utf8, gb := tagged+"/*.TXT", tagged+"/gb18030_crlf"
	same(t, "GB18030", withoutSources(tables(t, []string{utf8})), withoutSources(tables(t, []string{gb})))
	if a, b := identity(t, utf8), identity(t, gb); a != b {
		t.Errorf("corpus identity %s in UTF-8, %s in GB18030", a, b)
	}
}

// identity returns the identity of a corpus by the manifest of a result.
func identity(t *testing.T, source string) string {
	t.Helper()
	var result struct{ Manifest struct{ Corpus string } }
	if err := json.Unmarshal([]byte(succeed(t, "freq", source, "--top", "1", "--format", "json")), &result); err != nil {
		t.Fatal(err)
	}
	if len(result.Manifest.Corpus) != 64 {
		t.Errorf("%s: identity %q", source, result.Manifest.Corpus)
	}
	return result.Manifest.Corpus
}
