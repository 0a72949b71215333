package analysis

import "math"

// A Cooccurrence is how often a word stands in the windows around a term, with
// what that is compared with. All are numbers of words, but for F1. Every
// position is in the windows once, so that O ≤ W, O ≤ F2, and of the N − W
// other positions F2 − O hold the word. O is above 0: its logarithm is asked
// for.
type Cooccurrence struct {
	O  int // of the word in the windows
	F1 int // matches of the term
	F2 int // of the word
	W  int // in the windows
	N  int // of all
}

// Expected is how often the word would stand in the windows if they were like
// all the text: F2·W/N.
func (c Cooccurrence) Expected() float64 {
	return float64(c.F2) * float64(c.W) / float64(c.N)
}

// excess is N·(O − E), exactly 0 where O is what is expected: products of whole
// numbers that are equal are the same float64, which E·N need not be.
func (c Cooccurrence) excess() float64 {
	return float64(float64(c.O)*float64(c.N)) - float64(float64(c.F2)*float64(c.W))
}

// PMI is log2(O/E), in bits: Church & Hanks (1990). It is high for rare words.
func (c Cooccurrence) PMI() float64 {
	return math.Log2(float64(c.O) * float64(c.N) / (float64(c.F2) * float64(c.W)))
}

// MI3 is log2(O³/E): Daille (1994).
func (c Cooccurrence) MI3() float64 { return c.PMI() + 2*math.Log2(float64(c.O)) }

// T is the t-score (O−E)/√O: Church, Gale, Hanks & Hindle (1991).
func (c Cooccurrence) T() float64 { return c.excess() / float64(c.N) / math.Sqrt(float64(c.O)) }

// Z is the z-score (O−E)/√E: Berry-Rogghe (1973), in the form without N.
func (c Cooccurrence) Z() float64 {
	return c.excess() / float64(c.N) / math.Sqrt(c.Expected())
}

// Dice is 2·O/(F1+F2). It is above 1 where a word stands more often in the
// windows than the term stands between them.
func (c Cooccurrence) Dice() float64 { return 2 * float64(c.O) / float64(c.F1+c.F2) }

// LogDice is 14 + log2 of Dice: Rychlý (2008). It does not depend on N.
func (c Cooccurrence) LogDice() float64 { return 14 + math.Log2(c.Dice()) }

// G2 is the log-likelihood ratio of the four cells O, W−O, F2−O and
// N−W−F2+O, negative where O < E: Dunning (1993). 0·log 0 is taken as 0.
func (c Cooccurrence) G2() float64 {
	g2 := g2(float64(c.O), float64(c.W-c.O), float64(c.F2-c.O), float64(c.N-c.W-c.F2+c.O))
	if c.excess() < 0 {
		return -g2
	}
	return g2
}

// PG2 is the probability of a G2 of that size or a larger one, of either sign,
// where word and term are independent: chi-square with one degree of freedom.
// Words come in clusters, and so it is too small.
func (c Cooccurrence) PG2() float64 { return pOfStatistic(c.G2()) }

// DeltaPWord is O/W − (F2−O)/(N−W): by how much the probability of the word is
// higher inside the windows than outside, between −1 and 1. It has no value
// where the windows are all of the text. Ellis (2006), Gries (2013).
func (c Cooccurrence) DeltaPWord() Maybe[float64] {
	if c.W == c.N {
		return Maybe[float64]{}
	}
	return Just(float64(c.O)/float64(c.W) - float64(c.F2-c.O)/float64(c.N-c.W))
}

// DeltaPTerm is O/F2 − (W−O)/(N−F2): by how much the probability to be in a
// window is higher for the word than for the others. It has no value where the
// text has no other word.
func (c Cooccurrence) DeltaPTerm() Maybe[float64] {
	if c.F2 == c.N {
		return Maybe[float64]{}
	}
	return Just(float64(c.O)/float64(c.F2) - float64(c.W-c.O)/float64(c.N-c.F2))
}

// MinSensitivity is the smaller of O/F1 and O/F2: Pedersen & Bruce (1996).
func (c Cooccurrence) MinSensitivity() float64 { return float64(c.O) / float64(max(c.F1, c.F2)) }
