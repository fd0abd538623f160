package server

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// Who comes to a turnstile while somebody is inside waits, however many, and all pass in the end.
func TestTurnstile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := newTurnstile()
		gate <- struct{}{} // somebody is inside
		var passed atomic.Int32
		for range 5 {
			go func() {
				gate.pass()
				passed.Add(1)
			}()
		}
		synctest.Wait()
		if n := passed.Load(); n != 0 {
			t.Fatalf("%d passed while somebody was inside", n)
		}
		<-gate
		synctest.Wait()
		if n := passed.Load(); n != 5 {
			t.Errorf("%d of 5 passed", n)
		}
	})
}
