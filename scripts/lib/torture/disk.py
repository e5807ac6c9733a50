"""A disk that is full, or a folder that is read-only: the database stays as it was, and the message says so."""

import functools
import os
import pathlib
import resource
import shutil
import subprocess

from command import DATABASE, copy_folder, finished, names, restore_signals, says_before

CANNOT_WRITE = (73, 74)
NOBODY = 65534


class Scene:
    """Files to import, and a folder with or without a database before it."""

    def __init__(self, options, work):
        self.command = options.command
        small = options.samples.benchmark(work / "small", 5_000, options.seed)
        large = options.samples.benchmark(work / "large", 20_000, options.seed + 1)
        self.policy = small / "policy.yaml"
        self.files = [large / "usage.csv", large / "outcomes.csv"]
        self.filled, self.empty = work / "filled", work / "empty"
        self.filled.mkdir()
        self.empty.mkdir()
        self.command.load(*(small / f"{kind}.csv" for kind in ("usage", "outcomes", "prices")), folder=self.filled)
        self.before = self.command.state(self.policy, self.filled)
        after = copy_folder(self.filled, work / "after")
        self.command.load(*self.files, folder=after)
        self.after = self.command.state(self.policy, after)
        self.size_before = (self.filled / DATABASE).stat().st_size
        self.size_after = (after / DATABASE).stat().st_size

    def refused(self, outcome, folder, source, statuses=CANNOT_WRITE):
        """What is wrong after an import that could not write."""
        problems = outcome.problems(statuses)
        if not says_before(outcome.messages):
            problems.append(f"does not say that the database is as it was: {outcome.messages.strip()[-200:]!r}")
        problems += self.unchanged(folder, self.before) if source == self.filled else []
        # What a disk did not let the import take back itself, any next run takes back.
        left = set(names(folder)) - set(names(source))
        if left:
            problems.append(f"left over: {', '.join(sorted(left))}")
        return problems

    def unchanged(self, folder, state):
        problems = self.command.check(folder)
        return problems if self.command.state(self.policy, folder) == state else problems + ["the state is another"]

    def judged(self, outcome, folder, source):
        """An import may also have fitted; then all of it is there."""
        if outcome.status != 0:
            return self.refused(outcome, folder, source)
        return self.unchanged(folder, self.after) if source == self.filled else self.command.check(folder)


def run(options, work, score):
    scene = Scene(options, work)
    size_limits(scene, work, score)
    small_disks(scene, work, score)
    read_only(scene, work, score, options.command.binary)


def size_limits(scene, work, score):
    """No file may grow beyond a limit; the first limits are below what is there, the last lets all in."""
    growth = scene.size_after - scene.size_before
    limits = [0, 4096, 65_536, scene.size_before, scene.size_before + 4096]
    limits += [scene.size_before + growth * part // 8 for part in range(1, 8)]
    limits += [scene.size_after - 4096, scene.size_after - 1, 4 * scene.size_after]
    for source in (scene.filled, scene.empty):
        for limit in limits:
            folder = copy_folder(source, work / "limited")
            outcome = finished(scene.command.start(
                "import", *scene.files, "--db", DATABASE, folder=folder, restore_signals=False,
                preexec_fn=functools.partial(limit_files, limit)))
            name = f"files of at most {limit:,} bytes, {source.name} folder"
            score.check(name, scene.judged(outcome, folder, source))
    score.note(f"{2 * len(limits)} imports with a limit on the size of files")


def limit_files(limit):
    restore_signals()
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def small_disks(scene, work, score):
    """A tmpfs with room for the database of before and for a part of what comes."""
    growth = scene.size_after - scene.size_before
    for source in (scene.filled, scene.empty):
        base = scene.size_before if source == scene.filled else 0
        for room in (16_384, growth // 4, growth // 2, growth * 9 // 10):
            name = f"a disk with {room:,} bytes to spare, {source.name} folder"
            folder = work / "disk"
            folder.mkdir(exist_ok=True)
            if not mounted(folder, base + room):
                score.skip(name, "a tmpfs cannot be mounted here")
                continue
            try:
                shutil.copytree(source, folder, dirs_exist_ok=True)
                outcome = scene.command.load(*scene.files, folder=folder)
                score.check(name, scene.judged(outcome, folder, source))
            finally:
                subprocess.run(["umount", folder], check=True)


def mounted(folder, size):
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    return subprocess.run(command, capture_output=True).returncode == 0


def read_only(scene, work, score, binary):
    """Folders that the user may read and not write; root may write everywhere, so another user runs the import."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        score.skip("a read-only folder", "root may write everywhere, and setpriv is missing")
        return
    for source in (scene.filled, scene.empty):
        folder = copy_folder(source, work / "read-only")
        started = open_to_all(work, folder, binary)
        command = [started, "import", *scene.files, "--db", DATABASE]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        problems = scene.refused(finished(process), folder, source)
        folder.chmod(0o755)
        score.check(f"a read-only folder, {source.name}", problems)


def open_to_all(work, folder, binary):
    """Lets another user read the files, the folder and a copy of the program."""
    started = work / "roi-triage"
    if not started.exists():
        shutil.copy(binary, started)
        started.chmod(0o755)
    for path in (work, *work.parents):
        if path.name.startswith("roi-triage-torture-") or path == work:
            path.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    return pathlib.Path(started)
