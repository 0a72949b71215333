package segment

// Frequencies returns for each word of the dictionary, by id, its share of all
// running words as gse's dictionary has it. One-character words all have the
// least share there. Compounds have no frequency; ids from len on are theirs.
func (s *Segmenter) Frequencies() []float64 {
	shares := make([]float64, s.engine.size())
	for id := range shares {
		shares[id] = s.engine.freq(int32(id)) / s.engine.sum()
	}
	return shares
}
