package writing

import "depository.example/depository/pipeline/tell/describe"

// Method tells the method of the period as its own description does.
func Method(c *Writer) *describe.Teller {
	return &describe.Teller{Questionnaire: c.In.Questionnaire, Model: c.In.Model, Words: c.Words, Say: c.T, Records: c.Found.Records()}
}
