package content

import (
	"strings"
	"unicode/utf8"
)

// Most front matters are a few lines of "key: value". quickYAML reads these as parseYAML does, in a twentieth of the
// time; it says no wherever a line is anything else, or its text anything that YAML might read in another way. The fields are
// put where fields has room.
func quickYAML(text string, first int, fields []field) ([]field, bool) {
	open := false // the last key may have items in the lines below
	for line := first; text != ""; line++ {
		var row string
		row, text, _ = strings.Cut(text, "\n")
		if item, ok := strings.CutPrefix(row, "  - "); ok {
			v, ok := plainScalar(item, line, 5)
			if !ok || !open {
				return nil, false
			}
			list := &fields[len(fields)-1].val
			if len(list.list) == 0 {
				list.line, list.col = line, 3
			}
			list.list = append(list.list, v)
			continue
		}
		if open && len(fields[len(fields)-1].val.list) == 0 {
			return nil, false
		}
		key, written, ok := strings.Cut(row, ":")
		if !ok || !plainKey(key) {
			return nil, false
		}
		for _, f := range fields {
			if f.key == key {
				return nil, false
			}
		}
		f := field{key: key, line: line, col: 1}
		if open = written == ""; open {
			f.val = value{kind: kindList}
		} else if written[0] != ' ' {
			return nil, false
		} else if f.val, ok = plainValue(written[1:], line, len(key)+3); !ok {
			return nil, false
		}
		fields = append(fields, f)
	}
	return fields, len(fields) > 0 && (!open || len(fields[len(fields)-1].val.list) > 0)
}

// plainValue reads what stands behind a key: a text, or a list of names in brackets.
func plainValue(text string, line, col int) (value, bool) {
	inner, ok := strings.CutPrefix(text, "[")
	if !ok {
		return plainScalar(text, line, col)
	}
	if inner, ok = strings.CutSuffix(inner, "]"); !ok {
		return value{}, false
	}
	list := value{kind: kindList, line: line, col: col}
	col++
	for name := range strings.SplitSeq(inner, ", ") {
		if !plainKey(name) {
			return value{}, false
		}
		list.list = append(list.list, value{kind: kindText, text: name, line: line, col: col})
		col += len(name) + len(", ")
	}
	return list, true
}

// plainScalar reads a text: in double quotes, without them, or a date.
func plainScalar(text string, line, col int) (value, bool) {
	v := value{kind: kindText, text: text, line: line, col: col}
	if quoted, ok := strings.CutPrefix(text, `"`); ok {
		if quoted, ok = strings.CutSuffix(quoted, `"`); !ok || quoted == "" || !allBytes(quoted, inQuotes) || !utf8.ValidString(quoted) {
			return value{}, false
		}
		v.text = quoted
		return v, true
	}
	if isDay(text) {
		return v, true
	}
	return v, text != "" && isASCIILetter(text[0]) && text[len(text)-1] != ' ' && allBytes(text, inPlain) && !yamlWord(text)
}

// plainKey says whether a text is a name: letters, digits, "-" and "_", behind a letter.
func plainKey(text string) bool {
	return text != "" && isASCIILetter(text[0]) && allBytes(text, inName) && !yamlWord(text)
}

// yamlWord says whether a word may mean something other than itself.
func yamlWord(text string) bool {
	if len(text) > len("false") {
		return false
	}
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null", "inf", "nan":
		return true
	}
	return false
}

func isDay(text string) bool {
	return len(text) == len("2006-01-02") && text[4] == '-' && text[7] == '-' && allDigits(text[:4]) && allDigits(text[5:7]) && allDigits(text[8:])
}

const (
	inName = 1 << iota
	inPlain
	inQuotes
)

// plainBytes says where a byte may stand. Those beyond ASCII stand in quotes only.
var plainBytes = func() (table [256]uint8) {
	for c := range 256 {
		b := byte(c)
		switch {
		case isASCIILetter(b) || isDigit(b) || b == '-' || b == '_':
			table[c] = inName | inPlain | inQuotes
		case b == ' ' || b == ',' || b == '.' || b == ';' || b == '(' || b == ')' || b == '/':
			table[c] = inPlain | inQuotes
		case b == '"' || b == '\\' || b < ' ' || b == 0x7F:
		default:
			table[c] = inQuotes
		}
	}
	return table
}()

func allBytes(text string, kind uint8) bool {
	for i := range len(text) {
		if plainBytes[text[i]]&kind == 0 {
			return false
		}
	}
	return true
}
