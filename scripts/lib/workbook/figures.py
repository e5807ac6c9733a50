"""Where the figures of report.json stand in the workbook: (words, (sheet, reference), value)."""


def _columns(book, sheet, row):
    """Column letters by heading; the second of two equal headings gets a 2."""
    found = {}
    for place, cell in book.sheets[sheet].items():
        letters = place.rstrip("0123456789")
        if place[len(letters):] == str(row) and isinstance(cell.value, str):
            found.setdefault(cell.value, []).append(letters)
    columns = {}
    for heading, letters in found.items():
        letters.sort(key=lambda text: (len(text), text))
        for number, letter in enumerate(letters, 1):
            columns[heading if number == 1 else f"{heading} {number}"] = letter
    return columns


def _number(value):
    return None if value is None else float(value)


def _estimate(words, sheet, row, columns, estimate):
    for column, key in zip(columns, ("value", "lo", "hi")):
        if estimate[key] is not None:
            yield f"{words} {key}", (sheet, f"{column}{row}"), _number(estimate[key])


def department_figures(book, report):
    """The departments of the sheet Data are those of the JSON; the hidden ones are one line of that name."""
    cells = book.sheets["Data"]
    heading = next(place for place, cell in cells.items() if cell.value == "Departments, USD")
    first = int(heading[1:]) + 2
    for row, department in enumerate(report["departments"], first):
        name = "Suppressed" if department.get("suppressed") else department["name"]
        if name is not None and name.isascii() and name.isprintable():
            yield "department", ("Data", f"A{row}"), name
        yield "department spend", ("Data", f"B{row}"), _number(department["spend"])
        yield "department net value", ("Data", f"C{row}"), _number(department["net_value"])
    yield "line after the departments", ("Data", f"B{first + len(report['departments'])}"), None


def figures(book, report):
    yield from bridge_figures(report)
    yield from department_figures(book, report)
    if not report["categories"]:
        return
    yield from _verdicts(book, report)
    yield from _options(book, report)
    yield from _summary(book, report)


def bridge_figures(report):
    """Start, effects and end with their shares of the start; the sheet is there only with another period."""
    if "comparison" not in report:
        return
    spend = report["comparison"]["spend"]
    before = _number(spend["before"])
    lines = [("start", before)]
    lines += [(effect["effect"], _number(effect["amount"])) for effect in report["bridge"]]
    lines.append(("end", _number(report["totals"]["spend"])))
    for row, (words, value) in enumerate(lines, 5):
        yield f"bridge {words}", ("Bridge", f"B{row}"), value
        if before > 0 and words not in ("start", "end"):
            yield f"bridge share {words}", ("Bridge", f"C{row}"), value / before
    if before > 0:
        yield "bridge share of the change", ("Bridge", f"C{4 + len(lines)}"), spend["fraction"]
    after = before
    for row, (words, value) in enumerate(lines[1:-1], 6):
        after += value
        yield f"spend after {words}", ("Bridge", f"D{row}"), after


def _verdicts(book, report):
    columns = _columns(book, "Verdicts", 4)
    for index, category in enumerate(report["categories"]):
        row = 5 + index
        words = category["key"]
        statement = category["statement"]
        exact = {
            "Tasks": category["tasks"], "AI spend now, USD": category["spend"], "Frees, USD": category["freed"],
            "AI spend after, USD": category["spend_after"], "One-off, USD": category["one_off"],
            "Outcome value, USD": statement["gross_value"], "Token cost, USD": statement["token_cost"],
            "Review and rework, USD": statement["human_cost"], "Run cost, USD": statement["run_cost"],
            "Net value, USD": statement["net_after_everything"],
        }
        for heading, value in exact.items():
            yield f"{words} {heading}", ("Verdicts", f"{columns[heading]}{row}"), _number(value)
        ends = [columns["Net value, USD"], columns["Low end"], columns["High end"]]
        yield from _estimate(words + " net value", "Verdicts", row, ends, category["net_value"])
        ends = [columns["Change if approved, USD"], columns["Low end 2"], columns["High end 2"]]
        yield from _estimate(words + " change", "Verdicts", row, ends, category["net_value_change"])


def _options(book, report):
    columns = _columns(book, "Options", 4)
    row = 5
    names = {
        "Difference, USD per task": "delta", "Standard error": "se", "t": "t", "Low end": "lo", "High end": "hi",
        "Hurdle, USD per task": "hurdle", "Gain, USD per task": "gain", "Gain under the inputs": "gain",
        "P(better)": "p_better", "Tasks in scope": "scope_tasks", "Tasks": "tasks",
        "USD per accepted task": "cost_per_accepted",
    }
    for category in report["categories"]:
        for option in category["options"]:
            for heading, key in names.items():
                if option.get(key) is not None:
                    place = ("Options", f"{columns[heading]}{row}")
                    yield f"{category['key']} {option['tool']} {key}", place, _number(option[key])
            row += 1


def _summary(book, report):
    totals, answer = report["totals"], report["answer"]
    yield "title", ("Summary", "A1"), report["title"]
    yield "spend", ("Summary", "B5"), _number(totals["spend"])
    yield "spend if approved", ("Summary", "E5"), _number(answer["spend_if_approved"])
    yield from _estimate("net value", "Summary", 6, "BCD", totals["net_value"])
    yield "net value if approved", ("Summary", "E6"), _number(answer["net_value_if_approved"])
    yield "spend to change", ("Summary", "B7"), _number(totals["spend_to_change"])
    for index, decision in enumerate(report["decisions"]):
        row = 12 + index
        yield "decision", ("Summary", f"A{row}"), decision["words"]
        yield "decision categories", ("Summary", f"B{row}"), float(len(decision["categories"]))
        yield "decision spend", ("Summary", f"C{row}"), _number(decision["spend"])
        yield "decision freed", ("Summary", f"E{row}"), _number(decision["freed"])
        yield "decision one-off", ("Summary", f"I{row}"), _number(decision["one_off"])
        yield from _estimate("decision change", "Summary", row, "FGH", decision["net_value_change"])
    row = 12 + len(report["decisions"]) + 1
    yield "total spend", ("Summary", f"C{row}"), _number(totals["spend"])
    yield "total freed", ("Summary", f"E{row}"), _number(totals["freed"]["value"])
    yield from _estimate("total change", "Summary", row, "FGH", totals["net_value_change"])
