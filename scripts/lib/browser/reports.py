"""Makes the reports that the browser loads."""

import pathlib
import subprocess

from page import read_json


class Report:
    def __init__(self, name, folder):
        self.name = name
        self.folder = folder
        self.page = folder / "report" / "report.html"
        self.json = read_json(folder / "report" / "report.json")

    def sheet_problems(self, pdf, expected):
        """A sheet for the answer, one for the verdicts, one for each category, and as many in all as expected."""
        information = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        count = next(int(line.split()[1]) for line in information.splitlines() if line.startswith("Pages:"))
        problems = [] if count == expected else [f"there are {count} sheets instead of {expected}"]
        for number, category in enumerate(self.json["categories"], start=3):
            text = subprocess.run(
                ["pdftotext", "-f", str(number), "-l", str(number), str(pdf), "-"], check=True, capture_output=True,
                text=True).stdout
            if not text.startswith("2 · Evidence") or "Next step" not in text:
                problems.append(f"sheet {number} is not the whole page of {category['name']!r}")
        return problems


def run(binary, *arguments):
    subprocess.run([binary, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def review(binary, source, folder, name):
    arguments = ["review", "--policy", str(source / "policy.yaml"), "--quiet"]
    arguments += ["--db", str(folder / "triage.db"), "--out", str(folder / "report")]
    for option, file in (
        ("--usage", "usage.csv"), ("--outcomes", "outcomes.csv"), ("--prices", "prices.csv"),
        ("--invoices", "invoices.csv"),
    ):
        if (source / file).exists():
            arguments += [option, str(source / file)]
    if (source / "compare").exists():
        arguments += ["--compare", (source / "compare").read_text().strip()]
    run(binary, *arguments)
    return Report(name, folder)


def sample_report(binary, folder: pathlib.Path):
    folder.mkdir(parents=True)
    run(binary, "demo", "--out", str(folder))
    return review(binary, folder, folder, "sample")


def case_report(binary, case: pathlib.Path, folder: pathlib.Path):
    folder.mkdir(parents=True)
    return review(binary, case, folder, case.name)
