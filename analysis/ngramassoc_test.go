package analysis

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// By hand: of the pairs 甲乙 甲乙 甲丙 丁乙 丁丙, 甲乙 twice, 甲 with another
// once, 乙 behind another once, neither once.
func TestLambda(t *testing.T) {
	s := selectAll(t, D{Date: "20050101", Body: "甲|乙，甲|乙，甲|丙，丁|乙，丁|丙"})
	g, err := CountNgrams(s, NgramOptions{MinCount: 2})
	if err != nil {
		t.Fatal(err)
	}
	rows := all[NgramRow](t)(g.Rows(NgramRowOptions{Lambda: true}))
	if len(rows) != 1 || rows[0].Ngram != "甲 乙" {
		t.Fatalf("%+v", rows)
	}
	within(t, "lambda", orNaN(rows[0].Lambda), math.Log(2.5)-2*math.Log(1.5)+math.Log(1.5), 1e-12)
	within(t, "z", orNaN(rows[0].LambdaZ), math.Log(2.5/1.5)/math.Sqrt(1/2.5+3/1.5), 1e-12)
}

// The patterns of every n-gram against all places, one by one.
func TestLambdaSlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selectAll(t, corpora().Draw(t, "corpus")...)
		opt := NgramOptions{Min: 2, Max: 4, MinCount: 1}
		if rapid.Bool().Draw(t, "characters") {
			opt.Unit = CharacterUnit
		}
		g, err := CountNgrams(s, opt)
		if err != nil {
			t.Fatal(err)
		}
		var runs [][]uint32
		r := newRunReader(s, opt.Unit)
		for _, doc := range s.Docs {
			r.document(doc, func(run []uint32) { runs = append(runs, append([]uint32(nil), run...)) })
		}
		rows := all[NgramRow](t)(g.Rows(NgramRowOptions{Lambda: true}))
		byText := make(map[string]int)
		for n := range g.Len() {
			byText[g.Text(n)] = n
		}
		for _, row := range rows[:min(len(rows), 20)] {
			units := g.Units(byText[row.Ngram])
			n := len(units)
			counts := make([]float64, 1<<n)
			for _, run := range runs {
				for i := 0; i+n <= len(run); i++ {
					held := 0
					for k := range n {
						if run[i+k] == units[k] {
							held |= 1 << k
						}
					}
					counts[held]++
				}
			}
			sum, variance := 0., 0.
			for held, c := range counts {
				sign := 1.
				for k := range n {
					if held>>k&1 == 0 {
						sign = -sign
					}
				}
				sum += sign * math.Log(c+.5)
				variance += 1 / (c + .5)
			}
			if math.Abs(orNaN(row.Lambda)-sum) > 1e-9 || math.Abs(orNaN(row.LambdaZ)-sum/math.Sqrt(variance)) > 1e-9 {
				t.Fatalf("%+v, one by one %g and %g", row, sum, sum/math.Sqrt(variance))
			}
		}
	})
}
