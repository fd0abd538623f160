// Package browsertest knows how the site behaves in a real browser: it holds only tests. They start the whole program,
// with the articles of this repository, and use it by the names of its controls, as a reader or a screen reader would.
//
// They need a Chromium, a Java, axe-core and the Nu HTML checker; scripts/test-tools brings them. Where one is missing
// the tests say so and are left out, unless MENDWELL_BROWSER is "required".
package browsertest
