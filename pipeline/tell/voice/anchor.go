package voice

import "depository.example/depository/pipeline/survey/survey"

// PartnerAnchor is the place that tells of a partner: "#" before it is a link, to a
// heading of a report or to a page of the site.
func PartnerAnchor(id string) string { return "partner-" + id }

// PracticeAnchor is the place that tells of a practice.
func PracticeAnchor(k survey.PracticeKey) string {
	return "practice-" + k.Partner + "/" + PracticeID(k)
}

// PracticeID is the name of a practice below its partner: its id, after the place
// where it has one.
func PracticeID(k survey.PracticeKey) string {
	if k.Place != "" {
		return k.Place + "-" + k.ID
	}
	return k.ID
}

// CriterionAnchor is the place that tells of a criterion.
func CriterionAnchor(id string) string { return "criterion-" + id }
