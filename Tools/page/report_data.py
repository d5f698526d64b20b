"""A run folder becomes the report's data: the JSON of Sources/ArtReport/Report/README.md, and the files in the page."""

import json
import struct

import report_charts
import report_health
from report_evaluation import evaluation as evaluation_of
from report_glossary import glossary
from report_networks import networks
from report_pictures import Pictures, first_image
from report_run import finite
from report_settings import DRAWN, recipe, settings
from report_words import colours, counted, duration, memorization, quality, size
from safetensors import Safetensors

STAGES = {
    "train": "trains the model", "load": "takes a trained model", "sample": "draws images", "interpolate": "walks through the latent space",
    "sheet": "puts images on one sheet", "video": "makes a video", "images": "writes images as files", "export": "writes the weights alone",
    "evaluate": "compares images with real ones", "train-classifier": "trains a classifier", "preview": "shows training images",
}


class ReportData:
    def __init__(self, run, share=False):
        self.run, self.share, self.manifest = run, share, run.manifest
        self.pictures = Pictures(run, share)
        self.steps = run.lines(f"{run.training}/metrics.jsonl") if run.training else []
        self.evaluations = run.lines(f"{run.training}/evaluations.jsonl") if run.training else []
        self.times = run.lines(f"{run.training}/times.jsonl") if run.training else []
        self.open_model()
        trained = [stage for stage in run.stages if stage["id"] == run.training]
        self.stage = trained[0] if trained else {}
        inputs = (self.stage.get("inputs") or {}).get("images") or {}
        self.data_kind, self.validation = inputs.get("kind"), inputs.get("validation") or 0
        self.augment = (self.stage.get("inputs") or {}).get("augment") or {}

    def open_model(self):
        """The model that the run stands for. A damaged file is told; without any there is no playground."""
        self.model_file = self.definition = None
        self.state, names = {}, self.run.models()
        for index, name in enumerate(names):
            try:
                file = Safetensors(self.run.file(name))
                definition = json.loads(file.metadata["artpipe.definition"])
                state = json.loads(file.metadata.get("artpipe.state", "{}"))
                if max((file.header[each]["data_offsets"][1] for each in file.names()), default=0) > len(file.data):
                    raise ValueError("cut short")
            except (ValueError, KeyError, OSError, TypeError, struct.error):
                rest = "the last model is shown" if index + 1 < len(names) else "the playground and the networks are left out"
                self.run.tell(name, f" is damaged; {rest}")
                continue
            self.model_file, self.definition, self.state = file, definition, state
            return

    @property
    def classes(self):
        """The names of the model's classes."""
        return [each.get("name") for each in ((self.definition or {}).get("conditioning") or {}).get("classes") or []]

    # MARK: Parts

    def images_words(self):
        """The images that were trained on: “4,000 grey images of 28×28 in 10 classes”."""
        data = self.manifest.get("dataset")
        if not data:
            return None, []
        shape = data.get("shape") or []
        classes = self.classes
        words = f"{data['count']:,} {colours(shape)} images of {shape[1]}×{shape[0]}" if len(shape) > 1 else counted(data["count"], "image")
        if classes:
            words += f" in {len(classes)} classes"
        items = [("Images", words)]
        if data.get("name") and (not self.share or data["name"] in DRAWN):
            items.insert(0, ("Data set", str(data.get("name"))))
        if self.validation:
            items.append(("Held out from training", f"{100 * self.validation:g} %"))
        if self.augment:
            items.append(("Augmentation", ", ".join(f"{key} {value}" if isinstance(value, (int, float)) and value is not True else key for key, value in self.augment.items())))
        return words, items

    def class_name(self, name, index):
        """In a shared page the name of a class that was a folder's gives way to its number."""
        return f"Class {index + 1}" if self.share and self.data_kind == "folder" else name

    def warnings(self):
        recipe_, training = (self.definition or {}).get("recipe") or {}, self.stage.get("training") or {}
        total = self.state.get("totalSteps") or training.get("steps") or (self.steps[-1]["step"] if self.steps else 0)
        found = report_health.warnings(self.steps, self.evaluations, total, "wasserstein" in str(recipe_.get("loss")).lower())
        backs = training.get("rollBacks") or []
        if backs:
            found.append({"text": f"Numbers grew beyond all bounds; training went back to an earlier step {counted(len(backs), 'time')}.",
                          "advice": "A lower learning rate often helps."})
        for stage in self.run.stages:
            if stage.get("status", "done") != "done":
                found.append({"text": f"The stage “{stage['id']}” has not come to its end.",
                              "advice": "The same command goes on where it stopped."})
        rejected = (self.manifest.get("dataset") or {}).get("rejected") or {}
        if rejected:
            text = f"{counted(len(rejected), 'image')} could not be read and {'was' if len(rejected) == 1 else 'were'} left out"
            names = [f"{name} ({reason})" for name, reason in sorted(rejected.items())[:8]]
            more = [f"{len(rejected) - 8} more"] if len(rejected) > 8 else []
            found.append({"text": text + ("." if self.share else ": " + "; ".join(names + more) + "."), "advice": ""})
        return found

    def facts(self, networks_):
        training = self.stage.get("training") or {}
        seconds, steps = training.get("seconds"), training.get("steps") or (self.steps[-1]["step"] if self.steps else None)
        facts = []
        if self.definition:
            facts.append(("Model", self.definition["id"]))
        if steps:
            facts.append(("Steps", f"{steps:,}"))
        if self.steps and finite(self.steps[-1].get("epoch")):
            facts.append(("Epochs", f"{self.steps[-1]['epoch']:.3g}"))
        if seconds:
            facts.append(("Training time", duration(seconds)))
        if seconds and self.steps and self.steps[-1].get("images"):
            facts.append(("Images per second", f"{self.steps[-1]['images'] / seconds:,.0f}"))
        if networks_:
            facts.append(("Parameters", f"{sum(each['parameters'] for each in networks_):,}"))
        return [{"name": name, "value": value} for name, value in facts], steps, seconds

    def summary(self, images, steps, seconds, evaluation, warnings):
        name = self.definition["id"] if self.definition else "A model"
        first = f"{name} was trained" + (f" on {images}" if images else "") + (f" for {counted(steps, 'step')}" if steps else "")
        first += f", in {duration(seconds)}." if seconds else "."
        second = quality(evaluation) if evaluation else None
        if not self.stage and not self.steps:
            return [f"This run made images with {'a trained model' if not self.definition else name}; it trained nothing."]
        health = f"{counted(len(warnings), 'warning')} came up; see below." if warnings else "No warning came up."
        return [first, f"{second or 'It was not evaluated, so only the images tell how good it is.'} {health}"]

    def stages(self):
        found = []
        for stage in self.run.stages:
            outputs = [each for each in stage.get("outputs") or [] if "file" in each]
            total = sum(each.get("bytes", 0) for each in outputs)
            entry = {"id": stage["id"], "kind": stage.get("kind"), "does": STAGES.get(stage.get("kind"), ""), "status": stage.get("status", "done")}
            if self.share:
                entry["files"] = [f"{counted(len(outputs), 'file')}, {size(total)}"] if outputs else []
            else:
                folders = {}
                for each in outputs:
                    folders.setdefault(each["file"].rpartition("/")[0], []).append(each)
                entry["files"] = []
                for folder, files in folders.items():
                    if len(files) > 4:
                        entry["files"].append(f"{folder}/: {len(files)} files, {size(sum(f['bytes'] for f in files))}")
                    else:
                        entry["files"] += [f"{each['file']}, {size(each['bytes'])}" for each in files]
            if finite(stage.get("seconds")):
                entry["seconds"] = round(stage["seconds"], 1)
            found.append(entry)
        return found

    # MARK: All of it

    def report(self):
        images, image_items = self.images_words()
        evaluation, warnings = evaluation_of(self), self.warnings()
        tables = networks(self.model_file, self.definition) if self.model_file else []
        facts, steps, seconds = self.facts(tables)
        name = str(self.manifest.get("name") or (self.definition or {}).get("id") or "Run")
        sheets, pictures = self.pictures.sheets(), self.pictures.of_stages()
        nearest = self.pictures.nearest()
        first = first_image(pictures, self.pictures.blobs, sheets)
        report = {
            "report": 1, "program": f"artpipe {self.manifest['artpipe']}" if "artpipe" in self.manifest else "artpipe",
            "name": name, "share": self.share, "began": self.manifest.get("began"),
            "summary": self.summary(images, steps, seconds, evaluation, warnings),
            "facts": facts, "warnings": warnings,
            "charts": report_charts.of_lines(self.steps, report_charts.OF_STEPS) + report_charts.of_lines(self.times, report_charts.OF_TIME)
            + report_charts.of_evaluations(self.evaluations),
            "pictures": pictures, "nearest": nearest, "networks": tables, "evaluation": evaluation,
            "settings": settings(self.manifest, self.definition, image_items), "recipe": recipe(self.manifest, self.share, self.classes if self.data_kind == "folder" else []),
            "stages": self.stages(), "glossary": glossary(),
        }
        by_id = {metric["id"]: metric for metric in (evaluation or {}).get("metrics", [])}
        report["memorization"] = memorization(by_id.get("memorization"))
        left_out = len(self.pictures.left_out)
        if left_out:
            self.run.gaps.append(f"{counted(left_out, 'moving GIF')} may hold texts and {'is' if left_out == 1 else 'are'} left out")
        return report, first, sheets
