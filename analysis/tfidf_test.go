package analysis

import (
	"math"
	"strings"
	"testing"
)

// Four documents, the last without words. a is in three of them, b and c in
// two, d in one.
var weightDocs = []D{
	{Date: "20050101", Body: "a a b c"},
	{Date: "20050102", Body: "a b b b d"},
	{Date: "20050103", Body: "a c"},
	{Date: "20050104"},
}

// Weights of the words of the documents by scheme.
var schemeWeights = map[string][]map[string]float64{
	// quanteda's manual for dfm_tfidf: count × log10(N/df), N = 4:
	// python3 -c 'import math; print(2*math.log10(4/3))' and so on.
	"quanteda": {
		{"a": 0.24987747321659984, "b": 0.3010299956639812, "c": 0.3010299956639812},
		{"a": 0.12493873660829992, "b": 0.9030899869919435, "d": 0.6020599913279624},
		{"a": 0.12493873660829992, "c": 0.3010299956639812},
	},
	// scikit-learn 1.9.1, TfidfVectorizer(token_pattern=r"\S+").fit_transform
	// of the four texts.
	"sklearn": {
		{"a": 0.7531670429349947, "b": 0.4651555682976157, "c": 0.4651555682976157},
		{"a": 0.2412197730708027, "b": 0.8938632273934118, "d": 0.3779173875247132},
		{"a": 0.6292275146695526, "c": 0.7772211620785797},
	},
	// bind_tf_idf of tidytext: count / words of the document × ln(3/df), three
	// documents having words. a is in all of them.
	"tidytext": {
		{"a": 0, "b": 0.1013662770270411, "c": 0.1013662770270411},
		{"a": 0, "b": 0.24327906486489861, "d": 0.21972245773362198},
		{"a": 0, "c": 0.2027325540540822},
	},
	// gensim 4.4.0, TfidfModel over the four documents.
	"gensim": {
		{"a": 0.5061974505226827, "b": 0.6098213431343381, "c": 0.6098213431343381},
		{"a": 0.11435555192640605, "b": 0.8265919498245824, "d": 0.551061299883055},
		{"a": 0.383332888988391, "c": 0.9236102512530996},
	},
	// rank_bm25 0.2.2, BM25Okapi(k1=1.2, b=.75).get_scores of each word by
	// itself, with its idf set to ln(1+(N−df+.5)/(df+.5)).
	"bm25": {
		{"a": 0.4348379669177494, "b": 0.584465566883299, "c": 0.584465566883299},
		{"a": 0.26723014375595433, "b": 0.9267492690359492, "d": 0.9020477357488439},
		{"a": 0.40146668108452666, "c": 0.7801935706767756},
	},
}

func TestSchemes(t *testing.T) {
	s := selectAll(t, weightDocs...)
	for _, scheme := range Schemes() {
		want, ok := schemeWeights[scheme]
		if !ok {
			t.Errorf("%s has no expected weights", scheme)
			continue
		}
		w, err := ParseScheme(scheme)
		if err != nil {
			t.Fatal(err)
		}
		checkWeights(t, scheme, s, w, want)
	}
	if _, err := ParseScheme("okapi"); err == nil || !strings.Contains(err.Error(), "quanteda, sklearn") {
		t.Errorf("an unknown scheme: %v", err)
	}
}

// checkWeights compares the rows of TFIDF, and the values of the matrix of
// tf-idf, with what each document should have.
func checkWeights(t *testing.T, name string, s *Selection, w Weighting, want []map[string]float64) {
	t.Helper()
	group := make(map[string]int)
	for i, doc := range s.Docs {
		group[s.Corpus.ID(doc)] = i
	}
	seen, words := 0, 0
	for _, row := range all[TFIDFRow](t)(TFIDF(s, TFIDFOptions{Weighting: w})) {
		value, ok := want[group[row.Group]][row.Word]
		if !ok {
			t.Errorf("%s: %s has no word %s", name, row.Group, row.Word)
		}
		checkNear(t, name+" of "+row.Word+" in "+row.Group, row.TFIDF, value)
		seen++
	}
	m, err := NewMatrix(s, MatrixOptions{Values: "tfidf", Weighting: w})
	if err != nil {
		t.Fatal(err)
	}
	for i, values := range want {
		words += len(values)
		for j, c := range m.Columns {
			checkNear(t, name+" of "+c.Word+" in the matrix", m.At(i, j), values[c.Word])
		}
	}
	if seen != words {
		t.Errorf("%s: %d rows, want %d", name, seen, words)
	}
}

// The parts that schemes are made of, in the second document: a 1, b 3, d 1 of
// 5 words. log10(4/3) = .1249…, log10(4/2) = .3010…, log10(4/1) = .6020…
// The figures were worked out with Python's math and numpy.
func TestWeighting(t *testing.T) {
	s := selectAll(t, weightDocs[1], weightDocs[0], weightDocs[2], weightDocs[3])
	for _, c := range []struct {
		w       Weighting
		a, b, d float64
	}{
		{Weighting{TF: "log"}, 0.12493873660829992, 0.44465780490343443, 0.6020599913279624}, // (1+log10 3) log10 2
		{Weighting{TF: "augmented"}, 0.08329249107219994, 0.3010299956639812, 0.4013733275519749},
		{Weighting{TF: "boolean"}, 0.12493873660829992, 0.3010299956639812, 0.6020599913279624},
		{Weighting{TF: "share", IDF: "none"}, .2, .6, .2},
		{Weighting{TF: "count", IDF: "none"}, 1, 3, 1},
		{Weighting{IDF: "probability", TF: "boolean"}, 0, 0, 0.47712125471966244}, // log10(1/3) < 0, log10(2/2), log10(3/1)
		{Weighting{Base: 3}, 0.2618595071429148, 1.8927892607143724, 1.2618595071429148},
		{Weighting{Base: math.E, TF: "boolean"}, math.Log(4. / 3), math.Ln2, 2 * math.Ln2},
		{Weighting{Norm: "l1"}, 0.0766453601353854, 0.5540127839187687, 0.3693418559458459},
		{Weighting{TF: "share", IDF: "none", Norm: "l2"}, 1 / math.Sqrt(11), 3 / math.Sqrt(11), 1 / math.Sqrt(11)},
	} {
		for _, row := range all[TFIDFRow](t)(TFIDF(s, TFIDFOptions{Weighting: c.w})) {
			if doc := s.Corpus.Document(s.Docs[1]); row.Group != doc.PrintedID() {
				continue
			}
			checkNear(t, c.w.String()+" of "+row.Word, row.TFIDF, map[string]float64{"a": c.a, "b": c.b, "d": c.d}[row.Word])
		}
	}
}

// A word in all groups weighs exactly 0, whatever the base.
func TestWeightingOfAll(t *testing.T) {
	s := selectAll(t, D{Section: "头版", Body: "a b"}, D{Section: "理论", Body: "a c"}, D{Section: "国际", Body: "a a a c"})
	for _, w := range []Weighting{{}, {Base: 2, Norm: "l2"}, {Base: math.E, TF: "share"}, {Base: 7, TF: "log"}, {IDF: "probability"}} {
		for _, row := range all[TFIDFRow](t)(TFIDF(s, TFIDFOptions{By: "section", Weighting: w})) {
			if row.Word == "a" && (row.TFIDF != 0 || row.IDF != 0 || row.DF != 3) {
				t.Errorf("%s: %+v", w, row)
			}
		}
	}
}

// Groups of a field; what is hidden keeps its rank and its place in the norm.
func TestTFIDFRows(t *testing.T) {
	s := selectAll(t,
		D{Date: "20050101", Section: "头版", Body: "a a b"}, D{Date: "20050102", Section: "头版", Body: "b vc vc"},
		D{Date: "20050103", Section: "理论", Body: "a e d"},
	)
	rows := func(opt TFIDFOptions) []TFIDFRow {
		opt.By = "section"
		return all[TFIDFRow](t)(TFIDF(s, opt))
	}
	two := math.Log10(2) // of two groups one
	want := []TFIDFRow{
		{"头版", "b", 2, 1, two, 2 * two, 1}, {"头版", "vc", 2, 1, two, 2 * two, 2}, {"头版", "a", 2, 2, 0, 0, 3},
		{"理论", "d", 1, 1, two, two, 1}, {"理论", "e", 1, 1, two, two, 2}, {"理论", "a", 1, 2, 0, 0, 3},
	}
	check := func(name string, got []TFIDFRow, want ...TFIDFRow) {
		t.Helper()
		if len(got) != len(want) {
			t.Fatalf("%s: %+v, want %+v", name, got, want)
		}
		for i := range got {
			if !near(got[i].TFIDF, want[i].TFIDF) || !near(got[i].IDF, want[i].IDF) {
				t.Errorf("%s: %+v, want %+v", name, got[i], want[i])
			}
			got[i].TFIDF, got[i].IDF = want[i].TFIDF, want[i].IDF
			if got[i] != want[i] {
				t.Errorf("%s: %+v, want %+v", name, got[i], want[i])
			}
		}
	}
	check("all", rows(TFIDFOptions{}), want...)
	check("top 1", rows(TFIDFOptions{Top: 1}), want[0], want[3])
	check("b and d hidden, top 1", rows(TFIDFOptions{Top: 1, Hide: map[string]bool{"b": true, "d": true}}), want[1], want[4])
	check("verbs", rows(TFIDFOptions{Tags: []string{"v"}}), want[1])
	check("2 or more", rows(TFIDFOptions{MinCount: 2}), want[0], want[1], want[2])
	for _, row := range rows(TFIDFOptions{Weighting: Weighting{Norm: "l2"}, Hide: map[string]bool{"b": true}}) {
		if row.Word == "vc" {
			checkNear(t, "half of the squares is hidden", row.TFIDF, math.Sqrt(.5))
		}
	}
}

func TestWeightingErrors(t *testing.T) {
	s := selectAll(t, weightDocs...)
	for _, w := range []Weighting{{TF: "x"}, {IDF: "x"}, {Norm: "x"}, {Base: 1}, {Base: -2}} {
		if w.Check() == nil {
			t.Errorf("%+v is no error", w)
		}
		if _, err := TFIDF(s, TFIDFOptions{Weighting: w}); err == nil {
			t.Errorf("TFIDF with %+v is no error", w)
		}
		if _, err := NewMatrix(s, MatrixOptions{Weighting: w}); err == nil {
			t.Errorf("a matrix with %+v is no error", w)
		}
	}
	if _, err := TFIDF(s, TFIDFOptions{By: "sektion"}); err == nil {
		t.Error("an unknown field is no error")
	}
}

// Of two years 改革 stands in both; by document, or where it weighs something,
// nothing is said.
func TestTFIDFNote(t *testing.T) {
	const says = "weight 0: 1 word in every one of 2 groups"
	for _, c := range []struct {
		by, scheme string
		want       bool
	}{{"year", "quanteda", true}, {"year", "tidytext", true}, {"year", "sklearn", false}, {"", "quanteda", false}} {
		s := selectAll(t, D{Date: "2001", Body: "改革|人民"}, D{Date: "2002", Body: "改革|发展"})
		w, err := ParseScheme(c.scheme)
		if err != nil {
			t.Fatal(err)
		}
		all[TFIDFRow](t)(TFIDF(s, TFIDFOptions{By: c.by, Weighting: w}))
		if hasNote(s, says) != c.want {
			t.Errorf("by %q, %s: %q", c.by, c.scheme, s.Notes)
		}
	}
}
