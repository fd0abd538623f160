package server

import (
	"net/http"
	"sync"
)

// flight is one page in the making.
type flight struct {
	landed chan struct{} // closed when the page is made, or will not be
	begun  uint64        // in the order of writes, before anything is read
	page   *keptPage     // once landed; nil: it was not one to keep
}

// lead makes the caller the one who makes a page, or returns what somebody else makes already.
func (s *pageShelf) lead(key string) (f *flight, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.flights[key]; ok {
		return f, false
	}
	f = &flight{landed: make(chan struct{}), begun: s.clock}
	s.flights[key] = f
	return f, true
}

func (s *pageShelf) land(key string, f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(f.landed)
	delete(s.flights, key)
}

// oneFlight lets one of many visitors who miss the same page make it, and the others wait for that. They wait until the
// page is made, never for the network of whoever makes it.
//
// Where somebody writes meanwhile, the page is not kept. It is still true for those who had asked before it was begun;
// the others make the next one together, which was begun after all of them had asked. So nobody waits for more than two,
// and a page that is written to all the time is made by one visitor at a time, not by everybody who waits.
func (s *Server) oneFlight(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visitOf(r)
		if v.shared == nil || v.viewer != nil {
			next.ServeHTTP(w, r)
			return
		}
		for asked := v.shared.begun; ; {
			f, mine := s.shelf.lead(r.RequestURI)
			if mine {
				v.shared.begun = f.begun
				v.shared.made = sync.OnceFunc(func() { f.page = v.shared.page; s.shelf.land(r.RequestURI, f) })
				defer v.shared.made()
				if p := s.shelf.find(r.RequestURI, v.lib, s.Now); p != nil && !ours(r) { // made between our look at the shelf and now
					v.shared.page = p
					v.made()
					s.sendKept(w, r, p)
					return
				}
				s.shelf.misses.Add(1)
				next.ServeHTTP(w, r)
				return
			}
			select {
			case <-f.landed:
			case <-r.Context().Done():
				next.ServeHTTP(w, r)
				return
			}
			if f.page != nil && asked <= f.begun && f.page.lib == v.lib {
				s.sendKept(w, r, f.page)
				return
			}
			if !ours(r) && s.answerKept(w, r, r.RequestURI) {
				return
			}
			if f.page == nil {
				next.ServeHTTP(w, r)
				return
			}
		}
	})
}

// made tells those who wait for the same page that they need not wait for its bytes to reach the first one.
func (v *visit) made() {
	if v.shared != nil && v.shared.made != nil {
		v.shared.made()
	}
}
