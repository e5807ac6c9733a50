"""Checks the report page as a browser shows and prints it. Run by scripts/test-browser."""

import argparse
import pathlib
import shutil
import sys
import tempfile

from chromium import Chromium
from page import Page
from reports import case_report, sample_report

WIDTHS = (1280, 500, 320)
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}
# Answer, verdicts, a sheet per category, cap or triage on two, assumptions, reconciliation (two with invoices), departments with data
# quality, method, hidden cost with spend without shown return and software on two, budgets; with a comparison one more.
SHEETS = {"sample": 23, "hostile-names": 19, "two-quarters": 20}
# Letter is shorter: the sample's software candidates take a sheet of their own.
LETTER_SHEETS = {**SHEETS, "sample": 24}


def check(report, browser, pictures):
    failures = []

    def expect(condition, message):
        if not condition:
            failures.append(f"{report.name}: {message}")

    page = Page(browser, report.page)
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page.load(width, scheme)
            where = f"at {width} px, {scheme}"
            for message in browser.messages():
                expect(False, f"{where}: {message}")
            expect(page.width() <= width, f"{where} the page is {page.width()} px wide")
            for element in page.overflowing():
                expect(False, f"{where} {element} reaches out of the page")
            for region in page.unreachable_regions():
                expect(False, f"{where} {region} cannot be scrolled by key")
            if pictures:
                browser.screenshot(str(pictures / f"{report.name}-{width}-{scheme}.png"))
    page.load(1280, "light")
    if report.name == "sample":
        bottom = page.bottom_of_decisions()
        expect(bottom <= 900, f"the decisions end at {bottom} px, below the first screen")
    for name in page.foreign_elements():
        expect(False, f"the page holds <{name}>")
    for text in page.differences(report.json):
        expect(False, text)
    for paper, size in PAPERS.items():
        target = report.folder / f"{report.name}-{paper}.pdf"
        browser.pdf(str(target), *size)
        for text in report.sheet_problems(target, (LETTER_SHEETS if paper == "Letter" else SHEETS)[report.name]):
            expect(False, f"on {paper} {text}")
        if pictures:
            shutil.copy(target, pictures / target.name)
    return failures


def main():
    parser = argparse.ArgumentParser(prog="scripts/test-browser", description=__doc__)
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--cases", required=True, type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder for screenshots and PDFs")
    options = parser.parse_args()
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    failures = []
    with tempfile.TemporaryDirectory(prefix="roi-triage-browser-", ignore_cleanup_errors=True) as folder:
        folder = pathlib.Path(folder)
        reports = [
            sample_report(options.binary, folder / "sample"),
            case_report(options.binary, options.cases / "hostile-names", folder / "hostile-names"),
            case_report(options.binary, options.cases / "two-quarters", folder / "two-quarters"),
        ]
        browser = Chromium("chromium", str(folder / "profile"))
        try:
            for report in reports:
                failures += check(report, browser, options.pictures)
        finally:
            browser.close()
    for failure in failures:
        print("FAILED", failure)
    if failures:
        sys.exit(1)
    print(
        f"{len(reports)} pages: nothing overflows at {', '.join(map(str, WIDTHS))} px, the console is silent, "
        "the sheets are as expected, and the decisions agree with the JSON report.")


main()
