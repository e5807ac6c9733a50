"""Damaged files: each is read like the good one, or refused; never silently wrong."""

import collections
import csv
import random

import lawful
import oracle
import peers
from command import DATABASE, names, says_before

REFUSED = 65
RIGHT, SILENTLY_WRONG, REFUSED_GOOD, OTHER = "right", "silently wrong", "refused though good", "other failure"


class Judge:
    """Imports files, each into a database of its own, and compares what came in with the oracle."""

    def __init__(self, command, work, policy):
        self.command = command
        self.policy = policy
        self.work = work
        self.known_digests = {}
        work.mkdir()

    def verdict(self, file):
        """One of the verdicts, and what is wrong."""
        try:
            expected = oracle.read(file.read_bytes())
        except oracle.Unclear:
            return RIGHT, []
        except oracle.Refused as reason:
            return self.refusal(file, str(reason))
        self.fresh()
        outcome = self.command.load(file, folder=self.work)
        if outcome.status == REFUSED:
            return REFUSED_GOOD, outcome.problems(0)
        if outcome.status != 0:
            return OTHER, outcome.problems(0)
        problems = self.differences(expected)
        if expected.ends_without_newline and "final newline" not in outcome.messages:
            problems.append("the missing final newline is not said")
        return (SILENTLY_WRONG if problems else RIGHT), problems

    def fresh(self):
        for path in self.work.iterdir():
            path.unlink()

    def refusal(self, file, reason):
        self.fresh()
        outcome = self.command.load(file, folder=self.work)
        if outcome.status == 0:
            return SILENTLY_WRONG, [f"was loaded, and must be refused: {reason}"]
        problems = outcome.problems(REFUSED)
        if file.name not in outcome.messages:
            problems.append("the message does not name the file")
        if not says_before(outcome.messages):
            problems.append("the message does not say that the database is as it was")
        if any(self.work.glob("*.db")):
            problems.append("a database was left behind")
        return (OTHER if problems else RIGHT), problems

    def differences(self, expected):
        """What the ledger and the sums of all rows say other than the oracle."""
        entries = self.command.ledger(self.work)
        if len(entries) != 1:
            return [f"`imports` shows {len(entries)} imports"]
        entry = entries[0]
        pairs = [
            ("kind", entry.kind, expected.kind), ("rows", entry.rows, expected.rows),
            ("rows of counts", sum(entry.counts.values()), expected.rows),
        ]
        if expected.kind == "usage":
            pairs += [
                ("new rows", entry.counts.get("new", 0), expected.new),
                ("nano-dollars", entry.cost_nanos, expected.cost_nanos), ("tokens", entry.tokens, expected.tokens),
            ]
        problems = [f"{what} {found}, not {right}" for what, found, right in pairs if found != right]
        found, right = self.command.digests(self.policy, self.work), self.plain_digests(expected)
        if found is not None and found != right:
            problems.append("the sums of all rows are not those of the same rows in plain text")
        return problems

    def plain_digests(self, expected):
        content = oracle.canonical(expected)
        if content not in self.known_digests:
            plain = self.work / "plain.csv"
            plain.write_bytes(content)
            self.command.load(plain, folder=self.work, database="plain.db")
            self.known_digests[content] = self.command.digests(self.policy, self.work, "plain.db")
        return self.known_digests[content]


def run(options, work, score):
    files = options.samples.damaged(work / "files", options.sets, options.seed)
    policy = options.samples.benchmark(work / "policy", 0, 1) / "policy.yaml"
    manifest = list(csv.DictReader((files / "manifest.csv").open(encoding="utf-8")))
    judge = Judge(options.command, work / "judge", policy)
    named(manifest, files, judge, score)
    review(manifest, files, policy, options, work / "review", score)
    mutated(manifest, files, judge, options, work / "mutated", score)
    right(judge, options, work / "lawful", score)
    peers.compare(manifest, files, options.peers, score)


def named(manifest, files, judge, score):
    counts = collections.Counter()
    for line in manifest:
        file = files / line["file"]
        verdict, problems = judge.verdict(file)
        counts[verdict] += 1
        if must(file) != line["must"]:
            problems = [f"the manifest says {line['must']}, the oracle {must(file)}"]
        score.check(line["file"], problems, [file])
    say(score, "named damage", counts)


def must(file):
    try:
        oracle.read(file.read_bytes())
    except oracle.Refused:
        return "refuse"
    except oracle.Unclear:
        pass
    return "read"


def say(score, what, counts):
    others = [f"{counts[verdict]} {verdict}" for verdict in (SILENTLY_WRONG, REFUSED_GOOD, OTHER)]
    score.note(f"{what}: {sum(counts.values())} files, {', '.join(others)}")


def review(manifest, files, policy, options, work, score):
    """`review` reads what `import` reads; it refuses what `import` refuses, and writes no report then."""
    for number, line in enumerate(manifest):
        folder = work / str(number)
        folder.mkdir(parents=True)
        outcome = options.command.run(
            "review", f"--{line['kind']}", files / line["file"], "--policy", policy, "--out", "report",
            "--db", DATABASE, folder=folder)
        written = names(folder)
        if line["must"] == "read":
            problems = outcome.problems(0)
            problems += [] if "report" in written else ["there is no report"]
        else:
            problems = outcome.problems(REFUSED) + [f"{name} was left" for name in written]
        score.check(f"review of {line['file']}", problems, [files / line["file"]])


def mutated(manifest, files, judge, options, work, score):
    """Files with random damage to bytes, fields and lines; the oracle alone knows what is right."""
    work.mkdir()
    randomness = random.Random(options.seed)
    good = [(files / line["file"]).read_bytes() for line in manifest if line["damage"] == "none"]
    counts = collections.Counter()
    for number in range(options.mutations):
        file = work / f"mutated-{number}.csv"
        file.write_bytes(mutation(randomness.choice(good), randomness))
        verdict, problems = judge.verdict(file)
        counts[verdict] += 1
        if score.check(file.name, problems, [file]):
            file.unlink()
    say(score, "random damage", counts)


def right(judge, options, work, score):
    """Files without damage, written in every lawful way."""
    work.mkdir()
    counts = collections.Counter()
    for number in range(options.mutations // 2):
        kind = ("usage", "outcomes")[number % 2]
        file = work / f"lawful-{number}-{kind}.csv"
        file.write_bytes(lawful.file(kind, options.seed * 1_000_003 + number))
        verdict, problems = judge.verdict(file)
        if must(file) == "refuse":
            problems = ["the oracle refuses it"]
        counts[verdict] += 1
        if score.check(file.name, problems, [file]):
            file.unlink()
    say(score, "lawful files", counts)


PIECES = [
    b",", b'"', b'""', b"\n", b"\r\n", b"\r", b" ", b"-", b"+", b".", b"0", b"9", b"e1", b"%", b"$", b"\t", b";",
    b"\0", b"\xff", b"\xe9", b"\xc3\xa9", b"\xef\xbb\xbf", b"N/A", b"Total", b"5e-10", b".0000000005", b"+02:00",
]


def mutation(content, randomness):
    for _ in range(randomness.choice((1, 1, 1, 2, 3))):
        change = randomness.choice((put_piece, put_piece, remove_bytes, copy_line, flip_bit, swap_fields, drop_tail))
        content = change(content, randomness)
    return content


def put_piece(content, randomness):
    place = randomness.randrange(len(content) + 1)
    return content[:place] + randomness.choice(PIECES) + content[place:]


def remove_bytes(content, randomness):
    place = randomness.randrange(len(content) + 1)
    return content[:place] + content[place + randomness.choice((1, 1, 1, 2, 8, 200)):]


def copy_line(content, randomness):
    lines = content.splitlines(keepends=True)
    if lines:
        lines.insert(randomness.randrange(len(lines) + 1), randomness.choice(lines))
    return b"".join(lines)


def flip_bit(content, randomness):
    if not content:
        return content
    place = randomness.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << randomness.randrange(8)]) + content[place + 1:]


def swap_fields(content, randomness):
    lines = content.split(b"\n")
    number = randomness.randrange(len(lines))
    fields = lines[number].split(b",")
    one, other = (randomness.randrange(len(fields)) for _ in range(2))
    fields[one], fields[other] = fields[other], fields[one]
    lines[number] = b",".join(fields)
    return b"\n".join(lines)


def drop_tail(content, randomness):
    return content[:randomness.randrange(len(content) + 1)]
