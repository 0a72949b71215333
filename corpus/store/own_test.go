package store_test

import (
	"slices"
	"testing"

	"tifa/corpus"
)

// A field of the records that is called like one of ours is found under a name
// of its own.
func TestFieldOfOurName(t *testing.T) {
	c := build(t, &corpus.Document{Source: "s", Path: "a", Record: 1, Fields: []corpus.Field{{Code: "source", Value: "新华社"}, {Code: "url", Value: "x"}}})
	for name, want := range map[string]string{"record_source": "新华社", "source": "s", "url": "x"} {
		if got := c.Values(0, name); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
	var names []string
	for _, f := range c.Fields() {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	if unique := slices.Compact(slices.Clone(names)); len(unique) != len(names) {
		t.Errorf("a name is listed twice: %v", names)
	}
}
