package store

// The index of a segment is made by two goroutines. First each notes where the
// words and characters of one half of the documents stand, then both code shares
// of the words or characters (inOrder). The last segment of an ingest, which for
// most corpora is the only one, is written while nothing else is left to do.

// inParallel calls f with 0 and 1 at the same time. Damage that either meets is
// that of the caller: nobody could recover what a goroutine panics with.
func inParallel(f func(i int)) {
	wait := inBackground(func() { f(1) })
	err := Guard(func() error { f(0); return nil })
	wait()
	if err != nil {
		panic(err)
	}
}

// inBackground calls f, and returns what waits for it and panics with the damage
// that it met.
func inBackground(f func()) (wait func()) {
	failed := make(chan error, 1)
	go func() { failed <- Guard(func() error { f(); return nil }) }()
	return func() {
		if err := <-failed; err != nil {
			panic(err)
		}
	}
}

// part returns the documents of one of the halves of a segment in memory.
func (s *segment) part(i int) (from, to int) {
	bounds := sharesOf(2, s.len(), func(doc int) int { return int(s.tokens(doc)) })
	return bounds[i], bounds[i+1]
}

// placeLogs hold lists of places, of each the first half of the documents in the
// one log and the second in the other.
type placeLogs [2]placeLog

// each calls f with both logs at the same time.
func (l *placeLogs) each(f func(i int, log *placeLog)) {
	inParallel(func(i int) { f(i, &l[i]) })
}

// words is the number of words of a list, give or take some chunks.
func (l *placeLogs) words(list int) int { return l[0].words(list) + l[1].words(list) }
