package server

import "net/http"

// protection is the headers that keep a browser from doing on our pages what we never ask of it, ready to be sent.
//
// The referrer goes to this site only: "no-referrer" would make browsers send "Origin: null" with our own forms, which
// the check against forged requests needs on plain HTTP, where they send no Sec-Fetch-Site.
type protection struct {
	policy, transport []string // transport is nil without TLS
	bytes             []byte   // all of it, as it is sent
}

// What protection says on every response. Nobody may write to these.
var (
	noSniff    = []string{"nosniff"}
	referrer   = []string{"same-origin"}
	sameOnly   = []string{"same-origin"}
	denyFrames = []string{"DENY"}
	// Only names that browsers know: an unknown one is a message on the console of every page.
	denied = []string{"accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), " +
		"geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), " +
		"otp-credentials=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), window-management=(), " +
		"xr-spatial-tracking=()"}

	plainProtection  = newProtection(protection{policy: []string{policy}})
	secureProtection = newProtection(protection{
		policy:    []string{policy + "; upgrade-insecure-requests"},
		transport: []string{"max-age=63072000"}, // not for subdomains: they may be somebody else's
	})
)

func newProtection(p protection) *protection {
	h := http.Header{}
	p.set(h)
	p.bytes = fieldLines(h)
	return &p
}

// Pictures may stand in a page itself: the icon of the tab does.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; manifest-src 'self'"

func (s *Server) protection(secure bool) *protection {
	if secure {
		return secureProtection
	}
	return plainProtection
}

// set writes the values without a copy. http.Header.Add on one of these names would find no room and copy them.
func (p *protection) set(h http.Header) {
	h["Content-Security-Policy"] = p.policy
	if p.transport != nil {
		h["Strict-Transport-Security"] = p.transport
	}
	h["X-Content-Type-Options"] = noSniff
	h["Referrer-Policy"] = referrer
	h["Cross-Origin-Opener-Policy"] = sameOnly
	h["Cross-Origin-Resource-Policy"] = sameOnly
	h["Permissions-Policy"] = denied
	h["X-Frame-Options"] = denyFrames
}

func (s *Server) protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.protection(s.secure(r)).set(w.Header())
		next.ServeHTTP(w, r)
	})
}
