#!/usr/bin/env python3
"""Makes the report of a run: make_report.py RUN_FOLDER OUT.html [--share]

One HTML file that needs nothing else. This is how `artpipe report` has to read a run and to put the files of
Sources/ArtReport/Report and Page together; Sources/ArtReport/Report/README.md is the contract.
"""

import argparse
import base64
import json
import pathlib
import sys

import make_page
import report_html
import report_media
import report_template
from report_data import ReportData
from report_pictures import data_uri
from report_run import Run
from report_words import size

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources/ArtReport/Report"


def source(*names):
    return "\n".join((FOLDER / name).read_text("utf-8") for name in names)


def blob(identifier, kind, data):
    """A file at the end of the body, for blobs.js."""
    return (f'<script type="application/octet-stream+base64" id="blob-{identifier}" data-type="{kind}">'
            f"{base64.b64encode(data).decode()}</script>\n")


def playground(data):
    """Markup and data of the playground; nothing where the run has no model that can be drawn."""
    if not data.model_file:
        return "", ""
    name = data.definition["id"] if data.share else str(data.manifest.get("name") or data.definition["id"])
    model, weights = make_page.page_model(data.model_file, name, [])
    if data.share:
        model["definition"]["notes"] = []
        for index, each in enumerate((model["definition"].get("conditioning") or {}).get("classes") or []):
            each["name"] = data.class_name(each["name"], index)
    if report_media.encoded(len(weights)) > report_media.LIMIT // 2:
        data.run.gaps.append("The generator is too large for a page, so there is no playground")
        return "", ""
    markup, rest = make_page.playground(model, weights).split("<script", 1)
    return markup, "<script" + rest


class Page:
    def __init__(self, folder, share):
        self.run, self.share = Run(folder, share), share
        self.data = ReportData(self.run, share)
        self.report, self.first, self.sheets = self.data.report()
        self.markup, self.playground = playground(self.data)
        self.blobs = self.data.pictures.blobs
        self.parts = json.loads(source("parts.json"))
        self.report["playground"] = bool(self.markup)

    def fit(self):
        """Chooses what goes into 25 MB: all but sheets first, the largest file left out first; the rest is for sheets."""
        fixed = len(self.playground) + len(self.markup) + len(json.dumps(self.report)) * 2 + 400_000
        fixed += report_media.encoded(len(self.first[2])) if self.first else 0
        sheets = [(step, data) for step, _, data in self.sheets]
        few = report_media.evenly(sheets, report_media.LEAST_SHEETS)
        least = sum(report_media.encoded(len(data)) for _, data in few)
        taken = {name: report_media.encoded(len(data)) for name, (_, data) in self.blobs.items()}
        while taken and fixed + sum(taken.values()) + min(least, report_media.LIMIT // 4) > report_media.LIMIT:
            largest = max(taken, key=taken.get)
            del taken[largest]
            self.leave_out(largest)
        room = report_media.LIMIT - fixed - sum(taken.values())
        chosen = {step for step, _ in report_media.within(sheets, room)}
        shown = []
        for step, (kind, width, height), data in self.sheets:
            if step in chosen:
                self.blobs[f"sheet-{step}"] = (kind, data)
                shown.append({"step": step, "blob": f"sheet-{step}", "width": width, "height": height})
        self.report["sheets"] = {"all": len(sheets), "shown": shown}
        if len(shown) < len(sheets):
            self.run.gaps.append(
                f"{len(sheets)} sheets of the training would be more than 25 MB; {len(shown)} of them are here, evenly, the first and "
                "the last among them")

    def leave_out(self, name):
        found = [each for each in self.report["pictures"] if each["blob"] == name]
        what = f"{found[0]['title']} of “{found[0]['stage']}”" if found else "The sheet of nearest training images"
        self.run.gaps.append(f"{what} has {size(len(self.blobs.pop(name)[1]))} and is left out: a page has at most 25 MB")
        self.report["pictures"] = [each for each in self.report["pictures"] if each["blob"] != name]
        if name == "nearest":
            self.report["nearest"] = None

    def present(self):
        report = self.report
        names = {name for name in ("warnings", "gaps", "pictures", "charts", "evaluation", "memorization", "networks", "settings",
                                   "recipe", "stages", "glossary", "playground") if report.get(name)}
        if report["sheets"]["shown"]:
            names.add("sheets")
        if any(chart["group"] == "evaluation" for chart in report["charts"]):
            names.add("charts-evaluation")
        return names

    def values(self, present):
        report, values = self.report, {}
        for name in ("summary", "warnings", "gaps", "pictures", "evaluation", "charts", "networks", "settings", "recipe", "stages"):
            values[name] = getattr(report_html, name)(report) if name in present or name == "summary" else ""
        shown, first = report["sheets"]["shown"], self.first
        values |= {
            "program": report_html.text(report["program"]), "title": f"{report_html.text(report['name'])} · artpipe",
            "name": report_html.text(report["name"]), "theme": source(*self.parts["theme"]),
            "style": (make_page.PAGE / "playground.css").read_text("utf-8") + source(*self.parts["style"]),
            "contents": report_template.contents(present), "facts": report_html.definitions(report["facts"], "facts"),
            "first": report_html.figure(first[0], data_uri(first[1], first[2])) if first else "",
            "sheets-words": report_html.sheets(shown), "playground": self.markup,
            "memorization": report_html.text(report["memorization"] or ""),
            "nearest": report_html.figure(report["nearest"]) if report["nearest"] else "",
            "glossary": report_html.words(report), "when": f"; the run began on {str(report['began'])[:10]}" if report["began"] else "",
        }
        return values

    def html(self):
        self.fit()
        self.report["gaps"] = self.run.gaps
        present = self.present()
        own = f'(() => {{\n"use strict";\n{source(*self.parts["scripts"])}\n}})();\n'
        data = make_page.script("application/json", "report-data", make_page.page_json(self.report))
        data += "".join(blob(name, kind, content) for name, (kind, content) in self.blobs.items())
        data += make_page.script("text/javascript", "report-script", own)
        values = self.values(present) | {"data": data + self.playground, "holds": ""}
        template = source("report.html")
        total = len(report_template.filled(template, values, present).encode())
        values["holds"] = report_html.text(report_template.holds(self.report, bool(self.first), self.share, total + 300))
        return report_template.filled(template, values, present)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run")
    parser.add_argument("output")
    parser.add_argument("--share", action="store_true", help="without training images, names of files and paths")
    arguments = parser.parse_args()
    run = pathlib.Path(arguments.run)
    if not any((run / name).exists() for name in ("manifest.json", "train")):
        sys.exit(f"error: {run}: this is no run folder; it has no manifest.json and no train")
    pathlib.Path(arguments.output).write_text(Page(arguments.run, arguments.share).html(), "utf-8")


if __name__ == "__main__":
    main()
