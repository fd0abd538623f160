package server

import "runtime"

// turnstile lets readers go before those who write. Whoever passes it goes behind all that the scheduler knows to be
// ready, and only one at a time does: the scheduler looks for new requests on the network when nothing else is ready, so
// that thirty posts, which come and are answered together because they share commits, would keep two processors from
// all readers for milliseconds. Here each of them lets those go first who are ready; what it does then is not held back,
// since that would leave a processor idle where nobody reads.
//
// Nobody is inside while they wait for a visitor, the disk or another lock: whoever passes waits for work of others only.
type turnstile chan struct{}

func newTurnstile() turnstile { return make(turnstile, 1) }

// pass returns when those who came before have passed, in the order of their coming.
func (t turnstile) pass() {
	t <- struct{}{}
	runtime.Gosched()
	<-t
}
