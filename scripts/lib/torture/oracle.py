"""A second reader of the canonical files: slow, strict, written from the description of the formats alone.

It says for a file either which rows it holds, with their exact sums, or why it must be refused.
"""

import calendar
import csv
import dataclasses
import decimal
import io
import re
import unicodedata

decimal.getcontext().prec = 400

SPACES = " \t\n\v\f\r"
FIELD_LIMIT = 1 << 20
LINE_LIMIT = 16 << 20
COLUMN_LIMIT = 256
INT64 = 2**63 - 1
REQUIRED = {
    "usage": ("request_id", "timestamp", "model"),
    "outcomes": ("task_id", "completed_at", "category", "tool"),
}
TOKENS = ("input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens")
USAGE_TEXTS = ("task_id", "parent_request_id", "worker_id", "department", "category", "provider", "status")
OUTCOME_TEXTS = ("worker_id", "department", "pair_id")
TOKEN_LIMIT = 10**15
REQUEST_LIMIT = 10**12
MINUTE_LIMIT = 10**11


class Refused(Exception):
    """The file must be refused."""


@dataclasses.dataclass(frozen=True)
class Reading:
    """What a file holds: its kind, its rows, and what a database that was empty holds after it."""

    kind: str
    rows: int
    distinct: tuple
    cost_nanos: int
    tokens: int
    ends_without_newline: bool

    @property
    def new(self):
        return len(self.distinct)


def read(content):
    """Reads the bytes of a file into an empty database."""
    text = decoded(content)
    records, ends_without_newline = split_records(text)
    kind, columns, bodies = checked_shape(records)
    typed = usage_row if kind == "usage" else outcome_row
    rows = [typed({name: fields[index].strip(SPACES) for name, index in columns.items()}) for fields in bodies]
    if not rows:
        raise Refused("no rows")
    distinct = merged_usage(rows) if kind == "usage" else merged_outcomes(rows)
    cost = sum(row.get("cost_usd") or 0 for row in distinct)
    tokens = sum((row.get("input_tokens") or 0) + (row.get("output_tokens") or 0) for row in distinct)
    if abs(cost) > INT64 or tokens > INT64:
        raise Refused("sum too large")
    return Reading(kind, len(rows), tuple(distinct), cost, tokens, ends_without_newline)


def decoded(content):
    if not content:
        raise Refused("empty file")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise Refused("UTF-16 or NUL bytes")
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8") from error


def separator_of(text):
    """What occurs most in the first line outside of quotes; a comma before others."""
    line = re.sub(r'"[^"]*"', "", re.split(r"[\r\n]", text, maxsplit=1)[0])
    return max(",;\t", key=lambda candidate: (line.count(candidate), -",;\t".index(candidate)))


def split_records(text):
    """Fields by RFC 4180, quotes checked; blank lines passed over; compared with what the csv module makes of it."""
    separator = separator_of(text)
    records, fields, place = [], [], 0
    while place < len(text):
        if not fields and line_end(text, place):
            place += line_end(text, place)
            continue
        field, place = scan_field(text, place, separator)
        fields.append(field)
        if place == len(text):
            break
        end = text[place]
        place += 1 if end == separator else line_end(text, place)
        if end == separator:
            if place == len(text):
                fields.append("")
            continue
        records.append(fields)
        fields = []
    ends_without_newline = bool(fields)
    if fields:
        records.append(fields)
    compare_with_module(text, separator, records)
    return records, ends_without_newline


def scan_field(text, place, separator):
    if text.startswith('"', place):
        match = re.compile(r'"((?:[^"]|"")*)"').match(text, place)
        if not match:
            raise Refused("unclosed quote")
        after = match.end()
        if after < len(text) and text[after] != separator and line_end(text, after) == 0:
            raise Refused("text after a closing quote")
        return match[1].replace('""', '"'), after
    match = re.compile(f"[^{separator}\r\n]*").match(text, place)
    if '"' in match[0]:
        raise Refused("a quote inside of a field")
    return match[0], match.end()


def line_end(text, place):
    return 2 if text.startswith("\r\n", place) else 1 if text.startswith(("\n", "\r"), place) else 0


def compare_with_module(text, separator, records):
    csv.field_size_limit(1 << 26)
    stream = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    module = [record for record in stream if record]
    if module != records:
        raise AssertionError("the csv module reads other fields")


def checked_shape(records):
    """Kind, place of each column, and the rows' fields."""
    if not records:
        raise Refused("no header")
    header = [name.strip(SPACES).lower() for name in records[0]]
    names = [name for name in header if name]
    if len(set(names)) != len(names):
        raise Refused("a column twice")
    if len(header) > COLUMN_LIMIT:
        raise Refused("too many columns")
    kinds = [kind for kind, required in REQUIRED.items() if set(required) <= set(header)]
    if len(kinds) != 1:
        raise Refused("a required column is missing")
    for fields in records[1:]:
        check_record(fields, header)
    return kinds[0], {name: index for index, name in enumerate(header) if name}, records[1:]


def check_record(fields, header):
    if len(fields) != len(header):
        raise Refused("ragged row")
    if [field.strip(SPACES).lower() for field in fields] == header:
        raise Refused("repeated header")
    sizes = [len(field.encode()) for field in fields]
    if max(sizes) > FIELD_LIMIT or sum(sizes) > LINE_LIMIT:
        raise Refused("field or line too long")


def usage_row(cells):
    row = {"request_id": name(cells, "request_id", True), "timestamp": instant(cells.get("timestamp", ""))}
    row["model"] = name(cells, "model", True)
    for column in USAGE_TEXTS:
        row[column] = name(cells, column)
    for column in TOKENS:
        row[column] = whole(cells.get(column, ""), 0, TOKEN_LIMIT)
    if row["input_tokens"] is not None:
        if (row["cached_input_tokens"] or 0) + (row["cache_write_tokens"] or 0) > row["input_tokens"]:
            raise Refused("parts above the whole")
    if None not in (row["output_tokens"], row["reasoning_tokens"]) and row["reasoning_tokens"] > row["output_tokens"]:
        raise Refused("parts above the whole")
    row["cost_usd"] = scaled(cells.get("cost_usd", ""), 9, -INT64 - 1, INT64)
    row["requests"] = whole(cells.get("requests", ""), 1, REQUEST_LIMIT) or 1
    if row["status"] not in (None, "ok", "error"):
        raise Refused("unknown status")
    return row


def outcome_row(cells):
    row = {"task_id": name(cells, "task_id", True), "completed_at": instant(cells.get("completed_at", ""))}
    for column in ("category", "tool"):
        row[column] = name(cells, column, True)
    for column in OUTCOME_TEXTS:
        row[column] = name(cells, column)
    row["complexity"] = whole(cells.get("complexity", ""), 1, 5)
    row["succeeded"] = success(cells.get("succeeded", ""))
    row["value_usd"] = scaled(cells.get("value_usd", ""), 9, -INT64 - 1, INT64)
    row["minutes_saved"] = scaled(cells.get("minutes_saved", ""), 3, -MINUTE_LIMIT, MINUTE_LIMIT)
    for column in ("review_minutes", "rework_minutes"):
        row[column] = scaled(cells.get(column, ""), 3, 0, MINUTE_LIMIT)
    return row


def name(cells, column, required=False):
    text = unicodedata.normalize("NFC", cells.get(column, ""))
    if required and not text:
        raise Refused(f"{column} is blank")
    return text or None


def scaled(text, decimals, low, high):
    """A canonical number times 10^decimals, half away from zero; None for a blank cell."""
    if not text:
        return None
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text, re.ASCII):
        raise Refused(f"{text!r} is not a number")
    value = decimal.Decimal(text).scaleb(decimals).to_integral_value(decimal.ROUND_HALF_UP)
    if not low <= value <= high:
        raise Refused(f"{text!r} is out of range")
    return int(value)


def whole(text, low, high):
    if not text:
        return None
    if not re.fullmatch(r"[+-]?\d+(\.0*)?|[+-]?\.0+", text, re.ASCII):
        raise Refused(f"{text!r} is not a whole number")
    return scaled(text, 0, low, high)


def success(text):
    words = {"true": 10**6, "yes": 10**6, "false": 0, "no": 0}
    return words[text.lower()] if text.lower() in words else scaled(text, 6, 0, 10**6)


INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d))?(?:[.,](\d{1,9}))?"
    r"(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)", re.ASCII)


def instant(text):
    """Nanoseconds since 1970."""
    match = INSTANT.fullmatch(text)
    if not match:
        raise Refused(f"{text!r} is no time with a zone")
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    second, fraction = int(match[6] or 0), int((match[7] or "").ljust(9, "0"))
    offset = (int(match[9] or 0) * 60 + int(match[10] or 0)) * (-1 if match[8] == "-" else 1)
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(max(year, 1), month)[1] and 1678 <= year <= 2261):
        raise Refused(f"{text!r} is no day")
    is_midnight = (hour, minute, second, fraction) == (24, 0, 0, 0)
    if not (hour <= 23 or is_midnight) or minute > 59 or second > 59:
        raise Refused(f"{text!r} is no time of day")
    if int(match[9] or 0) > 18 or int(match[10] or 0) > 59:
        raise Refused(f"{text!r} has no such offset")
    days = calendar.timegm((year, month, day, 0, 0, 0)) // 86400
    return (days * 86400 + hour * 3600 + (minute - offset) * 60 + second) * 10**9 + fraction


def merged_usage(rows):
    """One row per request; equal rows that differ in the task alone are one, for the task that sorts first."""
    known = {}
    for row in rows:
        other = known.setdefault(row["request_id"], row)
        if {**other, "task_id": None} != {**row, "task_id": None}:
            raise Refused("one request with two bodies")
        tasks = [task for task in (other["task_id"], row["task_id"]) if task is not None]
        known[row["request_id"]] = {**other, "task_id": min(tasks, key=str.encode) if tasks else None}
    return list(known.values())


def merged_outcomes(rows):
    """One row per task: the one that was completed last."""
    known = {}
    for row in rows:
        other = known.get(row["task_id"])
        if other is None or other["completed_at"] < row["completed_at"]:
            known[row["task_id"]] = row
        elif other["completed_at"] == row["completed_at"] and other != row:
            raise Unclear("two outcomes of one task at one time")
    return list(known.values())


class Unclear(Exception):
    """The description of the formats leaves it open."""


def canonical(reading):
    """The rows as the plainest file there can be."""
    names = sorted({column for row in reading.distinct for column, value in row.items() if value is not None})
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    for row in reading.distinct:
        writer.writerow([plain(column, row.get(column)) for column in names])
    return stream.getvalue().encode()


def plain(column, value):
    if value is None or isinstance(value, str):
        return value or ""
    if column in ("timestamp", "completed_at"):
        seconds, fraction = divmod(value, 10**9)
        moment = decimal.Decimal(seconds)
        year, month, day, hour, minute, second = civil(int(moment))
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:09}Z"
    places = {"cost_usd": 9, "value_usd": 9, "succeeded": 6}.get(column, 3 if "minutes" in column else 0)
    return f"{decimal.Decimal(value).scaleb(-places):f}"


def civil(seconds):
    days, rest = divmod(seconds, 86400)
    # Counted in eras of 400 years, which all have the same number of days.
    year, month, day = 1970, 1, 1
    era, days = divmod(days, 146097)
    year += era * 400
    while days >= (length := 366 if calendar.isleap(year) else 365):
        days -= length
        year += 1
    while days >= (length := calendar.monthrange(year, month)[1]):
        days -= length
        month += 1
    return year, month, day + days, rest // 3600, rest // 60 % 60, rest % 60
