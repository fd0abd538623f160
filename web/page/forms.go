package page

import (
	"strings"

	"mendwell/internal/account"
	"mendwell/web/ui"
)

// only returns the trouble of one of the account page's forms.
func only(p AccountProps, form string) *ui.Trouble {
	if p.At != form {
		return nil
	}
	return p.Trouble
}

// tick is the value of a box that is ticked.
func tick(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

func deviceName(f ui.Frame, s account.Session) string {
	if s.Device == "" {
		return f.Words.T("account.devices.unknown")
	}
	return s.Device
}

// keptLabel is the printed label of a kept tip: "Tip 3" also where only "3" was printed.
func keptLabel(f ui.Frame, k Kept) string {
	label := k.Label
	if k.Now.Tip != "" {
		label = k.Today.Label
	}
	if strings.Trim(label, "0123456789") == "" {
		return strings.TrimSpace(f.Words.T("tip.word") + " " + label)
	}
	return label
}

func keptTitle(k Kept) string {
	if k.Today.Title != "" {
		return k.Today.Title
	}
	return k.Title
}

func keptLang(f ui.Frame, k Kept) string {
	if k.Article != nil {
		return k.Article.Lang
	}
	if lang, _, ok := strings.Cut(k.Target.Article, "/"); ok {
		return lang
	}
	return f.Lang
}

// paragraphs splits plain text at its empty lines.
func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
