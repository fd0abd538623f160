package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/comment"
)

// longThread posts a thread and returns the ids of its comments, the top first. All answer the top.
func (h *house) longThread(b *browser, answers int) []int64 {
	h.t.Helper()
	var ids []int64
	for i := range 1 + answers {
		d := comment.Draft{Article: "en/space", Source: fmt.Sprint("thought ", i), Once: fmt.Sprint("thought-", i)}
		if i > 0 {
			d.Parent = ids[0]
		}
		id, err := h.comments.Post(h.t.Context(), h.viewer(b), d)
		must(h.t, err)
		ids = append(ids, id)
	}
	return ids
}

// Of a long thread the article has the first answers and a plain link to the others. Whatever leads to an answer leads to a
// page that shows it.
func TestLongThreadGoesOnElsewhere(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("river", account.RoleReader, "")
	const answers = comment.AnswersPerPage + 2
	ids := h.longThread(b, answers)
	thread := fmt.Sprintf("/articles/space/comments/%d", ids[0])

	doc := h.browser().get("/articles/space").wants(200).page()
	if got := doc.Find(".comment").Length(); got != 1+comment.AnswersShown {
		t.Errorf("%d comments on the page of the article", got)
	}
	if got := text(doc.Find("#comments-title")); got != fmt.Sprint(1+answers, " comments") {
		t.Errorf("counted: %q", got)
	}
	more := doc.Find(".more-answers a")
	if got := text(more); got != fmt.Sprintf("Show %d more answers to river", answers-comment.AnswersShown) || more.AttrOr("href", "") != thread {
		t.Errorf("%q leads to %q", got, more.AttrOr("href", ""))
	}
	for i, id := range ids {
		want := fmt.Sprintf("/articles/space#comment-%d", id)
		if i > comment.AnswersShown {
			want = fmt.Sprintf("%s#comment-%d", thread, id)
		}
		if i > comment.AnswersPerPage {
			want = fmt.Sprintf("%s?page=2#comment-%d", thread, id)
		}
		a := h.browser().get(fmt.Sprintf("/comments/%d", id)).wants(303)
		a.leadsTo(want)
		if i%20 == 0 || i > answers-2 {
			shown := h.browser().follow(a).wants(200).page()
			if shown.Find(fmt.Sprintf("#comment-%d", id)).Length() != 1 {
				t.Errorf("%s does not show it", want)
			}
		}
	}

	second := h.browser().get(thread + "?page=2").wants(200)
	doc = second.page()
	if got := text(doc.Find("h1")); got != fmt.Sprint(answers, " answers to river") {
		t.Errorf("heading %q", got)
	}
	if got := doc.Find(".comment").Length(); got != 3 {
		t.Errorf("%d comments on the second page, want the top and two answers", got)
	}
	for _, at := range []string{".more-answers a", ".pager a[rel=prev]"} {
		if got := doc.Find(at).AttrOr("href", ""); got != thread {
			t.Errorf("%s leads to %q", at, got)
		}
	}
	if doc.Find(`meta[name=robots][content=noindex]`).Length() != 1 || doc.Find(`link[rel=canonical], link[rel=alternate][hreflang]`).Length() != 0 {
		t.Error("machines are sent to this page")
	}
	if got := doc.Find(`.invite a`).First().AttrOr("href", ""); got != "/login?next="+url.QueryEscape(thread+"?page=2") {
		t.Errorf("the way back from login is %q", got)
	}
	for _, bad := range []string{"?page=3", "?page=0", "?page=x"} {
		b.get(thread + bad).wants(http.StatusNotFound)
	}
}

// An answer written on the page of its thread is shown where its writer lands, at once and to everybody.
func TestAnswerInALongThread(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("river", account.RoleReader, "")
	ids := h.longThread(b, comment.AnswersShown+1)
	thread := fmt.Sprintf("/articles/space/comments/%d", ids[0])
	for _, path := range []string{"/articles/space", thread} { // kept for both
		h.browser().get(path).wants(200)
		b.get(path).wants(200)
	}
	form := b.get(thread).wants(200).page().Find("form.write")
	v := hidden(form)
	v.Set("text", "One more thought")
	a := b.post(form.AttrOr("action", ""), v).wants(303)
	id := ids[len(ids)-1] + 1
	a.leadsTo(fmt.Sprintf("%s?done=posted#comment-%d", thread, id))
	if got := text(b.follow(a).wants(200).page().Find(fmt.Sprintf("#comment-%d .said", id))); got != "One more thought" {
		t.Errorf("the writer reads %q", got)
	}
	if got := text(h.browser().get(thread).wants(200).page().Find("main")); !strings.Contains(got, "One more thought") {
		t.Error("others do not see it")
	}
	if got := text(h.browser().get("/articles/space").wants(200).page().Find(".more-answers")); got != "Show 2 more answers to river" {
		t.Errorf("the article says %q", got)
	}
	b.post(fmt.Sprintf("/comments/%d/edit", id), url.Values{"text": {"Better"}}).wants(303).leadsTo(fmt.Sprintf("%s?done=edited#comment-%d", thread, id))
	b.post(fmt.Sprintf("/comments/%d/delete", id), nil).wants(303).leadsTo(thread + "?done=deleted")
	if got := h.browser().get("/articles/space").wants(200).page().Find(".more-answers").Length(); got != 0 {
		t.Error("there are no more answers")
	}
	b.post(fmt.Sprintf("/comments/%d/delete", ids[0]), nil).wants(303)
	gone := b.get(thread).wants(200).page()
	if gone.Find("form.write").Length() != 0 || gone.Find(".invite").Length() != 0 {
		t.Error("what was deleted cannot be answered")
	}
}

// Addresses that name no thread lead to where the comment is, or nowhere.
func TestAddressesOfThreads(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("river", account.RoleReader, "")
	ids := h.longThread(b, comment.AnswersShown+2)
	last := ids[len(ids)-1]
	thread := fmt.Sprintf("/articles/space/comments/%d", ids[0])
	b.get(fmt.Sprintf("/articles/space/comments/%d", ids[1])).wants(303).leadsTo(fmt.Sprintf("/articles/space#comment-%d", ids[1]))
	b.get(fmt.Sprintf("/articles/space/comments/%d", last)).wants(303).leadsTo(fmt.Sprintf("%s#comment-%d", thread, last))
	b.get(fmt.Sprintf("/articles/listening/comments/%d", ids[0])).wants(303).leadsTo(fmt.Sprintf("/articles/space#comment-%d", ids[0]))
	for _, bad := range []string{"/articles/space/comments/4711", "/articles/space/comments/0", "/articles/space/comments/x", fmt.Sprintf("/articles/none/comments/%d", ids[0])} {
		b.get(bad).wants(http.StatusNotFound)
	}
}

// Whoever does not want to answer or to change anything after all comes back to the comment.
func TestCommentFormsHaveAWayOut(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("river", account.RoleReader, "")
	id := h.longThread(b, 0)[0]
	at := fmt.Sprintf("/comments/%d", id)
	for path, want := range map[string]string{at + "/reply": at, at + "/edit": at} {
		if got := hrefOf(t, b.get(path).wants(200).page(), "Cancel"); got != want {
			t.Errorf("Cancel of %s leads to %q", path, got)
		}
	}
	preview := b.post("/articles/space/comments", url.Values{"text": {"Words"}, "action": {"preview"}}).wants(200)
	if got := hrefOf(t, preview.page(), "Cancel"); got != "/articles/space#comments" {
		t.Errorf("Cancel of a preview leads to %q", got)
	}
}
