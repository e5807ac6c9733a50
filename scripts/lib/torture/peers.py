"""What other tools make of the same damaged files, where they are installed."""

import json
import pathlib
import shutil
import subprocess

import oracle

SCRIPT = pathlib.Path(__file__).with_name("peer_loading.py")


def compare(manifest, files, folder, score):
    """Prints how many files each tool loads silently wrong; nothing here passes or fails."""
    totals = {line["good_file"]: expected(files / line["good_file"]) for line in manifest}
    python = pathlib.Path(folder) / "bin" / "python" if folder else None
    loaders = {"sqlite3 shell": shutil.which("sqlite3") and [shutil.which("python3")]}
    for module in ("pandas", "duckdb"):
        loaders[module] = [str(python)] if python and python.exists() and has(python, module) else None
    for name, interpreter in loaders.items():
        if not interpreter:
            score.skip(name, "not installed; scripts/bench installs it")
            continue
        results = loaded(interpreter, name, [files / line["file"] for line in manifest])
        wrong = sum(is_wrong(line, results[line["file"]], totals) for line in manifest)
        refused = sum(line["must"] == "read" and results[line["file"]] is None for line in manifest)
        score.note(f"{name}: {len(manifest)} files, {wrong} silently wrong, {refused} refused though good")


def has(python, module):
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0


def expected(file):
    reading = oracle.read(file.read_bytes())
    return [reading.new, reading.cost_nanos, reading.tokens]


def loaded(interpreter, name, files):
    """Rows, nano-dollars and tokens that a tool got from each file without a word; None where it complained."""
    run = subprocess.run(
        [*interpreter, SCRIPT, name], input="\n".join(map(str, files)), capture_output=True, text=True, check=True)
    return {pathlib.Path(line["file"]).name: line["totals"] for line in map(json.loads, run.stdout.splitlines())}


def is_wrong(line, found, totals):
    """Loaded though it must be refused, or with other totals than the good file's."""
    if found is None:
        return False
    return line["must"] == "refuse" or found != totals[line["good_file"]]
