"""Checks workbooks against LibreOffice and against report.json.

Usage: python3 scripts/lib/workbook FOLDER…    (each holds report.xlsx and report.json)
"""
import json
import pathlib
import re
import sys
import tempfile

from figures import figures
from inputs import check_flips, check_other_rates
from recalculate import recalculated
from xlsx import Book

# Statistics of a report keep nine digits; a difference of two loses as many as the larger of them has.
RELATIVE = 2e-8
FORBIDDEN_PARTS = ("vbaProject", "externalLink", "hyperlink", "mergeCell")


def equal(left, right, largest):
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= max(1e-6, 1e-9 * largest, RELATIVE * max(abs(left), abs(right)))
    return left == right


def compare_formulas(written, found, largest, problems):
    count = 0
    for sheet, cells in written.sheets.items():
        for place, cell in cells.items():
            if cell.formula is None:
                continue
            count += 1
            other = found.sheets.get(sheet, {}).get(place)
            value = other.value if other else None
            if not equal(cell.value, value, largest):
                problems.append(f"{sheet}!{place} ={cell.formula}: written {cell.value!r}, worked out {value!r}")
    return count


def check_inert(book, problems):
    """Formulas are the code's own: they name sheets, cells, a few functions and fixed words; nothing else is run."""
    words = re.compile(r'"(?:recheck|OK|flips|holds|<>OK)"')
    allowed = re.compile(
        r"^(?:SUMIFS|SUM|COUNTIF|COUNTIFS|IF|MAX|MIN|ROUND|SIGN|Bridge|Summary|Verdicts|Options|Assumptions|Reconciliation|Data"
        r"|\$?[A-Z]{1,3}\$?\d+|[-+*/()=<>,:!.$\d])*$")
    for sheet, cells in book.sheets.items():
        for place, cell in cells.items():
            if cell.formula is not None and not allowed.match(words.sub("", cell.formula)):
                problems.append(f"{sheet}!{place}: a formula of foreign text: {cell.formula}")
    for name, data in book.parts.items():
        for word in FORBIDDEN_PARTS:
            if word in name or word.encode() in data:
                problems.append(f"{name} has {word}")
    if b'fullCalcOnLoad="1"' not in book.parts["xl/workbook.xml"]:
        problems.append("the workbook does not ask for a full calculation")


def check_figures(book, report, problems):
    count = 0
    for words, place, value in figures(book, report):
        count += 1
        sheet, reference = place
        cell = book.sheets[sheet].get(reference)
        if not equal(cell.value if cell else None, value, float(report["totals"]["spend"])):
            problems.append(f"{words}: {sheet}!{reference} is {cell.value if cell else None!r}, report.json {value!r}")
    return count


def check(folder):
    book = Book(folder / "report.xlsx")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    problems = []
    spend = float(report["totals"]["spend"])
    with tempfile.TemporaryDirectory() as temporary:
        formulas = compare_formulas(book, recalculated([(folder / "report.xlsx", {})], pathlib.Path(temporary))[0], spend, problems)
    check_inert(book, problems)
    if ("Bridge" in book.sheets) != ("comparison" in report):
        problems.append("the sheet Bridge is there without another period, or is missing with one")
    count = check_figures(book, report, problems)
    if (folder / "other-rates.json").exists():
        with tempfile.TemporaryDirectory() as temporary:
            check_flips(folder / "report.xlsx", book, pathlib.Path(temporary), problems)
        with tempfile.TemporaryDirectory() as temporary:
            check_other_rates(folder, pathlib.Path(temporary), problems)
    for problem in problems[:20]:
        print(f"{folder}: {problem}", file=sys.stderr)
    print(f"{folder.name}: {formulas} formulas recalculated, {count} figures equal report.json, {len(problems)} problems")
    return not problems


if __name__ == "__main__":
    results = [check(pathlib.Path(argument)) for argument in sys.argv[1:]]
    sys.exit(0 if results and all(results) else 1)
