"""Rows of the comparison, and the run that measures them one after the other."""
import dataclasses
import re
import sys
import time
import traceback
from typing import Callable, Iterable, Optional


@dataclasses.dataclass
class Row:
    """- work: its name. - numbers: of each program, in `unit`. - ratio: how many times artpipe is better, with its
    smallest and largest over the rounds in `spread`. - details: lines for below the table. - failures: why a program has
    no number. - failed: why nothing was measured. - goal_of: the program that the goal is about, if it is not the fastest.
    """
    work: str
    numbers: dict = dataclasses.field(default_factory=dict)
    unit: str = ""
    ratio: Optional[float] = None
    goal: Optional[float] = None
    spread: Optional[tuple] = None
    note: str = ""
    details: list = dataclasses.field(default_factory=list)
    failures: dict = dataclasses.field(default_factory=dict)
    failed: str = ""
    table: str = ""
    date: str = ""
    goal_of: str = ""


@dataclasses.dataclass
class Job:
    """Measures one row or some that belong together.

    - works: the names of its rows. - measure: gives them, each when it is there. - table: which one they stand in.
    - needs: programs without which it cannot run.
    """
    works: list
    measure: Callable[[], Iterable[Row]]
    table: str
    needs: tuple = ()


def matches(work, patterns):
    """Whether a row is asked for: all words of one of the patterns, which are apart by commas, are in its name.

    A number must be a word of its own there: `sample 1` is no row of 128 images.
    """
    words = re.findall(r"[\w.-]+", work.lower())
    wanted = [pattern.lower().split() for pattern in patterns.split(",") if pattern.strip()]
    return not wanted or any(
        all(word in words if word.isdigit() else any(word in other for other in words) for word in pattern)
        for pattern in wanted)


def chosen(jobs, patterns):
    """The jobs with a row that is asked for."""
    return [job for job in jobs if any(matches(work, patterns) for work in job.works)]


def run(jobs, results, again=False, say=lambda text: print(text, flush=True)):
    """Measures what is not there yet, and keeps each row as it comes. A job that fails gives rows that say so.

    - Returns: the number of rows that failed.
    """
    failures = 0
    for job in jobs:
        missing = [work for work in job.works if again or not results.has(work)]
        if not missing:
            say(f"{', '.join(job.works)}: is there already (--again measures it anew)")
            continue
        try:
            for row in job.measure():
                missing = [work for work in missing if work != row.work]
                keep(row, job, results, say)
            reason = "the measurement gave no such row"
        except Exception as error:  # What goes wrong in one row is no reason to lose the others.
            if not isinstance(error, Failure):
                traceback.print_exc(file=sys.stderr)
            reason = str(error) or type(error).__name__
        for work in missing:
            failures += 1
            keep(Row(work, failed=reason), job, results, say)
    return failures


def keep(row, job, results, say):
    row.table = row.table or job.table
    row.date = time.strftime("%Y-%m-%d")
    say(results.add(row))


class Failure(Exception):
    """Something that a program could not do, in words for the table."""
