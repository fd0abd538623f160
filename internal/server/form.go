package server

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"mendwell/internal/fault"
	"mendwell/web/ui"
)

// form is what somebody typed: text that is valid, with plain line ends.
type form struct{ r *http.Request }

// readForm reads the body of a POST, as browsers or the small script send it. Values of the address are not looked at.
func readForm(r *http.Request) (form, error) {
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(bodyLimit)
		if err == nil {
			r.PostForm = r.MultipartForm.Value
		}
	} else {
		err = r.ParseForm()
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return form{}, fault.Wrap(fault.TooLarge, "", err)
	}
	if err != nil {
		return form{}, fault.Wrap(fault.Invalid, "", err)
	}
	return form{r}, nil
}

func (f form) get(name string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(f.r.PostForm.Get(name), "\uFFFD"), "\r\n", "\n")
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
