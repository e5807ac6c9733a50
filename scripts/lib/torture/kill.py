"""kill -9 and SIGINT at random points in time: the database is as before or as after, and needs no repair."""

import random
import signal
import time

from command import DATABASE, copy_folder, finished, names, says_before

# Before this the program has hardly started and need not say anything when it is interrupted.
START_SECONDS = 0.05


class Scene:
    """A folder with a database before an import, and what can be seen of it before and after."""

    def __init__(self, title, options, before, files, policy):
        self.title = title
        self.command = options.command
        self.before = before
        self.files = files
        self.policy = policy
        self.work = before.with_name(before.name + "-work")
        self.is_new = not (before / DATABASE).exists()
        self.state_before = self.command.state(policy, copy_folder(before, self.work))
        self.seconds, self.problems = self.undisturbed()
        self.state_after = self.command.state(policy, self.work)
        self.names_after = set(names(before)) | set(names(self.work))
        self.after = copy_folder(self.work, before.with_name(before.name + "-after"))

    def undisturbed(self):
        """The shortest of three whole imports, and what was wrong with the last."""
        seconds = []
        for _ in range(3):
            copy_folder(self.before, self.work)
            started = time.monotonic()
            outcome = self.command.load(*self.files, folder=self.work)
            seconds.append(time.monotonic() - started)
        return min(seconds), outcome.problems(0) + self.command.check(self.work)

    def struck(self, seconds, number):
        """Starts the import and sends it a signal after some time."""
        copy_folder(self.before, self.work)
        process = self.command.start("import", *self.files, "--db", "triage.db", folder=self.work)
        time.sleep(seconds)
        process.send_signal(number)
        return finished(process)

    def side(self):
        """`before` or `after`, and what is wrong with the database."""
        problems = self.command.check(self.work)
        state = self.command.state(self.policy, self.work)
        if self.is_new and state.imports == b"":
            return "before", problems if (self.work / DATABASE).exists() else []
        for side, known in (("after", self.state_after), ("before", self.state_before)):
            if state == known:
                return side, problems
        what = "imports" if state.imports not in (self.state_before.imports, self.state_after.imports) else "report"
        return "between", problems + [f"{what} is neither that of before nor that of after"]

    def leftovers(self, prices):
        """Files that are left after one more run."""
        outcome = self.command.load(prices, folder=self.work)
        left = set(names(self.work)) - self.names_after
        return outcome.problems(0) + ([f"left over: {', '.join(sorted(left))}"] if left else [])


def scenes(options, work):
    """An import into a filled database, the same import again, and an import that makes its database."""
    small = options.samples.benchmark(work / "small", max(1000, options.rows // 10), options.seed)
    large = options.samples.benchmark(work / "large", options.rows, options.seed + 1)
    before = work / "filled"
    before.mkdir()
    options.command.load(*(small / f"{kind}.csv" for kind in ("usage", "outcomes", "prices")), folder=before)
    files = [large / "usage.csv", large / "outcomes.csv"]
    first = Scene("import", options, before, files, small / "policy.yaml")
    yield first, small / "prices.csv"
    yield Scene("second import", options, first.after, files, small / "policy.yaml"), small / "prices.csv"
    empty = work / "new"
    empty.mkdir()
    yield Scene("import into a new database", options, empty, files, small / "policy.yaml"), small / "prices.csv"


def kill_trial(scene, seconds, prices):
    scene.struck(seconds, signal.SIGKILL)
    side, problems = scene.side()
    return side, problems + scene.leftovers(prices)


def interrupt_trial(scene, seconds, prices):
    outcome = scene.struck(seconds, signal.SIGINT)
    side, problems = scene.side()
    expected = "after" if outcome.status == 0 else "before"
    if side != expected:
        problems.append(f"exit status {outcome.status}, and the database is as {side}")
    problems += outcome.problems({0, 130, -signal.SIGINT})
    if outcome.status != 0 and seconds > START_SECONDS and not says_before(outcome.messages):
        problems.append(f"does not say that the database is as it was: {outcome.messages.strip()[-200:]!r}")
    return side, problems + scene.leftovers(prices)


def moments(seconds, count, randomness):
    """Points in time over the whole run, every other one near its end, where rows become a part of the database."""
    return [randomness.uniform(seconds * 0.8 * (number % 2), seconds * 1.15) for number in range(count)]


def run(options, work, score):
    randomness = random.Random(options.seed)
    for scene, prices in scenes(options, work):
        score.check(f"{scene.title} undisturbed", scene.problems)
        score.note(f"{scene.title}: {scene.seconds:.2f} s undisturbed")
        for name, trial, count in (
            ("kill -9", kill_trial, options.kills // 3 + 1), ("SIGINT", interrupt_trial, options.kills // 12 + 1),
        ):
            sides = {"before": 0, "after": 0, "between": 0}
            for seconds in moments(scene.seconds, count, randomness):
                side, problems = trial(scene, seconds, prices)
                sides[side] += 1
                score.check(f"{name} after {seconds:.3f} s of {scene.title}", problems)
            score.note(f"{name}, {scene.title}: {', '.join(f'{sides[side]} {side}' for side in sides)}")
