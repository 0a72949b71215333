package store

// Numbers of documents and words that are read from a file and handed to a
// caller are indexes into arrays of his, where one that leads out of them would
// look like a mistake of his ([Guard]). So they are compared with their bounds.

func (c *Corpus) checkDoc(doc uint32) {
	if int(doc) >= c.catalog.len() {
		c.misfit("a document")
	}
}

func (c *Corpus) checkWord(word uint32) {
	if int(word) >= c.NumWords() {
		c.misfit("a word")
	}
}

// checkWords checks the words that tokens count as: NoWord is none, and those
// that only replaced documents have get the number of the word behind them,
// which may be one too many.
func (c *Corpus) checkWords(words []uint32) {
	last := uint32(0)
	for _, w := range words {
		last = max(last, w+1) // NoWord is 2³²−1
	}
	if int(last) > c.NumWords()+1 {
		c.misfit("a word")
	}
}

func (c *Corpus) misfit(what string) {
	name := "corpus"
	if c.catalog.file != nil {
		name = c.catalog.file.name
	}
	panic(&Damage{name, "it leads to " + what + " that is not there"})
}
