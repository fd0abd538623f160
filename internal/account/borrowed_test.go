package account_test

import (
	"testing"
	"time"

	"mendwell/internal/account"
)

// borrow logs somebody in on a device that is not theirs.
func (s *site) borrow() string {
	s.t.Helper()
	token, _, err := s.Login(s.t.Context(), account.Login{Email: "ada@example.org", Password: good, Stay: account.StayBorrowed})
	s.ok(err)
	return token
}

func TestBorrowedDeviceEndsAfterTwoHoursWithoutAVisit(t *testing.T) {
	s := newSite(t)
	s.register("ada")
	token := s.borrow()
	s.clock = s.clock.Add(2*time.Hour - time.Second)
	if v := s.viewer(token); v == nil || v.Session.Stay != account.StayBorrowed {
		t.Fatal("it ends before two hours, or has forgotten whose device it is")
	}
	s.clock = s.clock.Add(2 * time.Hour)
	if s.viewer(token) != nil {
		t.Error("it lasts longer than two hours")
	}
}

func TestBorrowedDeviceEndsAfterTwelveHours(t *testing.T) {
	s := newSite(t)
	s.register("ada")
	token, end := s.borrow(), s.clock.Add(12*time.Hour)
	for range 11 {
		s.clock = s.clock.Add(time.Hour)
		if s.viewer(token) == nil {
			t.Fatalf("it ends at %v in spite of visits", s.clock)
		}
	}
	s.clock = end.Add(-time.Second)
	if s.viewer(token) == nil {
		t.Fatal("it ends before twelve hours")
	}
	s.clock = end
	if s.viewer(token) != nil {
		t.Error("visits make it longer than twelve hours")
	}
}

// Whoever changes the password on a borrowed device is still on a borrowed device.
func TestBorrowedDeviceStaysBorrowed(t *testing.T) {
	s := newSite(t)
	s.register("ada")
	fresh, err := s.ChangePassword(t.Context(), s.viewer(s.borrow()), good, "another quiet harbour")
	s.ok(err)
	if v := s.viewer(fresh); v.Session.Stay != account.StayBorrowed || !v.Session.Expires.Equal(s.clock.Add(2*time.Hour)) {
		t.Errorf("the new session is %+v", v.Session)
	}
}
