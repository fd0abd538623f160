package content

// FindingsDoc is the page of the documentation that explains every code, as a path in the repository.
const FindingsDoc = "docs/findings.md"

// Doc returns where a finding is explained: what it means, why it matters, how to mend it and how to ignore it.
func (f Finding) Doc() string { return FindingsDoc + "#" + f.Code }
