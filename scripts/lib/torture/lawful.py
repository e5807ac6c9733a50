"""Files that are right, written in every way that the formats allow: they must be read exactly."""

import random

TEXTS = [
    "Sales", "Legal, EU", 'the "small" one', "two\nlines", "two\r\nlines", "Cafe\u0301", "Caf\u00e9", "财务", "=1+1",
    "0"]
OPTIONAL = {
    "usage": [
        "task_id", "parent_request_id", "worker_id", "department", "category", "provider", "input_tokens",
        "cached_input_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "cost_usd", "requests",
        "status", "remark"],
    "outcomes": [
        "worker_id", "department", "complexity", "succeeded", "value_usd", "minutes_saved", "review_minutes",
        "rework_minutes", "remark"],
}
REQUIRED = {
    "usage": ["request_id", "timestamp", "model"], "outcomes": ["task_id", "completed_at", "category", "tool"]}


def file(kind, seed):
    """The bytes of a file."""
    chance = random.Random(seed)
    optional = OPTIONAL[kind]
    columns = REQUIRED[kind] + chance.sample(optional, chance.randrange(len(optional) + 1))
    chance.shuffle(columns)
    write_row = usage_row if kind == "usage" else outcome_row
    rows = [write_row(chance, number) for number in range(chance.randrange(1, 60))]
    rows += chance.sample(rows, len(rows) // 5)
    lines = [[heading(chance, name) for name in columns]]
    lines += [[row.get(name, "") for name in columns] for row in rows]
    separator, end = chance.choice(",,,;\t"), chance.choice(["\n", "\r\n", None])
    text = "".join(
        separator.join(quoted(chance, cell, separator) for cell in cells) + (end or chance.choice(["\n", "\r\n"]))
        for cells in lines)
    return chance.choice([b"", b"", b"\xef\xbb\xbf"]) + text.encode()


def heading(chance, name):
    return chance.choice([name, name, name.upper(), f" {name.title()} "])


def quoted(chance, cell, separator):
    if any(mark in cell for mark in (separator, '"', "\n", "\r")) or chance.random() < 0.1:
        return '"' + cell.replace('"', '""') + '"'
    return cell if chance.random() < 0.9 else f" {cell} "


def usage_row(chance, number):
    total, output = chance.randrange(10**chance.randrange(1, 12)), chance.randrange(10**6)
    cached = chance.randrange(total + 1)
    row = {
        "request_id": f"r-{number}", "timestamp": moment(chance), "model": chance.choice(["big", "small"]),
        "task_id": chance.choice(["", f"t-{number % 7}"]), "input_tokens": count(chance, total),
        "cached_input_tokens": count(chance, cached),
        "cache_write_tokens": count(chance, chance.randrange(total - cached + 1)),
        "output_tokens": count(chance, output), "reasoning_tokens": count(chance, chance.randrange(output + 1)),
        "cost_usd": amount(chance, True), "requests": count(chance, chance.randrange(1, 9)),
        "status": chance.choice(["ok", "error", ""]),
    }
    # A blank whole with filled parts is lawful; so are blank parts.
    for name in ("parent_request_id", "worker_id", "department", "category", "provider", "remark"):
        row[name] = chance.choice(TEXTS + [""])
    return blanked(chance, row, REQUIRED["usage"])


def outcome_row(chance, number):
    row = {
        # Some tasks come twice; the one completed later counts.
        "task_id": f"t-{number - number % 9 % 2}", "completed_at": moment(chance), "category": chance.choice(TEXTS[:9]),
        "tool": chance.choice(["big", "small"]), "complexity": count(chance, chance.randrange(1, 6)),
        "succeeded": chance.choice(["true", "FALSE", "Yes", "no", "1", "0", "0.5", "0.1234565", ""]),
        "value_usd": amount(chance, True), "minutes_saved": amount(chance, True),
        "review_minutes": amount(chance, False), "rework_minutes": amount(chance, False),
    }
    for name in ("worker_id", "department", "remark"):
        row[name] = chance.choice(TEXTS + [""])
    return blanked(chance, row, REQUIRED["outcomes"])


def blanked(chance, row, required):
    return {name: "" if name not in required and chance.random() < 0.1 else cell for name, cell in row.items()}


def count(chance, value):
    return chance.choice([f"{value}", f"{value}", f"{value}.0", f"+{value}", f"00{value}", f"{value}."])


def amount(chance, may_be_negative):
    """Any number of decimals, among them halves of the last one that is kept."""
    decimals = chance.choice(
        ["", ".", ".5", ".0005", ".0000000005", ".12345678949999999999", f".{chance.randrange(10**14)}"])
    whole = str(chance.randrange(10**chance.randrange(1, 6)))
    if decimals not in ("", ".") and chance.random() < 0.1:
        whole = ""
    return chance.choice(["", "", "+", "-" if may_be_negative else ""]) + whole + decimals


def moment(chance):
    date = f"2026-{chance.randrange(6, 11):02}-{chance.randrange(1, 31):02}"
    if chance.random() < 0.05:
        return f"{date}T24:00:00Z"
    seconds = chance.choice(["", f":{chance.randrange(60):02}", f":07.{chance.randrange(10**9):09}", ":07,5"])
    zone = chance.choice(["Z", "Z", "z", "+00:00", "-00:00", "+02:00", "-0930", "+14", "-18:00", "+05:45"])
    return f"{date}{chance.choice('TTt ')}{chance.randrange(24):02}:{chance.randrange(60):02}{seconds}{zone}"
