package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// twoCounted are the columns of every table of terms.
var twoCounted = []string{"count_string", "count_phrase"}

// countsOf returns what the rows of a term have together: those of both sides of
// keyness, those of one pair or collocate where all have the same. ok is false
// where the table has no row of it.
func countsOf(t *testing.T, table []row, name, term string) (counts map[string]int, ok bool) {
	list := slices.DeleteFunc(slices.Clone(table), func(r row) bool { return r.text("term") != term && r.text("word") != term })
	suffixes := []string{""}
	switch name {
	case "keyness":
		suffixes = []string{"_target", "_reference"}
	case "pairs in documents", "pairs in paragraphs":
		if len(list) == 0 { // the last term is no first one
			list, suffixes = where(table, "term2", term), []string{"2"}
		}
		list = list[:1]
	}
	counts = make(map[string]int)
	for _, r := range list {
		for _, column := range twoCounted {
			for _, suffix := range suffixes {
				counts[column] += r.number(t, column+suffix)
			}
		}
	}
	return counts, len(list) > 0
}

// Whatever tells of a term has the counts that sections has for all of it, and
// trend for each period.
func TestTwoCountsOfAllTables(t *testing.T) {
	slowly(t)
	for _, match := range []string{"string", "phrase", "word"} {
		ask := func(call string) []row {
			args, err := shellWords(strings.ReplaceAll(call, "{}", sample))
			if err != nil {
				t.Fatal(err)
			}
			return rows(t, slices.Concat(args, []string{"--match", match}, lawTerms)...)
		}
		whole, years := where(ask("sections {}"), "group", "(all)"), ask("trend {} --every year")
		tables := map[string][]row{
			"trend": years, "changes": ask("changes {} --dispersion 1 --penalty 2"), "seasons": ask("seasons {}"),
			"lifecycle": ask("lifecycle {}"), "heat": ask("lifecycle {} --heat"), "dispersion": ask("dispersion {}"), "terms": ask("terms {} --every year"),
			"pairs in documents": ask("terms {} --cooccur document"), "pairs in paragraphs": ask("terms {} --cooccur paragraph"),
			"colloc": ask("colloc {} --top 1 --stopwords none"), "keyness": ask("keyness {} --target 'year >= 2000'"),
		}
		for _, term := range lawTerms {
			want := sums(t, where(whole, "term", term), twoCounted)
			for name, table := range tables {
				got, ok := countsOf(t, table, name, term)
				if !ok && match != "string" && (name == "colloc" || name == "keyness") {
					continue // no word of the kind, no row
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("--match %s, %s, %s (-sections +sum):\n%s", match, name, term, diff)
				}
			}
		}
		for _, b := range ask("bursts {}") {
			in := slices.DeleteFunc(where(years, "term", b.text("term")), func(r row) bool {
				return r.text("period") < b.text("start") || r.text("period") > b.text("end")
			})
			if diff := cmp.Diff(sums(t, in, twoCounted), sums(t, []row{b}, twoCounted)); diff != "" {
				t.Errorf("--match %s, burst of %s from %s (-trend +bursts):\n%s", match, b.text("term"), b.text("start"), diff)
			}
		}
	}
}

// Every table about terms has the two counts and their ratio; one of words has
// none of them.
func TestTwoCountsAreThere(t *testing.T) {
	three := []string{"count_string", "count_phrase", "phrase_share"}
	suffixed := func(suffixes ...string) (list []string) {
		for _, s := range suffixes {
			for _, name := range three {
				list = append(list, name+s)
			}
		}
		return list
	}
	for _, c := range []struct {
		call string
		want []string
	}{
		{"docs {} 改革", three}, {"trend {} 改革", three}, {"sections {} 改革", three}, {"terms {} 改革", three}, {"dispersion {} 改革", three},
		{"lifecycle {} 改革", three}, {"lifecycle {} 改革 --heat", three}, {"bursts {} 改革", three}, {"changes {} 改革", three},
		{"seasons {} 改革", three}, {"seasons {} 改革 --events builtin", three}, {"colloc {} 改革", three}, {"terms {} 改革 市场 --exclusive", three},
		{"terms {} 改革 市场 --cooccur document", suffixed("", "2")}, {"terms {} 改革 市场 --cooccur paragraph", suffixed("", "2")},
		{"keyness {} 改革 --every decade", suffixed("_target", "_reference")},
		{"dispersion {}", nil}, {"sections {}", nil}, {"docs {}", nil}, {"keyness {} --every decade", nil}, {"keyness {} --every decade --n 2", nil},
	} {
		var got []string
		for _, column := range askJSON(t, c.call).Columns {
			if strings.HasPrefix(column.Name, "count_string") || strings.HasPrefix(column.Name, "count_phrase") || strings.HasPrefix(column.Name, "phrase_share") {
				got = append(got, column.Name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.call, got, c.want)
		}
	}
}

// Where segmentation loses more than 5 % of a term every table says so, with the
// numbers that sections has.
func TestTwoCountsAreNoted(t *testing.T) {
	slowly(t)
	whole := where(rows(t, "sections", sample, "发展"), "group", "(all)")[0]
	occurrences, phrases := whole.number(t, "count_string"), whole.number(t, "count_phrase")
	if 100*phrases >= 95*occurrences {
		t.Fatalf("%d of %d strings are phrases", phrases, occurrences)
	}
	note := fmt.Sprintf("segmentation loses more than 5 %%: %d of %d strings of 发展 are cut across (", occurrences-phrases, occurrences)
	for _, call := range []string{
		"docs {} 发展", "trend {} 发展", "sections {} 发展", "terms {} 发展", "terms {} 发展 --exclusive", "terms {} 发展 --exclusive --match phrase", "dispersion {} 发展",
		"lifecycle {} 发展", "lifecycle {} 发展 --heat", "bursts {} 发展", "changes {} 发展", "seasons {} 发展", "seasons {} 发展 --events builtin",
		"colloc {} 发展", "colloc {} 发展 --every decade", "kwic {} 发展", "kwic {} 发展 --match word --sample 3", "keyness {} 发展 --every decade",
		"terms {} 发展 开放 --cooccur document", "terms {} 发展 开放 --cooccur paragraph", "terms {} 发展 --wide --every decade",
	} {
		if got := ask(t, call, sample).stderr; strings.Count(got, note) != 1 {
			t.Errorf("%s: want %q once:\n%s", call, note, got)
		}
	}
}
