"""Reads the cells of an XLSX file, and takes the values of formulas out of one. Python's standard library alone."""
import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Cell:
    """A cell as it is stored: its formula, if any, and its value as a number or as text."""

    def __init__(self, formula, value):
        self.formula = formula
        self.value = value


class Book:
    """Cells by sheet and reference."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.strings = self._strings()
        self.sheets = {name: self._cells(part) for name, part in self._sheet_parts()}

    def _xml(self, part):
        return ElementTree.fromstring(self.parts[part])

    def _strings(self):
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        return ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in self._xml("xl/sharedStrings.xml")]

    def _sheet_parts(self):
        targets = {rel.get("Id"): rel.get("Target") for rel in self._xml("xl/_rels/workbook.xml.rels")}
        for sheet in self._xml("xl/workbook.xml").iter(MAIN + "sheet"):
            target = targets[sheet.get(LINKS + "id")]
            yield sheet.get("name"), target.lstrip("/") if target.startswith("/") else "xl/" + target

    def _cells(self, part):
        cells = {}
        for cell in self._xml(part).iter(MAIN + "c"):
            formula = cell.find(MAIN + "f")
            stored = cell.find(MAIN + "v")
            inline = cell.find(MAIN + "is")
            text = stored.text if stored is not None else None
            kind = cell.get("t")
            if kind == "s":
                value = self.strings[int(text)]
            elif kind == "inlineStr":
                value = "".join(t.text or "" for t in inline.iter(MAIN + "t"))
            elif kind in ("str", "e", "b"):
                value = text or ""
            else:
                value = float(text) if text else None
            if formula is not None or value is not None:
                cells[cell.get("r")] = Cell(formula.text or "" if formula is not None else None, value)
        return cells


def without_values(source, target, changes=None):
    """Copies a workbook and leaves out the value of every formula, so that a reader has to work it out.

    `changes` gives cells of numbers a new value: {(sheet number, reference): value}.
    """
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
                for (sheet, reference), value in (changes or {}).items():
                    if name == f"xl/worksheets/sheet{sheet}.xml":
                        cell = rf'(<c r="{reference}"[^>]*><v>)[^<]*(</v>)'.encode()
                        data, found = re.subn(cell, rb"\g<1>" + repr(value).encode() + rb"\g<2>", data)
                        assert found == 1, reference
            new.writestr(name, data)
