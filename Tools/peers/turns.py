"""Programs that take turns: each is asked for some runs of a work and answers with their seconds."""
import contextlib
import json
import os
import statistics
import subprocess
import tempfile
import time

from rows import Failure, Row


class Program:
    """A worker: it is started when it is first asked, and again after it stopped."""

    def __init__(self, name, command, environment=None):
        self.name, self.command, self.environment = name, [str(part) for part in command], environment or {}
        self.process = self.errors = None

    def ask(self, line):
        """The answer to a line. - Throws: Failure where the program cannot be started, stopped, or says that it failed."""
        if self.process is None:
            self.errors = tempfile.TemporaryFile("w+", errors="replace")
            try:
                self.process = subprocess.Popen(
                    self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True,
                    env={**os.environ, **self.environment})
            except OSError as error:
                self.errors.close()
                raise Failure(f"could not be started: {error.strerror}: {self.command[0]}") from error
        try:
            print(line, file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise Failure(self.last_words())
        try:
            found = json.loads(answer)
        except ValueError as error:
            self.close()
            raise Failure(f"answered '{answer.strip()[:100]}'") from error
        if isinstance(found, dict) and "failed" in found:
            raise Failure(found["failed"])
        return found

    def last_words(self):
        """The last line on standard error of a program that stopped."""
        status = self.process.wait()
        self.errors.seek(0)
        lines = [text.strip() for text in self.errors.read().splitlines() if text.strip()]
        self.close()
        return lines[-1][:300] if lines else f"stopped with status {status}"

    def close(self):
        if self.process is None:
            return
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.errors.close()
        self.process = None


def measure(programs, work, rounds, rest=0.2):
    """All programs in turns; the first is artpipe.

    - Returns: each program's median seconds, the median ratio of the fastest peer with its smallest and largest over the
      rounds, each peer's ratio, and why some have none.
    - Throws: Failure if artpipe fails, or all others.
    """
    seconds, failures = {program.name: [] for program in programs}, {}

    def attempt(program, line):
        if program.name in failures:
            return None
        try:
            return program.ask(line)
        except Failure as failure:
            if program is programs[0]:
                raise Failure(f"{program.name}: {failure}") from failure
            failures[program.name] = str(failure)
            seconds.pop(program.name)
            return None

    for program in programs:
        attempt(program, f"{work} 1")
    for _ in range(rounds):
        for program in programs:
            time.sleep(rest)
            first = attempt(program, f"{work} 1")
            times = first and attempt(program, f"{work} {min(max(3, round(0.2 / first[0])), 100)}")
            if times:
                seconds[program.name].append(times)
    ours = programs[0].name
    medians = {name: statistics.median(sum(times, [])) for name, times in seconds.items() if times}
    peers = [name for name in medians if name != ours]
    if not peers:
        raise Failure("; ".join(f"{name}: {why}" for name, why in failures.items()) or "no other program has this work")
    spreads = {
        name: [statistics.median(theirs) / statistics.median(own) for theirs, own in zip(seconds[name], seconds[ours])]
        for name in peers}
    spreads = {name: (min(ratios), max(ratios)) for name, ratios in spreads.items()}
    ratios = {name: medians[name] / medians[ours] for name in peers}
    best = min(peers, key=medians.get)
    return Measured(medians, ratios[best], spreads[best], ratios, spreads, failures)


class Measured:
    """- ratio, spread: those of the fastest peer. - ratios, spreads: those of all."""

    def __init__(self, medians, ratio, spread, ratios, spreads, failures):
        self.medians, self.ratio, self.spread = medians, ratio, spread
        self.ratios, self.spreads, self.failures = ratios, spreads, failures

    def row(self, work, goal, **others):
        numbers = {name: 1e3 * seconds for name, seconds in self.medians.items()}
        return Row(work, numbers, "ms", self.ratio, goal, spread=self.spread, failures=self.failures, **others)
