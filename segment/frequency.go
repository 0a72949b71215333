package segment

import "math"

// Frequencies returns for each word of the dictionary, by id, its share of all
// running words as gse's dictionary has it, rounded as gse rounds the length of
// a path. One-character words all have the least share there. Compounds have no
// frequency; ids from len on are theirs.
func (s *Segmenter) Frequencies() []float64 {
	shares := make([]float64, s.engine.size())
	for id, dist := range s.engine.distances() {
		shares[id] = math.Exp2(-float64(dist))
	}
	return shares
}

// distances returns the lengths that words have in a path, by id.
func (d *dictionary) distances() []float32 {
	list := make([]float32, d.size())
	for _, c := range d.cells {
		if c.Check >= 0 && c.ID >= 0 {
			list[c.ID] = c.Dist
		}
	}
	return list
}

func (e *gseEngine) distances() []float32 {
	list := make([]float32, e.size())
	total := float32(math.Log2(e.gse.Dict.TotalFreq()))
	for id := range list {
		list[id] = total - float32(math.Log2(e.freq(int32(id))))
	}
	return list
}
