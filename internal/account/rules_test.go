package account

import (
	"strings"
	"testing"
	"time"
)

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"": "account.name.missing", "   ": "account.name.missing", "...": "account.name.missing", "\u3164": "account.name.characters",
		"a": "", "Ada Lovelace": "", "Zoë": "", "李小龙": "", "می\u200cخواهم": "", "👩\u200d🔬": "", "O’Brien-Smith": "",
		strings.Repeat("ä", 60): "", strings.Repeat("ä", 61): "account.name.long",
		"a\u202eb": "account.name.characters", "a\x00": "account.name.characters", "a\nb": "account.name.characters",
		"a\u200bb": "account.name.characters", "a\u2066b": "account.name.characters", "a\xff": "account.name.characters",
		"Z" + strings.Repeat("\u0335", 9): "account.name.characters",
	} {
		if got := checkName(cleanName(name)); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestEmails(t *testing.T) {
	good := []string{"a@b.de", "first.last+tag@sub.example.org", "o'brien@example.org", "ünï@müller.de", "a@xn--mller-kva.de"}
	bad := []string{"a", "a@", "@b.de", "a@b", "a b@c.de", "a@b..de", "a@-b.de", "a@b.de.", "<a@b.de>", "A <a@b.de>", "a@b@c.de",
		`"a b"@c.de`, "a@b.de,c@d.de", "a@[127.0.0.1]", "a@b.de\n", "a\u202e@b.de", strings.Repeat("a", 65) + "@b.de",
		"a@" + strings.Repeat("b.", 130) + "de", "a@b_c.de", "a@b.d e"}
	for _, e := range good {
		if id := checkEmail(e); id != "" {
			t.Errorf("%q refused: %s", e, id)
		}
	}
	for _, e := range bad {
		if checkEmail(e) == "" {
			t.Errorf("%q accepted", e)
		}
	}
}

func TestPasswords(t *testing.T) {
	for _, p := range []string{"passwordpassword", "Password123", "password2024!", "P4ssw0rd2024", "passwort12345", "1234567890",
		"0987654321", "qwertyuiop", "qwertzuiop", "qwertz123456", "asdfghjkl1", "1q2w3e4r5t", "aaaaaaaaaa", "ababababab",
		"abcdefghij", "iloveyou12", "ILoveYou123!", "sunshine2020", "letmeinplease", "welcome12345", "football123",
		"correcthorsebatterystaple", "qazwsxedc123", "1qaz2wsx3edc", "zxcvbnm1234", "111222333444", "abc123abc123",
		"hallo12345", "ichliebedich", "schatzi1234", "bayernmuenchen", "fussball2024", "sommer2025!", "princess123",
		"superman123", "trustno1trustno1", "testtest123", "mendwell2026", "changeme123", "admin12345", "qwerty12345",
		"1111111111", "123123123123", "michael1234", "password password", "geheim1234", "0000000000", "12345678910",
		"1234554321", "a1b2c3d4e5", "999999999999", "!@#$%^&*()", "abcd123456", "jesuschrist", "chocolate1"} {
		if got := checkPassword(p, "x@y.org", "X"); got != "account.password.common" {
			t.Errorf("%q: %q", p, got)
		}
	}
	for _, p := range []string{"a quiet harbour town", "Tr4um-Wetter-Kanne", "9f8a7b6c5d-zq", "correct horse lamp tree", "grüne Wälder im März",
		"kx7#mPq2vL", "my dog ate 3 lemons", "四月は君の嘘が好きだよね", "sunshine8273645", "ponderous-otter"} {
		if got := checkPassword(p, "x@y.org", "X"); got != "" {
			t.Errorf("%q refused: %s", p, got)
		}
	}
	for p, want := range map[string]string{
		"": "account.password.short", "123456789": "account.password.short", "ééééééééé": "account.password.short",
		strings.Repeat("kw3$", 50): "", strings.Repeat("kw3$", 50) + "x": "account.password.long",
		strings.Repeat("xy", 5000): "account.password.long", "mara.lind@example.org": "account.password.own",
		"MARA.LIND@Example.org": "account.password.own", "mara.Lind1": "", "Mara Lind-Weber": "account.password.own",
		"maralind-weber": "account.password.own",
	} {
		if got := checkPassword(p, "mara.lind@example.org", "Mara Lind-Weber"); got != want {
			t.Errorf("%.30q: %q, want %q", p, got, want)
		}
	}
	if got := checkPassword("mara.lind.weber", "mara.lind.weber@example.org", "M"); got != "account.password.own" {
		t.Errorf("local part: %q", got)
	}
}

func FuzzRules(f *testing.F) {
	f.Add("password1234", "a@b.de", "Ada")
	f.Add("1q2w3e4r", "\xff@\x00", "\u0301")
	f.Fuzz(func(t *testing.T, password, email, name string) {
		begun := time.Now()
		checkPassword(password, email, name)
		checkEmail(cleanEmail(email))
		checkName(cleanName(name))
		if took := time.Since(begun); took > 10*time.Second { // microseconds, but the machine may be busy
			t.Fatalf("took %v", took)
		}
	})
}

func TestDevice(t *testing.T) {
	for ua, want := range map[string]string{
		"": "", "something else": "",
		"Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0":                                                                  "Firefox on Android",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0":         "Edge on Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0":         "Opera on Windows",
		"Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/5": "Samsung Internet on Android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604": "Safari on iPhone",
		"Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1":         "Chrome on iPad",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15":                 "Safari on macOS",
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36":                                 "Chrome on Linux",
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                                "Firefox on Linux",
	} {
		if got := Device(ua); got != want {
			t.Errorf("%s: %q, want %q", ua, got, want)
		}
	}
}

func TestPHC(t *testing.T) {
	want := Cost{Memory: 19456, Passes: 2, Lanes: 1}
	phc := encodePHC(StandardCost(), make([]byte, 16), make([]byte, 32))
	if !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatal(phc)
	}
	cost, salt, sum, err := decodePHC(phc)
	if err != nil || cost != want || len(salt) != 16 || len(sum) != 32 {
		t.Fatalf("%+v, %d, %d, %v", cost, len(salt), len(sum), err)
	}
	for _, bad := range []string{"", "$", "$argon2i$v=19$m=1,t=1,p=1$AAAA$AAAA", "$argon2id$v=18$m=1,t=1,p=1$AAAA$AAAA",
		"$argon2id$v=19$m=1,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$x$AAAA$AAAA",
		"$argon2id$v=19$m=1,t=1,p=1$*$AAAA", "$argon2id$v=19$m=1,t=1,p=1$AAAA$*"} {
		if _, _, _, err := decodePHC(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}
