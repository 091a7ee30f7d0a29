# Fills a form with LibreOffice over UNO: FORM VALUES FILLED; see openpyxl_fill.py
# for VALUES. It starts an office of its own and ends it; where it fails, whoever
# started it ends what it has started.
import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(3000):  # a machine with much else to do; whoever started this has a deadline
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            time.sleep(0.1)
    sys.exit("the office does not answer")


form, values, filled = (os.path.abspath(a) for a in sys.argv[1:4])
with tempfile.TemporaryDirectory() as profile:
    pipe = "depository%d" % os.getpid()
    office = subprocess.Popen(["soffice", "-env:UserInstallation=file://" + profile, "--headless", "--norestore",
                               "--accept=pipe,name=%s;urp" % pipe])
    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(form), "_blank", 0, (prop("Hidden", True),))
    for v in json.load(open(values, encoding="utf-8")):
        cell = book.Sheets.getByName(v["sheet"]).getCellRangeByName(v["cell"])
        if "number" in v:
            cell.Value = v["number"]
        else:
            cell.String = v["text"]
    book.storeToURL(uno.systemPathToFileUrl(filled), (prop("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)
    try:
        desktop.terminate()
    except Exception:  # the bridge goes down with the office
        pass
    office.wait(30)
