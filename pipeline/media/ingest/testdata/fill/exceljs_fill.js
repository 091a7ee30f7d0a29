// Fills a form with exceljs: FORM VALUES FILLED; see openpyxl_fill.py for VALUES.
const fs = require('fs');
const { Workbook } = require('exceljs');

(async () => {
  const [form, values, filled] = process.argv.slice(2);
  const book = new Workbook();
  await book.xlsx.readFile(form);
  for (const v of JSON.parse(fs.readFileSync(values, 'utf8'))) {
    book.getWorksheet(v.sheet).getCell(v.cell).value = 'number' in v ? v.number : v.text;
  }
  await book.xlsx.writeFile(filled);
})().catch(e => { console.error(e); process.exit(1); });
