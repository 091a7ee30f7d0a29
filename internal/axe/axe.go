// Package axe holds axe-core, with which tests look for faults of accessibility in
// pages. No program imports it.
package axe

import _ "embed"

// Script defines axe in a page.
//
//go:embed axe.min.js
var Script string
