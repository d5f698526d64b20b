"""python3 -m unittest discover Tools/peers

The logic of the comparison, with rows that take no time and workers that are small programs.
"""
import argparse
import contextlib
import importlib.util
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import compare
import engines
import needs
import whole_runs
from results import Results
from rows import Failure, Job, Row, chosen, matches, run
from turns import Program, measure

HERE = pathlib.Path(__file__).parent


def worker(name, body):
    """A program that answers each line; - body: an expression of the line's last word, `rounds`."""
    code = f"import sys, json\nfor line in sys.stdin:\n    rounds = int(line.split()[-1])\n    print(json.dumps({body}), flush=True)"
    return Program(name, [sys.executable, "-c", code])


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.json, self.markdown = str(self.folder / "rows.json"), str(self.folder / "rows.md")

    def results(self, machine="here", order=("a", "b", "c")):
        return Results(machine, order, self.json, self.markdown)


class Running(InFolder):
    def job(self, work, ratio=2.0):
        def measure():
            self.measured.append(work)
            yield Row(work, {"artpipe": 1.0, "PyTorch": ratio}, "ms", ratio, 3.0, (1.5, 2.5))
        return Job([work], measure, "Table")

    def setUp(self):
        super().setUp()
        self.measured, self.said = [], []

    def run_(self, jobs, again=False):
        with contextlib.redirect_stderr(io.StringIO()):
            return run(jobs, self.results(), again, self.said.append)

    def test_rows_are_written_as_they_come(self):
        def stops():
            self.assertEqual([row["work"] for row in json.loads(pathlib.Path(self.json).read_text())["rows"]], ["a"])
            self.assertIn("| a | 1.00 | 2.00 | ms | 2.00 | 1.50 to 2.50 | 3 |  |", pathlib.Path(self.markdown).read_text())
            raise KeyboardInterrupt
        with self.assertRaises(KeyboardInterrupt):
            self.run_([self.job("a"), Job(["b"], stops, "Table"), self.job("c")])
        self.run_([self.job("a"), self.job("b"), self.job("c")])
        self.assertEqual(self.measured, ["a", "b", "c"])
        self.assertFalse([name for name in os.listdir(self.folder) if name.endswith(".new")])

    def test_again_measures_what_is_there(self):
        self.run_([self.job("a")])
        self.run_([self.job("a", ratio=4.0)])
        self.assertEqual(self.results().rows["a"].ratio, 2.0)
        self.run_([self.job("a", ratio=4.0)], again=True)
        self.assertEqual(self.results().rows["a"].ratio, 4.0)

    def test_a_failure_is_a_row_and_the_rest_goes_on(self):
        def fails():
            raise Failure("no | such\nthing")

        def breaks():
            return [][1]
        jobs = [Job(["a"], fails, "Table"), Job(["b"], breaks, "Table"), self.job("c")]
        self.assertEqual(self.run_(jobs), 2)
        text = pathlib.Path(self.markdown).read_text()
        self.assertIn("failed: no / such thing", text)
        self.assertIn("failed: list index out of range", text)
        self.assertEqual(self.measured, ["c"])
        # What failed is tried again.
        self.assertEqual(self.run_([self.job("a"), self.job("b"), self.job("c")]), 0)
        self.assertEqual(self.measured, ["c", "a", "b"])

    def test_rows_that_belong_together(self):
        def two(count):
            def measure():
                yield Row("a", ratio=1.0)
                if count > 1:
                    yield Row("b", ratio=2.0)
            return Job(["a", "b"], measure, "Table")
        self.assertEqual(self.run_([two(1)]), 1)
        self.assertEqual(self.results().rows["b"].failed, "the measurement gave no such row")
        self.assertEqual(self.run_([two(2)]), 0)

    def test_a_peer_that_failed_is_tried_again(self):
        self.run_([Job(["a"], lambda: [Row("a", {"artpipe": 1.0}, failures={"ncnn": "not there"})], "Table")])
        self.assertIn("| a | 1.00 | failed |  |  |  |  | ncnn: not there |", pathlib.Path(self.markdown).read_text())
        self.run_([self.job("a")])
        self.assertEqual(self.measured, ["a"])


class Keeping(InFolder):
    def test_rows_of_another_machine_are_put_aside(self):
        self.results().add(Row("a", ratio=1.0))
        self.assertTrue(self.results().has("a"))
        other = self.results(machine="there")
        self.assertFalse(other.has("a"))
        self.assertTrue(os.path.exists(other.put_aside))

    def test_files_that_cannot_be_read_are_put_aside(self):
        for text in ("", "[]", '[{"work": "a"}]', '{"machine": "here", "rows": [{"nonsense": 1}]}', "{"):
            with self.subTest(text):
                pathlib.Path(self.json).write_text(text)
                self.assertEqual(self.results().rows, {})
                self.assertEqual(pathlib.Path(self.json + ".old").read_text(), text)

    def test_the_order_is_that_of_the_rows_and_tables_have_their_own_columns(self):
        results = self.results()
        results.add(Row(
            "b", {"artpipe": 1.0, "ncnn": 3.0}, goal=5, goal_of="ncnn", table="Engines", details=["two threads"]))
        results.add(Row("a", {"artpipe": 1.0, "TensorFlow": 2.0, "PyTorch": 3.0}, table="Training"))
        text = pathlib.Path(self.markdown).read_text()
        self.assertLess(text.index("## Training"), text.index("## Engines"))
        self.assertIn("| work | artpipe | PyTorch | TensorFlow | unit |", text)
        self.assertIn("| work | artpipe | ncnn | unit |", text)
        self.assertIn("- b: two threads.", text)
        self.assertIn("| b | 1.00 | 3.00 |  |  |  | 5 (ncnn) |  |", text)


class Choosing(unittest.TestCase):
    def test_words(self):
        for patterns, work, expected in [
            ("", "start", True), ("sample 1", "sample dcgan-mnist 1", True), ("sample 1", "sample dcgan-mnist 128", False),
            ("sample 256, start", "start (goal: at most 50 ms)", True), ("pix2pix", "train pix2pix-64 1", True),
            ("64", "train pix2pix-64 1", False), ("Sample inference", "sample a 1 beside inference engines", True),
            ("morph", "train dcgan-64 64", False), (" , ", "start", True),
        ]:
            with self.subTest(patterns=patterns, work=work):
                self.assertEqual(matches(work, patterns), expected)

    def test_jobs(self):
        jobs = [Job(["a 1", "a 2"], list, ""), Job(["b 1"], list, "")]
        self.assertEqual(chosen(jobs, "a 2"), jobs[:1])
        self.assertEqual(chosen(jobs, ""), jobs)

    def test_names_of_rows_are_unlike(self):
        arguments = argparse.Namespace(artpipe="a", program="a", torch="a", tensorflow="a", engines="a", rounds=1)
        jobs = compare.frameworks(arguments)[0] + engines.jobs(arguments) + whole_runs.jobs(arguments)
        works = [work for job in jobs for work in job.works]
        self.assertEqual(len(works), len(set(works)))


class Turns(unittest.TestCase):
    def measure(self, *programs, rounds=2):
        for program in programs:
            self.addCleanup(program.close)
        return measure(programs, "sample a 1", rounds, rest=0)

    def test_medians_and_ratios(self):
        found = self.measure(worker("artpipe", "[0.1] * rounds"), worker("slow", "[0.5] * rounds"),
                             worker("fast", "[0.2] * rounds"), worker("without", "None"))
        self.assertEqual(found.medians, {"artpipe": 0.1, "slow": 0.5, "fast": 0.2})
        self.assertEqual((found.ratio, found.spread), (2.0, (2.0, 2.0)))
        self.assertEqual(found.ratios, {"slow": 5.0, "fast": 2.0})
        row = found.row("sample a 1", 3.0)
        self.assertEqual((row.numbers["fast"], row.unit, row.goal, row.failures), (200.0, "ms", 3.0, {}))

    def test_a_peer_that_fails(self):
        for name, peer, words in [
            ("stops", Program("bad", [sys.executable, "-c", "raise SystemExit('no module named x')"]), "no module named x"),
            ("says so", worker("bad", "{'failed': 'cannot convert'}"), "cannot convert"),
            ("is not there", Program("bad", ["/no/such/program"]), "could not be started"),
            ("babbles", Program("bad", [sys.executable, "-c", "input(); print('hello', flush=True); input()"]), "answered 'hello'"),
            ("stops later", worker("bad", "[0.1] * (rounds if rounds == 1 else sys.exit('later'))"), "later"),
        ]:
            with self.subTest(name):
                found = self.measure(worker("artpipe", "[0.1] * rounds"), peer, worker("good", "[0.3] * rounds"))
                self.assertIn(words, found.failures["bad"])
                self.assertEqual(found.ratios, {"good": 0.3 / 0.1})

    def test_without_artpipe_or_any_peer_there_is_no_row(self):
        stops = [sys.executable, "-c", "raise SystemExit('gone')"]
        with self.assertRaisesRegex(Failure, "artpipe: gone"):
            self.measure(Program("artpipe", stops), worker("good", "[0.3] * rounds"))
        with self.assertRaisesRegex(Failure, "bad: gone"):
            self.measure(worker("artpipe", "[0.1] * rounds"), Program("bad", stops))

    def test_a_worker_that_stopped_is_started_again(self):
        program = worker("artpipe", "[0.1] * rounds if rounds else sys.exit('once')")
        self.addCleanup(program.close)
        with self.assertRaisesRegex(Failure, "once"):
            program.ask("a 0")
        self.assertEqual(program.ask("a 2"), [0.1, 0.1])


@unittest.skipUnless(
    all(map(importlib.util.find_spec, ("numpy", "safetensors"))), "needs the packages numpy and safetensors")
class EngineSettings(unittest.TestCase):
    """An engine's fastest setting counts, if it makes the right images."""

    def choose(self, **settings):
        import numpy as np
        import peer_engine

        def make(seconds, value):
            def run():
                time.sleep(seconds)
                return np.full((2, 1, 3, 3), value, np.float32)
            return lambda: run

        def breaks():
            raise ValueError("no such hint")
        made = {name: breaks if case is None else make(*case) for name, case in settings.items()}
        return peer_engine.choose(made, np.zeros((2, 1, 3, 3), np.float32))

    def test_the_fastest_with_the_right_images(self):
        run, facts = self.choose(slow=(0.05, 0.0), good=(0.01, 5e-4), wrong=(0.0, 0.5), broken=None, nan=(0, float("nan")))
        self.assertEqual((facts["chosen"], sorted(facts["tried"])), ("good", ["good", "slow"]))
        self.assertAlmostEqual(facts["difference"], 5e-4, 6)
        self.assertEqual(
            [fault.split(",")[0] for fault in facts["faults"]],
            ["wrong: its images differ from artpipe's by 5.0e-01", "broken: no such hint",
             "nan: its images differ from artpipe's by nan"])
        self.assertAlmostEqual(float(run().max()), 5e-4, 6)

    def test_none_is_right(self):
        with self.assertRaisesRegex(RuntimeError, "wrong: its images differ .* broken: no such hint"):
            self.choose(wrong=(0.0, 0.5), broken=None)


class Needs(InFolder):
    def arguments(self, **others):
        return argparse.Namespace(**{
            "artpipe": sys.executable, "program": sys.executable, "torch": sys.executable, "tensorflow": None,
            "engines": None, "json": self.json, "markdown": self.markdown, **others})

    def test_all_is_named_at_once(self):
        job = Job(["a"], list, "", ("no-such-program",))
        self.assertEqual(needs.missing(self.arguments(), []), [])
        found = "\n".join(needs.missing(self.arguments(torch="/no/python", json="/no/folder/a.json"), [job]))
        for words in ("/no/python", "no-such-program", "/no/folder"):
            self.assertIn(words, found)

    def test_only_rows_that_are_asked_for_need_it(self):
        self.assertEqual(needs.missing(self.arguments(), [Job(["b"], list, "")]), [])

    def test_packages_that_are_not_there_have_no_version(self):
        self.assertEqual(needs.versions(sys.executable, ["no-such-package"]), [])

    def test_the_command_stops_before_it_measures(self):
        def call(*arguments, path=os.environ.get("PATH", "")):
            return subprocess.run(
                [sys.executable, str(HERE / "compare.py"), "--artpipe", sys.executable, "--program", sys.executable,
                 "--torch", sys.executable, "--json", self.json, *arguments],
                capture_output=True, text=True, env={**os.environ, "PATH": path})
        run = call("--rows", "morph", path=str(self.folder))
        self.assertEqual(run.returncode, 1)
        self.assertIn("the program ffmpeg is not there: apt-get install ffmpeg", run.stderr)
        run = call("--rows", "nonsense")
        self.assertEqual(run.returncode, 1)
        self.assertIn("no row has 'nonsense' in its name", run.stderr)
        self.assertIn("\n  sample dcgan-mnist 1\n", run.stderr)
        self.assertFalse(os.path.exists(self.json))

    def test_the_command_ends_with_a_table_though_all_fails(self):
        run = subprocess.run(
            [sys.executable, str(HERE / "compare.py"), "--artpipe", shutil.which("false"), "--torch", shutil.which("false"),
             "--json", self.json, "--markdown", self.markdown, "--rows", "sample", "--rounds", "1"],
            capture_output=True, text=True)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn("| sample dcgan-mnist 1 | ", pathlib.Path(self.markdown).read_text())
        self.assertEqual(len(json.loads(pathlib.Path(self.json).read_text())["rows"]), 2)


if __name__ == "__main__":
    unittest.main()
