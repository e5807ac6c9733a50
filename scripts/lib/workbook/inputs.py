"""Changes the inputs of a workbook and looks at what follows."""
import json

from recalculate import recalculated
from xlsx import Book

SHEET = 4  # Assumptions


def _inputs(book):
    """(row, value as reported, value at the first flip, what flips) of every input that some verdict depends on."""
    cells = book.sheets["Assumptions"]
    row = 5
    while f"A{row}" in cells:
        flip = cells[f"J{row}"].value
        if isinstance(flip, float):
            yield row, cells[f"E{row}"].value, flip, cells[f"K{row}"].value
        row += 1


def _rechecked(book):
    cells = book.sheets["Verdicts"]
    return {cells[f"B{place[1:]}"].value for place, cell in cells.items()
            if place.startswith("D") and cell.value == "recheck"}


def check_flips(path, book, folder, problems):
    """Just before its first flip an input leaves every verdict; just past it the named category is to recheck."""
    inputs = list(_inputs(book))
    copies = []
    for row, used, flip, _ in inputs:
        for step in (0.999, 1.001):
            copies.append((path, {(SHEET, f"C{row}"): used + (flip - used) * step}))
    found = recalculated(copies, folder)
    for number, (row, _, _, words) in enumerate(inputs):
        before, after = found[2 * number], found[2 * number + 1]
        if _rechecked(before) or before.sheets["Assumptions"][f"L{row}"].value != "holds":
            problems.append(f"input C{row} flips something before {words}: {_rechecked(before)}")
        category = words.rsplit(", ", 1)[0]
        if category not in _rechecked(after) or after.sheets["Assumptions"][f"L{row}"].value != "flips":
            problems.append(f"input C{row} does not flip {words}: {_rechecked(after)}")


def check_other_rates(folder, temporary, problems):
    """A tenth more for every hour, in the workbook and in the policy, gives the same values and gains."""
    book = recalculated([(folder / "report.xlsx", {(SHEET, "C5"): 1.1})], temporary)[0]
    report = json.loads((folder / "other-rates.json").read_text(encoding="utf-8"))
    written = Book(folder / "report.xlsx")
    categories = {category["name"]: category for category in report["categories"]}
    cells = book.sheets["Verdicts"]
    for row in range(5, 5 + len(categories)):
        category = categories[cells[f"B{row}"].value]
        wanted = float(category["statement"]["gross_value"]), float(category["statement"]["net_value"])
        judged = sum(cells[f"{letter}{row}"].value * sign for letter, sign in
                     (("J", 1), ("K", -1), ("L", -1), ("M", -1)))
        for words, value, expected in zip(("value", "net value"), (cells[f"J{row}"].value, judged), wanted):
            if abs(value - expected) > 1e-4:
                problems.append(f"{category['name']} {words} at other rates: {value}, report.json {expected}")
    gains = {(category["name"], option["tool"]): option.get("gain")
             for category in report["categories"] for option in category["options"]}
    cells = book.sheets["Options"]
    row = 5
    while f"B{row}" in cells:
        tool = cells[f"C{row}"].value
        gain = gains[cells[f"B{row}"].value, "none" if tool == "No tool" else tool]
        if gain is not None and abs(cells[f"R{row}"].value - gain) > 1e-6:
            problems.append(f"{cells[f'B{row}'].value} {tool} at other rates: {cells[f'R{row}'].value}, report.json {gain}")
        row += 1
    assert written.sheets["Assumptions"]["A5"].value == "Hourly rate"
