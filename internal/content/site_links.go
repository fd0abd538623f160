package content

import "strings"

// siteLinks finds the addresses in site.yaml: navigation, offers, links to others.
func siteLinks(data []byte) []reference {
	fields, err := parseYAML(normalise(strings.TrimPrefix(string(data), "\ufeff")), 1, nil)
	if err != nil {
		return nil // said when it was read
	}
	var list []reference
	var collect func(fields []field)
	value := func(v value) { collect(v.fields) }
	collect = func(fields []field) {
		for _, f := range fields {
			if f.key == "url" && f.val.scalar() {
				list = append(list, reference{dest: strings.TrimSpace(f.val.text), at: place{f.val.line, f.val.col}})
			}
			value(f.val)
			for _, item := range f.val.list {
				value(item)
			}
		}
	}
	collect(fields)
	return list
}

// checkSiteLinks reports the addresses in site.yaml that lead nowhere on this site.
func (k *linker) checkSiteLinks() {
	d := &draft{file: &file{path: "site.yaml"}}
	for _, r := range k.siteLinks {
		if strings.HasPrefix(r.dest, "/") || k.site.BaseURL != "" && strings.HasPrefix(r.dest, k.site.BaseURL+"/") {
			k.resolve(d, k.site.DefaultLanguage, r)
		}
	}
	k.findings = append(k.findings, d.findings...)
}
