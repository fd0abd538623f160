package content

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

type place struct{ line, col int }

var (
	tomlKey   = regexp.MustCompile(`^[ \t]*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)[ \t]*=`)
	tomlTable = regexp.MustCompile(`^[ \t]*\[{1,2}[ \t]*([^\[\]]+?)[ \t]*\]{1,2}`)
)

// tomlPlaces finds the line of every key: the decoder does not tell.
func tomlPlaces(text string, first int) map[string]place {
	places := map[string]place{"": {first, 1}}
	table := ""
	for i, line := range strings.Split(text, "\n") {
		at := place{i + first, len(line) - len(strings.TrimLeft(line, " \t")) + 1}
		if m := tomlTable.FindStringSubmatch(line); m != nil {
			table = m[1] + "."
			if _, ok := places[m[1]]; !ok {
				places[m[1]] = at
			}
		} else if m := tomlKey.FindStringSubmatch(line); m != nil {
			key := table + strings.Trim(m[1], `"'`)
			if _, ok := places[key]; !ok {
				places[key] = at
			}
		}
	}
	return places
}

func tomlFields(m map[string]any, places map[string]place, prefix string, outer place) []field {
	fields := make([]field, 0, len(m))
	for key, v := range m {
		at, ok := places[prefix+key]
		if !ok {
			at = outer
		}
		f := field{key: key, line: at.line, col: at.col}
		f.val = tomlValue(v, places, prefix+key+".", at)
		fields = append(fields, f)
	}
	slices.SortFunc(fields, func(a, b field) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return strings.Compare(a.key, b.key)
	})
	return fields
}

func tomlValue(v any, places map[string]place, prefix string, at place) value {
	val := value{line: at.line, col: at.col, kind: kindText}
	switch v := v.(type) {
	case string:
		val.text = v
	case bool:
		val.kind, val.text = kindBool, strconv.FormatBool(v)
	case int64, float64:
		val.kind, val.text = kindNumber, fmt.Sprint(v)
	case time.Time:
		val.text = v.Format(time.RFC3339)
	case toml.LocalDate, toml.LocalDateTime, toml.LocalTime:
		val.text = fmt.Sprint(v)
	case []any:
		val.kind = kindList
		for _, item := range v {
			val.list = append(val.list, tomlValue(item, places, prefix, at))
		}
	case map[string]any:
		val.kind = kindMap
		val.fields = tomlFields(v, places, prefix, at)
	}
	return val
}
