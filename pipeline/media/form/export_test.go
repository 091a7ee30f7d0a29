package form

// RecomputedAll and Vinnytsia serve the tests that read a form as the pipeline does.
var (
	RecomputedAll = recomputedAll
	Vinnytsia     = vinnytsia
)
