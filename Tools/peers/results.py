"""The rows that are there: a JSON file that the next run goes on from, and a markdown file to read."""
import dataclasses
import json
import os
import pathlib

from rows import Row

# The programs' order in a table.
COLUMNS = ["artpipe", "PyTorch", "PyTorch channels-last", "TensorFlow", "encoder alone", "onnxruntime", "OpenVINO", "ncnn"]


def replace(path, text):
    """Writes a file so that it is there as a whole or not at all."""
    path = pathlib.Path(path)
    new = path.with_name(path.name + ".new")
    with open(new, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


class Results:
    """- machine: where and with what is measured, in words; rows of another one are put aside. - order: all works' names."""

    def __init__(self, machine, order=(), json_file=None, markdown_file=None):
        self.machine, self.order = machine, list(order)
        self.json_file, self.markdown_file = json_file, markdown_file
        self.rows, self.put_aside = {}, None
        if json_file and os.path.exists(json_file):
            self.load()

    def load(self):
        try:
            found = json.loads(pathlib.Path(self.json_file).read_text(encoding="utf-8"))
            if found["machine"] == self.machine:
                self.rows = {row["work"]: Row(**row) for row in found["rows"]}
                return
        except (ValueError, KeyError, TypeError):
            pass  # A file of an earlier form, or damaged.
        self.put_aside = self.json_file + ".old"
        os.replace(self.json_file, self.put_aside)

    def has(self, work):
        """Whether a row is there as it should be. One in which a program failed is tried again."""
        row = self.rows.get(work)
        return row is not None and not row.failed and not row.failures

    def add(self, row):
        """Keeps a row. - Returns: it as a line of the table."""
        self.rows[row.work] = row
        self.write()
        return line(row, columns([row]))

    def write(self):
        rows = self.sorted()
        if self.json_file:
            values = [dataclasses.asdict(row) for row in rows]
            replace(self.json_file, json.dumps({"machine": self.machine, "rows": values}, indent=2) + "\n")
        if self.markdown_file:
            replace(self.markdown_file, self.markdown())

    def sorted(self):
        place = {work: number for number, work in enumerate(self.order)}
        return sorted(self.rows.values(), key=lambda row: place.get(row.work, len(place)))

    def markdown(self):
        rows = self.sorted()
        dates = sorted({row.date for row in rows})
        span = dates[0] if len(dates) < 2 else f"{dates[0]} to {dates[-1]}"
        tables = {row.table: [] for row in rows}
        for row in rows:
            tables[row.table].append(row)
        text = [f"{span}: {self.machine}."]
        for title, group in tables.items():
            names = columns(group)
            text += ["", f"## {title}", "", "| work | " + "".join(f"{name} | " for name in names)
                     + "unit | ratio | spread | goal | note |",
                     "| --- |" + " ---: |" * len(names) + " --- | ---: | ---: | ---: | --- |"]
            text += [line(row, names) for row in group]
            details = [f"- {row.work}: {'. '.join(row.details)}." for row in group if row.details]
            text += ["", *details] if details else []
        return "\n".join(text) + "\n"


def columns(rows):
    names = {name for row in rows for name in (*row.numbers, *row.failures)}
    return [name for name in COLUMNS if name in names] + sorted(names - set(COLUMNS))


def line(row, names):
    def number(value, form=".2f"):
        return "" if value is None else format(value, form)

    cells = [number(row.numbers.get(name)) or ("failed" if name in row.failures else "") for name in names]
    notes = [row.note, *(f"{name}: {why}" for name, why in row.failures.items()), row.failed and f"failed: {row.failed}"]
    note = "; ".join(words for words in notes if words).replace("|", "/").replace("\n", " ")
    goal = number(row.goal, ".3g") + (f" ({row.goal_of})" if row.goal_of else "")
    spread = f"{row.spread[0]:.2f} to {row.spread[1]:.2f}" if row.spread else ""
    return f"| {row.work} | " + "".join(f"{cell} | " for cell in cells) + \
        f"{row.unit} | {number(row.ratio)} | {spread} | {goal} | {note} |"
