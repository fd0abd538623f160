// Package fault knows the few ways in which a request can fail, in words that a visitor may read.
// An error of any other type is internal: it is logged and never shown.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of failure an error is. The server maps each kind to one HTTP status.
type Kind string

// The kinds of failure, from the visitor's side.
const (
	Internal     Kind = "internal"     // our mistake; details stay in the log
	Invalid      Kind = "invalid"      // something typed needs another look
	Unauthorised Kind = "unauthorised" // nobody is logged in
	Forbidden    Kind = "forbidden"    // logged in, but not allowed
	NotFound     Kind = "not_found"    // there is nothing at this address
	Gone         Kind = "gone"         // what was at this address is there no more, and will not come back
	Conflict     Kind = "conflict"     // the thing changed or exists already
	TooMany      Kind = "too_many"     // slow down; RetryAfter says how long
	TooLarge     Kind = "too_large"    // the request body is over its cap
	Busy         Kind = "busy"         // the database could not be written in time; nothing was kept, so ask again
)

// Error is a failure with words for the visitor. Message and the values of Fields are ids of interface texts
// (see package words), so that the same rule speaks English and German.
type Error struct {
	Kind       Kind
	Message    string            // id of a text; may be empty, then the kind's own text is shown
	Args       map[string]any    // values for the placeholders of Message and of the texts in Fields
	Fields     map[string]string // field name -> id of the sentence that says what to do
	RetryAfter time.Duration     // for TooMany and Busy
	Err        error             // the cause, for the log only
}

func (e *Error) Error() string {
	s := string(e.Kind)
	if e.Message != "" {
		s += ": " + e.Message
	}
	if len(e.Fields) > 0 {
		s += fmt.Sprintf(" %v", e.Fields)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New returns a failure of the given kind with the id of a text for the visitor.
func New(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// Wrap returns a failure of the given kind that keeps err for the log.
func Wrap(kind Kind, message string, err error) *Error {
	return &Error{Kind: kind, Message: message, Err: err}
}

// Fields returns an Invalid failure with a text id for each field.
func Fields(fields map[string]string) *Error { return &Error{Kind: Invalid, Fields: fields} }

// KindOf returns the kind of err: Internal for an error that is not a fault, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Of returns err's fault, or a bare Internal one that wraps it.
func Of(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Kind: Internal, Err: err}
}
