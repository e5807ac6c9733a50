"""Every order of five parts, which share rows, imported one by one or in one go: the report's bytes are equal."""

import itertools

from command import DATABASE

ROWS = 4000
FORMS = ("md", "json")


def parts_of(folder, work):
    """Three parts of the usage, one under CRLF, and two of the outcomes; neighbours share rows."""
    usage = (folder / "usage.csv").read_bytes().splitlines(keepends=True)
    outcomes = (folder / "outcomes.csv").read_bytes().splitlines(keepends=True)
    # A later outcome of a task that the other part has, too.
    restated = outcomes[5].replace(b"true", b"false").replace(outcomes[5].split(b",")[1], b"2026-09-30T23:59:59.5Z")
    third, half = len(usage) // 3, len(outcomes) // 2
    bodies = [
        [usage[0], *usage[1:third + 100]],
        [line.replace(b"\n", b"\r\n") for line in (usage[0], *usage[third:2 * third + 100])],
        [usage[0], *reversed(usage[2 * third:])],
        [outcomes[0], *outcomes[1:half + 20]],
        [outcomes[0], restated, *outcomes[half:]],
    ]
    files = []
    for number, lines in enumerate(bodies):
        files.append(work / f"part-{number}.csv")
        files[-1].write_bytes(b"".join(lines))
    return files


def reports(command, policy, folder):
    runs = [command.report(policy, folder, form=form) for form in FORMS]
    return tuple(run.output for run in runs), [problem for run in runs for problem in run.problems(0)]


def run(options, work, score):
    folder = options.samples.benchmark(work / "files", ROWS, options.seed)
    parts = parts_of(folder, work)
    orders = list(itertools.permutations(parts))
    if options.small:
        orders = orders[:: len(orders) // 6]
    expected = None
    for number, order in enumerate(orders):
        for way in ("in one go", "one by one"):
            place = work / f"{number}-{way}"
            place.mkdir()
            problems = load(options.command, way, with_prices(order, number, folder), place)
            found, more = reports(options.command, folder / "policy.yaml", place)
            expected = expected or found
            if found != expected:
                more.append("the report is not that of the first order")
            problems += more + options.command.check(place)
            score.check(f"{' '.join(part.stem[-1] for part in order)} {way}", problems)
            (place / DATABASE).unlink(missing_ok=True)
    score.note(f"{len(orders)} orders, each in one go and one by one")


def with_prices(order, number, folder):
    """The price book comes before the first part or after any other."""
    place = number % (len(order) + 1)
    return [*order[:place], folder / "prices.csv", *order[place:]]


def load(command, way, files, folder):
    batches = [files] if way == "in one go" else [[file] for file in files]
    return [text for batch in batches for text in command.load(*batch, folder=folder).problems(0)]
