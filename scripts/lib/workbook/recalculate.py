"""Has LibreOffice work workbooks out anew."""
import subprocess

from xlsx import Book, without_values


def recalculated(copies, folder):
    """Recalculates each (path, {(sheet number, reference): new value}) in one run and returns the books in order."""
    names = []
    for number, (path, changes) in enumerate(copies):
        bare = folder / f"bare{number}.xlsx"
        without_values(path, bare, changes)
        names.append(str(bare))
    out = folder / "out"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *names],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    return [Book(out / f"bare{number}.xlsx") for number in range(len(copies))]
