package corpus

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPrintedID(t *testing.T) {
	for _, c := range []struct {
		d    Document
		want string
	}{
		{Document{Date: day("20050628"), Page: "05", Item: "1"}, "20050628-5-1"},
		{Document{Date: day("20050628"), Page: "005", Item: "01", Paper: "PLA"}, "PLA-20050628-5-1"},
		{Document{Date: day("20050628"), Page: "A1", Item: "2"}, "20050628-A1-2"},
		{Document{Date: day("20050628"), Page: "5"}, "20050628-5"},
		{Document{Date: day("20050628")}, "20050628"},
		{Document{Date: day("20050628"), Item: "3"}, "20050628--3"},
		{Document{Date: day("2005-06"), Page: "0", Item: "0"}, "200506-0-0"},
		{Document{Source: "报", Path: "a.txt", Record: 3, Page: "5"}, "报/a.txt#3"},
		{Document{Source: "a.txt", Record: 1}, "a.txt#1"},
	} {
		if got := c.d.PrintedID(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestCompareNumbers(t *testing.T) {
	want := []string{"0", "1", "2", "03", "10", "99", "18446744073709551615", "-1", "5版", "A1", "A10", "中缝", ""}
	got := slices.Clone(want)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, CompareNumbers)
	if !slices.Equal(got[:6], want[:6]) || got[len(got)-1] != "" {
		t.Errorf("%q", got)
	}
	for _, c := range [][2]string{{"5", "05"}, {"005", "05"}, {"", ""}, {"A", "A"}} {
		if CompareNumbers(c[0], c[1]) != 0 || CompareNumbers(c[1], c[0]) != 0 {
			t.Errorf("%q is not %q", c[0], c[1])
		}
	}
	rapid.Check(t, func(t *rapid.T) { // it is an order
		one := rapid.StringMatching(`[0-9A甲]{0,3}`)
		a, b, c := one.Draw(t, "a"), one.Draw(t, "b"), one.Draw(t, "c")
		if CompareNumbers(a, b) != -CompareNumbers(b, a) {
			t.Fatalf("%q and %q", a, b)
		}
		if CompareNumbers(a, b) <= 0 && CompareNumbers(b, c) <= 0 && CompareNumbers(a, c) > 0 {
			t.Fatalf("%q, %q, %q", a, b, c)
		}
	})
}

// number is the hash as an integer, least significant byte first.
func number(h Hash) *big.Int {
	slices.Reverse(h[:])
	return new(big.Int).SetBytes(h[:])
}

func TestHashAdd(t *testing.T) {
	modulus := new(big.Int).Lsh(big.NewInt(1), 256)
	rapid.Check(t, func(t *rapid.T) {
		bytes := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 0x7F, 0x80, 0xFE, 0xFF}), 32, 32)
		a, b := Hash(bytes.Draw(t, "a")), Hash(bytes.Draw(t, "b"))
		sum := a
		sum.Add(b)
		want := new(big.Int).Add(number(a), number(b))
		if number(sum).Cmp(want.Mod(want, modulus)) != 0 {
			t.Fatalf("%s + %s = %s", a, b, sum)
		}
		b.Add(a)
		if sum != b {
			t.Fatal("the order matters")
		}
	})
}

// Every field of a document counts in its hash, and no value can pass for
// another by moving the border between two.
func TestHash(t *testing.T) {
	documents := []Document{
		{},
		{Paper: "a"},
		{Issue: "a"},
		{DateText: "a"},
		{Page: "a"},
		{Item: "a"},
		{Section: "a"},
		{Authors: []string{"a"}},
		{Classes: []string{"a"}},
		{Columns: []string{"a"}},
		{Keywords: []string{"a"}},
		{Genres: []string{"a"}},
		{Text: Text{Kicker: "a"}},
		{Text: Text{Title: "a"}},
		{Text: Text{Subtitle: "a"}},
		{Text: Text{Body: "a"}},
		{Issue: "ab"},
		{Issue: "a", DateText: "b"},
		{Authors: []string{"a", "b"}},
		{Authors: []string{"ab"}},
		{Authors: []string{"a"}, Classes: []string{"b"}},
		{More: []Text{{}}},
		{More: []Text{{Title: "a"}}},
		{Text: Text{Title: "a"}, More: []Text{{Title: "a"}}},
		{Fields: []Field{{Code: "a"}}},
		{Fields: []Field{{Name: "a"}}},
		{Fields: []Field{{Value: "a"}}},
		{Fields: []Field{{Within: "a"}}},
		{Fields: []Field{{Code: "a"}, {}}},
	}
	seen := map[Hash]int{}
	for i, d := range documents {
		h := d.Hash()
		if j, ok := seen[h]; ok {
			t.Errorf("%+v and %+v have one hash", documents[j], d)
		}
		seen[h] = i
		d.Source, d.Path, d.Record, d.Line = "s", "p", 5, 9
		if d.Hash() != h {
			t.Errorf("%+v: the place counts", d)
		}
	}
	// SHA-256 of the encoding written out: 6 strings, 5 lists, 1 text of 4, no
	// fields; 6+5+1+4+1 numbers, all 0 but the number of texts. sha256sum of
	// coreutils 9.1.
	const want = "cc036c0f609973c56f74154fbba81e5d00f0cafb2c4134884d771e0549dcb973"
	if got := (&Document{}).Hash().String(); got != want {
		t.Errorf("hash of the empty document %s, want %s", got, want)
	}
}
