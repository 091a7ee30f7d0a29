# Fills a form with openpyxl: FORM VALUES FILLED. VALUES is JSON, a list of
# {"sheet", "cell", "text"} or {"sheet", "cell", "number"}.
import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
for v in json.load(open(sys.argv[2], encoding="utf-8")):
    cell = book[v["sheet"]][v["cell"]]
    cell.value = v["number"] if "number" in v else v["text"]
    if "text" in v:
        cell.data_type = "s"  # "=…" is a text here, not a formula
book.save(sys.argv[3])
