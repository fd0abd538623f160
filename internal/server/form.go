package server

import (
	"cmp"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"mendwell/internal/fault"
	"mendwell/web/ui"
)

// form is what somebody typed: text that is valid, with plain line ends.
type form struct{ values url.Values }

// readForm reads the body of a POST, as browsers or the small script send it. Values of the address are not looked at.
func readForm(r *http.Request) (f form, err error) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(bodyLimit)
		if err == nil {
			f.values = r.MultipartForm.Value
		}
	} else {
		f.values, err = readFields(r)
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return form{}, fault.Wrap(fault.TooLarge, "", err)
	}
	if err != nil {
		return form{}, fault.Wrap(fault.Invalid, "", err)
	}
	return f, nil
}

// readFields reads a form of the usual kind; a body of another kind has no fields. It is what ParseForm does, without the
// values of the address, and without making room for bytes whose number was told.
func readFields(r *http.Request) (url.Values, error) {
	const usual = "application/x-www-form-urlencoded"
	if kind := r.Header.Get("Content-Type"); kind == "" {
		return nil, nil
	} else if kind != usual {
		if kind, _, err := mime.ParseMediaType(kind); err != nil || kind != usual {
			return nil, err
		}
	}
	if r.ContentLength < 0 { // it was not told
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		return url.ParseQuery(string(body))
	}
	body := make([]byte, r.ContentLength) // capBody has refused what is too much
	if _, err := io.ReadFull(r.Body, body); err != nil {
		return nil, err
	}
	return url.ParseQuery(string(body))
}

func (f form) get(name string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(f.values.Get(name), "\uFFFD"), "\r\n", "\n")
}

// troubleOf turns what a rule found wrong with a form into its summary, in the order of the form's fields, and the
// status to answer with. Not ok: err is something else and becomes a page of its own.
func troubleOf(v *visit, err error, fields ...string) (t *ui.Trouble, status int, ok bool) {
	f, isFault := errors.AsType[*fault.Error](err)
	if !isFault {
		return nil, 0, false
	}
	switch f.Kind {
	case fault.Invalid, fault.Conflict, fault.Unauthorised, fault.TooMany, fault.TooLarge, fault.Busy:
	default:
		return nil, 0, false
	}
	t = &ui.Trouble{Title: v.words.T("trouble.title"), Text: v.say(f.Message, f)}
	for _, name := range fields {
		if id, wrong := f.Fields[name]; wrong {
			t.Problems = append(t.Problems, ui.Problem{Field: name, Text: v.say(id, f)})
		}
	}
	for name := range f.Fields {
		if !slices.Contains(fields, name) { // a rule about a field that this form does not have: say it all the same
			t.Text = cmp.Or(t.Text, v.say(f.Fields[name], f))
		}
	}
	if t.Text == "" && len(t.Problems) == 0 {
		t.Text = v.words.T("error." + string(f.Kind) + ".text")
	}
	status = statusOf(f.Kind)
	if f.Kind == fault.Unauthorised || f.Kind == fault.Conflict {
		status = http.StatusUnprocessableEntity // a wrong password is something to type again
	}
	return t, status, true
}

// draftTrouble is troubleOf for the form of a longer text, which must not be lost where something breaks on our side.
func (s *Server) draftTrouble(r *http.Request, err error) (t *ui.Trouble, status int, ok bool) {
	v := visitOf(r)
	if fault.KindOf(err) != fault.Internal || r.Context().Err() != nil {
		return troubleOf(v, err, "text")
	}
	s.logFailure(r, err)
	t = &ui.Trouble{Title: v.words.T("error.internal.heading"), Text: v.words.T("error.internal.draft", "Reference", v.id)}
	return t, http.StatusInternalServerError, true
}
