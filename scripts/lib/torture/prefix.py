"""Every prefix of a small file: refused, or imported with exactly the rows whose text is whole.

A prefix that ends inside the last field of a row cannot be told from a whole file; its missing final newline must be
said. `damage.Judge` checks that, and that a refused prefix leaves nothing behind.
"""

import collections

from damage import Judge, say

ROWS = 12


def run(options, work, score):
    policy = options.samples.benchmark(work / "policy", 0, 1) / "policy.yaml"
    judge = Judge(options.command, work / "judge", policy)
    # Outcomes are a fifth of the usage rows.
    for kind, rows in (("usage", ROWS), ("outcomes", ROWS * 5)):
        content = (options.samples.benchmark(work / kind, rows, options.seed) / f"{kind}.csv").read_bytes()
        counts = collections.Counter()
        file = work / f"{kind}-prefix.csv"
        for length in range(0, len(content) + 1, options.step):
            file.write_bytes(content[:length])
            verdict, problems = judge.verdict(file)
            counts[verdict] += 1
            score.check(f"the first {length} bytes of {kind}.csv", problems, [file])
        say(score, f"prefixes of {kind}.csv", counts)
