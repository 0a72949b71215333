package analysis

import "fmt"

// Where returns the documents of a selection for which a condition holds. It is
// a NothingError if there are none.
func (s *Selection) Where(c *Condition) (*Selection, error) {
	holds, err := c.apply(s.Corpus)
	if err != nil {
		return nil, err
	}
	part := &Selection{Corpus: s.Corpus, Zones: s.Zones, span: s.span, near: s.near}
	for _, doc := range s.Docs {
		if holds[doc] {
			part.Docs = append(part.Docs, doc)
		}
	}
	if len(part.Docs) == 0 {
		return nil, nothingf("no document that passes the filter fits %s", c)
	}
	return part, nil
}

// Rest returns the documents of a selection that are not in a part of it, which
// may be none.
func (s *Selection) Rest(part *Selection) *Selection {
	return &Selection{Corpus: s.Corpus, Zones: s.Zones, span: s.span, near: s.near, Docs: without(s.Docs, part.Docs)}
}

// Apart returns an error if two selections of a corpus share documents.
func Apart(target, reference *Selection) error {
	if target.Corpus != reference.Corpus {
		return nil
	}
	if n := len(target.Docs) - len(without(target.Docs, reference.Docs)); n > 0 {
		return fmt.Errorf("%s in both the target and the reference: a comparison needs two sets", plural(n, "document"))
	}
	return nil
}
