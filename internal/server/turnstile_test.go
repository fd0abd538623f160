package server_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"mendwell/internal/account"
)

// Posts go one behind another, but nobody is held up by somebody whose text is still on its way.
func TestSlowPostHoldsUpNobody(t *testing.T) {
	h := open(t, folder(), nil)
	slow, quick := h.user("slow", account.RoleReader, ""), h.user("quick", account.RoleReader, "")
	form := url.Values{"text": {"Slowly."}}.Encode()
	body, rest := io.Pipe()
	reading := make(chan struct{})
	r := httptest.NewRequest(http.MethodPost, slow.base+"/articles/space/comments", io.MultiReader(told(func() { close(reading) }), body))
	r.ContentLength = int64(len(form))
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range slow.http.Jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	var wg sync.WaitGroup
	wg.Go(func() { h.server.Handler().ServeHTTP(w, r) })
	<-reading
	quick.post("/articles/space/comments", url.Values{"text": {"Quickly."}}).wants(303)
	_, err := io.WriteString(rest, form)
	must(t, err)
	must(t, rest.Close())
	wg.Wait()
	if w.Code != http.StatusSeeOther {
		t.Error(w.Code, w.Body)
	}
	page := quick.get("/articles/space").wants(200).body
	if first, second := strings.Index(page, "Quickly."), strings.Index(page, "Slowly."); first < 0 || second < first {
		t.Errorf("at %d and %d of the page", first, second)
	}
}

// told is an empty text that says when it is read.
type told func()

func (f told) Read([]byte) (int, error) {
	f()
	return 0, io.EOF
}

// However many come at once, each gets its answer and is seen.
func TestManyPostsPass(t *testing.T) {
	h := open(t, folder(), nil)
	var wg sync.WaitGroup
	for i := range 12 {
		b := h.user(fmt.Sprint("writer", i), account.RoleReader, "")
		wg.Go(func() {
			text := fmt.Sprintf("Word%dword.", i)
			b.post("/articles/space/comments", url.Values{"text": {text}}).wants(303)
			if !strings.Contains(b.get("/articles/space").wants(200).body, text) {
				t.Errorf("%s is not there", text)
			}
		})
	}
	wg.Wait()
}
