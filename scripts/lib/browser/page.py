"""Questions to a loaded report page."""

import json

# Everything that the page may be made of; anything else came from a name.
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "svg", "defs", "pattern", "rect", "a", "header", "main", "footer",
    "section", "article", "nav", "div", "span", "strong", "b", "bdi", "p", "h1", "h2", "h3", "h4", "dl", "dt", "dd", "ul",
    "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "line", "circle", "path",
    "text", "desc", "pre",
}

OVERFLOWING = """
(() => {
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest(".scroll, svg, .sr, .skip")) continue;
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5))
      found.push(element.tagName + "." + element.className + " " + element.textContent.slice(0, 30));
  }
  return found.slice(0, 5);
})()
"""

UNREACHABLE = """
[...document.querySelectorAll(".scroll")]
  .filter(region => region.scrollWidth > region.clientWidth && region.tabIndex !== 0)
  .map(region => region.getAttribute("aria-labelledby"))
"""

DECISIONS = """
[...document.querySelectorAll("table[data-table=decisions] tbody tr")].map(row =>
  [...row.cells].map(cell => {
    const second = cell.querySelector(":scope > .i");
    const interval = second ? second.textContent : "";
    return [cell.textContent.slice(0, cell.textContent.length - interval.length).trim(), interval];
  }))
"""


class Page:
    def __init__(self, browser, path):
        self.browser = browser
        self.address = path.resolve().as_uri()

    def load(self, width, scheme):
        self.browser.load(self.address, width, 900, scheme)

    def width(self):
        return self.browser.evaluate("document.documentElement.scrollWidth")

    def overflowing(self):
        return self.browser.evaluate(OVERFLOWING)

    def unreachable_regions(self):
        return self.browser.evaluate(UNREACHABLE)

    def bottom_of_decisions(self):
        return self.browser.evaluate(
            "document.querySelector('table[data-table=decisions]').getBoundingClientRect().bottom")

    def foreign_elements(self):
        names = self.browser.evaluate("[...new Set([...document.querySelectorAll('*')].map(e => e.localName))]")
        return sorted(set(names) - ELEMENTS)

    def differences(self, report):
        """Where a figure of the decisions is not that of the JSON report, rounded to the step of print."""
        rows = self.browser.evaluate(DECISIONS)
        totals = report["totals"]
        expected = [
            (row["words"], row["spend"], row["freed"], row["net_value_change"], row["one_off"])
            for row in report["decisions"]
        ]
        carried = sum(float(row["spend"]) for row in report["categories"])
        change = totals["net_value_change"]
        invoice = report["reconciliation"]["invoice"]
        unattributed = "Unattributed and other" if invoice else "Not attributed"
        total = "Invoice" if invoice and invoice["complete"] else "AI spend"
        expected += [
            ("All categories", carried, totals["freed"]["value"], change, totals["one_off"]),
            (unattributed, totals["unattributed"]["spend"], 0, None, 0),
            (total, totals["spend"], totals["freed"]["value"], change, totals["one_off"]),
        ]
        found = []
        if len(rows) != len(expected):
            return [f"{len(rows)} decisions instead of {len(expected)}"]
        for cells, (label, spend, freed, estimate, one_off) in zip(rows, expected):
            if cells[0][0] != label:
                found.append(f"{cells[0][0]!r} instead of {label!r}")
            value = (estimate or {}).get("value")
            for column, exact in ((2, spend), (3, freed), (4, value), (5, one_off)):
                if not agrees(cells[column][0], exact, self.unit(report)):
                    found.append(f"{label}: {cells[column][0]!r} instead of {exact}")
            if value is not None and not cells[4][1]:
                found.append(f"{label}: no interval")
            ends = cells[4][1].split(" to ") if cells[4][1] else []
            for text, end in zip(ends, ("lo", "hi")):
                if not agrees(text, estimate[end], self.unit(report)):
                    found.append(f"{label}: {text!r} instead of {estimate[end]}")
        return found

    def unit(self, report):
        """Dollars in one printed unit; the caption says which."""
        caption = self.browser.evaluate("document.querySelector('#cap-decisions').textContent")
        return 1e6 if "millions" in caption else 1e3 if "thousands" in caption else 1


def agrees(text, exact, unit):
    """Lines are rounded so that they add up, so a printed figure may be a step away from its own rounding."""
    if text in ("–", ""):
        return abs(float(exact or 0)) / unit < 0.1
    decimals = len(text.split(".")[1]) if "." in text else 0
    number = float(text.replace(",", "").replace("\u2212", "-").replace("+", ""))
    return abs(number - float(exact or 0) / unit) < 10**-decimals


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
