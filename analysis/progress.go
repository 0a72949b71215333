package analysis

import "sync"

// A progress tells how far a question has come that several goroutines work on.
// A nil one tells nobody.
type progress struct {
	mu          sync.Mutex
	done, total int
	tell        func(done, total int)
}

// progress begins work on so many documents.
func (s *Selection) progress(total int) *progress {
	if s.Progress == nil {
		return nil
	}
	return &progress{total: total, tell: s.Progress}
}

// add tells that so many more documents are done.
func (p *progress) add(documents int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += documents
	p.tell(p.done, p.total)
}
