package analysis

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// monthly returns documents of January and February from 2001 on: for each
// year r1 of d1 and r2 of d2 documents hold 甲.
func monthly(years ...[4]int) []D {
	var docs []D
	for i, y := range years {
		for m := range 2 {
			for k := range y[2*m+1] {
				d := D{Date: fmt.Sprintf("%d%02d10", 2001+i, m+1), Body: "x"}
				if k < y[2*m] {
					d.Body = "甲"
				}
				docs = append(docs, d)
			}
		}
	}
	return docs
}

// By hand: January 2 + 3 of 20, February 8 + 6 of 20: shares .25 and .7, mean
// .475, of all 19/40 too. Pearson's chi-squared value is
// 40·(5·6 − 14·15)²/(19·21·20·20) = 8.120301. φ: January .01/(.25·.75·.2) =
// .266667, February .04/(.7·.3·.2) = .952381; their mean counts as 1.
func TestSeasons(t *testing.T) {
	s := selectAll(t, monthly([4]int{2, 10, 8, 10}, [4]int{3, 10, 6, 10})...)
	rows, err := Seasons(s, mustTerms(t, String, "甲"), String)
	if err != nil || len(rows) != 12 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, want := range []struct {
		documents    int
		share, index float64
	}{{5, .25, .25 / .475}, {14, .7, .7 / .475}} {
		r := rows[i]
		if r.Month != fmt.Sprintf("%02d", i+1) || r.Years != 2 || value(r.Documents) != want.documents || r.DocumentsTotal != 20 || r.TwoCounts != two(want.documents, want.documents) {
			t.Errorf("%+v", r)
		}
		checkNear(t, "share", value(r.DocumentShare), want.share)
		checkNear(t, "index", value(r.Index), want.index)
		checkNear(t, "chi2", value(r.Chi2), 40.*180*180/(19*21*400))
		checkNear(t, "dispersion", value(r.Dispersion), 1)
		// scipy 1.16.3: chi2_contingency([[5, 14], [15, 6]], correction=False)
		if p := value(r.P); value(r.Degrees) != 1 || math.Abs(p-0.004377229666547476) > 1e-15 {
			t.Errorf("p %.12g of %d degrees", p, value(r.Degrees))
		}
	}
	if r := rows[2]; value(r.DocumentShare) != -1 || value(r.Index) != -1 || value(r.Documents) != -1 || r.DocumentsTotal != 0 || r.TwoCounts != (TwoCounts{}) {
		t.Errorf("March has no documents: %+v", r)
	}
}

// φ is of one month in neighbouring years: a jump between January and February
// is the season, one between two Januaries is not.
func TestSeasonsDispersion(t *testing.T) {
	s := selectAll(t, monthly([4]int{1, 10, 9, 10}, [4]int{9, 10, 9, 10})...)
	rows, err := Seasons(s, mustTerms(t, String, "甲"), String)
	if err != nil {
		t.Fatal(err)
	}
	checkNear(t, "dispersion", value(rows[0].Dispersion), (12.8+0)/2)
	// January 10 of 20, February 18 of 20: 40·(10·2 − 18·10)²/(28·12·400) = 7.619048
	checkNear(t, "chi2", value(rows[0].Chi2), 40.*160*160/(28*12*400)/6.4)
	// scipy 1.16.3: chi2.sf(7.619048/6.4, 1)
	checkNear(t, "p", value(rows[0].P), 0.27523352407483115)
}

func TestSeasonsEdges(t *testing.T) {
	for _, c := range []struct {
		name  string
		years [][4]int
		index float64 // of January
	}{
		{"nowhere", [][4]int{{0, 3, 0, 3}, {0, 3, 0, 3}}, -1},
		{"in all", [][4]int{{3, 3, 3, 3}, {3, 3, 3, 3}}, 1},
		{"one year", [][4]int{{1, 3, 1, 3}}, 1},
		{"one month", [][4]int{{1, 3, 0, 0}, {2, 3, 0, 0}}, 1},
		{"a year between", [][4]int{{1, 3, 1, 3}, {}, {2, 3, 2, 3}}, 1},
	} {
		s := selectAll(t, monthly(c.years...)...)
		rows, err := Seasons(s, mustTerms(t, String, "甲"), String)
		if err != nil {
			t.Fatal(err)
		}
		r := rows[0]
		checkNear(t, c.name+": index", value(r.Index), c.index)
		if value(r.Chi2) != -1 || value(r.P) != -1 || value(r.Degrees) != -1 || !hasNote(s, "甲: no chi2") {
			t.Errorf("%s: %+v, notes %q", c.name, r, s.Notes)
		}
	}
	if _, err := Seasons(selectAll(t, D{Body: "甲"}), mustTerms(t, String, "甲"), String); err == nil {
		t.Error("no date: no error")
	}
}

// Months that all have the same share differ by nothing, to the last digit.
func TestSeasonsEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.IntRange(2, 50).Draw(t, "q")
		p := rapid.IntRange(1, q-1).Draw(t, "p")
		var points []point
		var shares []float64
		for m := range rapid.IntRange(2, 12).Draw(t, "months") {
			k := rapid.IntRange(1, 1e6).Draw(t, "k")
			points = append(points, point{period: m, with: k * p, total: k * q})
			shares = append(shares, points[m].share())
		}
		if chi2, _, ok := homogeneity(points); chi2 != 0 || !ok {
			t.Fatalf("chi2 of %v is %g", points, chi2)
		}
		if mean := meanOf(shares); mean != float64(p)/float64(q) {
			t.Fatalf("mean of %v is %.17g", shares, mean)
		}
	})
}

// The months sum to the whole; shares weighted by documents are the share of
// all; indices have the mean 1.
func TestSeasonsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, terms, m := draw(t)
		rows, err := Seasons(s, terms, m)
		if err != nil {
			t.Fatal(err)
		}
		for i, documents := range CountTerms(s, terms, m) {
			with, total, index, n := 0, 0, 0., 0
			for _, r := range rows[12*i : 12*i+12] {
				total += r.DocumentsTotal
				with += max(0, value(r.Documents))
				if v, ok := r.Index.Get(); ok {
					index += v
					n++
				}
				if p, ok := r.P.Get(); ok && (p < 0 || p > 1) {
					t.Fatalf("p %g", p)
				}
			}
			want := 0
			for k := range documents {
				if documents[k].Count(m) > 0 {
					want++
				}
			}
			if with != want || total != len(s.Docs) || n > 0 && math.Abs(index/float64(n)-1) > 1e-12 {
				t.Fatalf("%d of %d documents, want %d of %d; mean index %g", with, total, want, len(s.Docs), index/float64(n))
			}
		}
	})
}
