"""How good the images are: the metrics of the `evaluate` stage, or of the last evaluation during training."""

import report_charts
from report_run import finite
from report_words import counted, lower_first

BETTER = {"lower": "lower", "higher": "higher", "like real": "like real", "likeReal": "like real"}


def evaluation(data):
    """Metrics of the final evaluation, or of the last one during training."""
    for stage in reversed(data.run.stages):
        if stage.get("kind") != "evaluate":
            continue
        names = [each["file"] for each in stage.get("outputs") or [] if str(each.get("file")).endswith("metrics.json")]
        found = data.run.json(names[0], needed=True) if names else None
        if found and found.get("metrics"):
            return final_evaluation(data, found)
    if not data.evaluations:
        return None
    best = [line for line in data.evaluations if line["step"] == data.state.get("step")]
    line = (best or data.evaluations)[-1]
    metrics = []
    for identifier, title, _, note in report_charts.OF_EVALUATIONS:
        value, interval = (line.get("metrics") or {}).get(identifier), (line.get("intervals") or {}).get(identifier)
        if finite(value):
            better = "higher" if note.startswith("Higher") else "lower" if note.startswith("Lower") else "like real"
            metrics.append({"id": identifier, "name": title, "value": value, "better": better,
                            "interval": [interval["low"], interval["high"]] if interval else None,
                            "baseline": (line.get("baseline") or {}).get(identifier)})
    where = "held-out images" if line.get("against") == "validation" else "training images"
    return {"words": f"{counted(line.get('samples', 0), 'sample')} after step {line['step']:,}, compared with {line.get('images', 0):,} {where}.",
            "metrics": metrics, "thumbnails": "confidence" not in (line.get("metrics") or {})}


def final_evaluation(data, found):
    metrics = []
    for metric in found["metrics"]:
        value, baseline = metric.get("model") or {}, metric.get("baseline") or {}
        if not finite(value.get("value")):
            continue
        interval = value.get("interval")
        metrics.append({"id": metric["id"], "name": metric["title"], "value": value["value"],
                        "interval": [interval["low"], interval["high"]] if interval else None,
                        "baseline": baseline.get("value"), "better": BETTER.get(metric.get("direction"), "like real")})
    real, step = found.get("real") or {}, (found.get("model") or {}).get("step")
    kind = "held-out images" if real.get("source") == "validation" else "real images"
    words = f"{counted(found['samples']['count'], 'sample')} after step {step:,}" if step else counted(found["samples"]["count"], "sample")
    network = found["features"]["name"]
    if data.share and network != "digits-28" and not network.startswith("thumbnails"):
        network = "a network of its own"
    words += f", compared with {real.get('count', 0):,} {kind} by features of {network}."
    if (found.get("baseline") or {}).get("description"):
        words += f" Baseline: {lower_first(found['baseline']['description'])}."
    result = {"words": words, "metrics": metrics, "thumbnails": found["features"]["name"].startswith("thumbnails")}
    if found.get("classes"):
        result["classes"] = [{"name": data.class_name(each["name"], index), "model": each["model"]["value"], "real": each["real"]["value"]}
                             for index, each in enumerate(found["classes"])]
    return result
