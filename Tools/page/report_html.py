"""The parts of the page that are HTML from the start: they are read without JavaScript, and painted first."""

import html
import json

from report_words import duration, number


def text(value):
    return html.escape(str(value), quote=True)


def table(caption, heads, rows, foot=None, left=1, kind=""):
    """A table; the first `left` columns hold words."""
    def cell(tag, value, index, scope=""):
        words = ' class="words-left"' if 0 < index < left else ""
        return f"<{tag}{scope}{words}>{value}</{tag}>"

    def row(values, is_foot=False):
        first = cell("th", values[0], 0, ' scope="row"')
        return "<tr>" + first + "".join(cell("td", value, index) for index, value in enumerate(values[1:], 1)) + "</tr>\n"

    head = "".join(cell("th", name, index, ' scope="col"') for index, name in enumerate(heads))
    foot = f"<tfoot>{row(foot)}</tfoot>" if foot else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{text(caption)}"><table class="{kind}">\n<caption>{text(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(map(row, rows))}</tbody>{foot}</table></div>\n"
    )


def definitions(items, kind):
    rows = "".join(f"<div><dt>{text(item['name'])}</dt><dd>{text(item['value'])}</dd></div>" for item in items)
    return f'<dl class="{kind}">{rows}</dl>\n' if items else ""


def summary(report):
    return "".join(f'<p class="summary">{text(sentence)}</p>\n' for sentence in report["summary"])


def sheets(shown):
    if len(shown) < 2:
        return "One sheet is here."
    return f"{len(shown)} sheets, from step {shown[0]['step']:,} to step {shown[-1]['step']:,}."


def warnings(report):
    def advice(each):
        return f" <span>{text(each['advice'])}</span>" if each.get("advice") else ""
    return "".join(f"<li>{text(each['text'])}{advice(each)}</li>\n" for each in report["warnings"])


def gaps(report):
    return "".join(f"<li>{text(each)}.</li>\n" for each in report["gaps"])


def image(picture, source=None):
    """An image, or a video, of the page: with its own content, or filled by blobs.js when it comes near the screen."""
    sides = f' width="{picture["width"]}" height="{picture["height"]}"' if picture.get("width") else ""
    where = f'src="{source}"' if source else f'data-blob="{text(picture["blob"])}"'
    if picture["type"].startswith("video/"):
        return f'<video controls loop muted playsinline preload="metadata" aria-label="{text(picture["title"])}: {text(picture["alt"])}" {where}{sides}></video>'
    # A moving image stands still until the reader starts it: see animations.js.
    moves = " data-moves" if picture.get("kind") == "video" else ""
    smooth = ' class="smooth"' if (picture.get("width") or 0) >= 400 else ""
    return f'<img alt="{text(picture["alt"])}"{smooth}{moves} {where}{sides}>'


def figure(picture, source=None):
    name = f" <code>{text(picture['file'])}</code>" if picture.get("file") else ""
    return f"<figure>{image(picture, source)}<figcaption>{text(picture['caption'])}{name}</figcaption></figure>\n"


def pictures(report):
    found, small = "", {}
    for picture in report["pictures"]:
        if picture["kind"] == "images":
            small.setdefault(picture["stage"], []).append(picture)
        else:
            found += figure(picture)
    for stage, images in small.items():
        found += '<figure class="small">' + "".join(image({**each, "alt": each["title"]}) for each in images)
        found += f"<figcaption>{len(images)} single images, made by the stage “{text(stage)}”.</figcaption></figure>\n"
    return found


def charts(report):
    """Whether points are means, which holds for all curves of a training."""
    mean = max((chart.get("mean", 1) for chart in report["charts"]), default=1)
    return f"Each point is the mean of {mean} steps; the pale band is their lowest and highest." if mean > 1 else ""


def evaluation(report):
    found = report["evaluation"]
    rows = []
    better = {"lower": "lower is better", "higher": "higher is better", "like real": "best near the baseline"}
    for metric in found["metrics"]:
        interval = metric.get("interval")
        within = f" <small>{' to '.join(map(number, interval))}</small>" if interval else ""
        rows.append([f"{text(metric['name'])} <small>{better.get(metric['better'], '')}</small>", number(metric["value"]) + within,
                     number(metric.get("baseline"))])
    result = f"<p>{text(found['words'])}</p>\n"
    result += table("Metrics of the model, with 95 % confidence intervals, beside the baseline", ["Metric", "Model", "Baseline"], rows,
                    kind="narrow")
    if found.get("classes"):
        most = max(max(each["model"], each["real"]) for each in found["classes"]) or 1
        def share(value):
            return (f'{100 * value:.1f} % <span class="shares" aria-hidden="true">'
                    f'<i style="width:{100 * value / most:.0f}%"></i></span>')
        rows = [[text(each["name"]), share(each["model"]), share(each["real"])] for each in found["classes"]]
        result += "<h3>Classes</h3>\n" + table("Share of each class, as the classifier sees it", ["Class", "Generated", "Real"], rows, kind="narrow")
    return result


def networks(report):
    found = ""
    for network in report["networks"]:
        rows = [["Input", text(network["input"]), ""]]
        for layer in network["layers"]:
            more = f" <small>{text(layer['details'])}</small>" if layer["details"] else ""
            rows.append([text(layer["layer"]) + more, text(layer["output"]), f"{layer['parameters']:,}" if layer["parameters"] else ""])
        foot = ["All parameters", "", f"{network['parameters']:,}"]
        found += f"<div><h3>{text(network['title'])}</h3>\n"
        found += table(f"Layers of the {network['title'].lower()}", ["Layer", "Output", "Parameters"], rows, foot) + "</div>\n"
    return found


def settings(report):
    return "".join(
        f"<div><h3>{text(group['title'])}</h3>{definitions(group['items'], 'settings')}</div>\n" for group in report["settings"])


def compact(value):
    """JSON for people: what fits into a line stays in a line, as in the project's own documents."""
    def write(each, indent):
        line = json.dumps(each, ensure_ascii=False, separators=(", ", ": "))
        if not isinstance(each, (dict, list)) or len(line) + indent <= 90 and indent > 0:
            return line
        inner = " " * (indent + 2)
        if isinstance(each, dict):
            parts = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {write(item, indent + 2)}" for key, item in each.items()]
            return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
        return "[\n" + ",\n".join(inner + write(item, indent + 2) for item in each) + "\n" + " " * indent + "]"
    return write(value, 0)


def recipe(report):
    found = report["recipe"]
    note = f"<p>{text(found['note'])}</p>\n" if found.get("note") else ""
    if found.get("check"):
        note += f"<p>{text(found['check'])}</p>\n"
    return (
        f"<p>Save this as <code>{text(found['file'])}</code> and run the command. The same images and the same seed give the "
        f"same results, to the last bit.</p>\n{note}"
        f'<pre id="recipe-text" tabindex="0" role="region" aria-label="The document"><code>{text(compact(found["document"]))}</code></pre>\n'
        '<div class="needs-script"><button type="button" data-copy="recipe-text">Copy the recipe</button></div>\n'
        f'<pre id="recipe-command" tabindex="0" role="region" aria-label="The command"><code>{text(found["command"])}</code></pre>\n'
        '<div class="needs-script"><button type="button" data-copy="recipe-command">Copy the command</button></div>\n')


def stages(report):
    rows = []
    for stage in report["stages"]:
        files = "<br>".join(text(each) for each in stage["files"]) or "–"
        time = stage.get("seconds")
        time = "" if time is None else "under a second" if time < 0.5 else duration(time)
        if stage["status"] != "done":
            time += f" ({text(stage['status'])})"
        does = ", ".join(filter(None, [stage["does"], time]))
        rows.append([f"{text(stage['id'])} <small>{text(does)}</small>", files])
    return table("Stages of the pipeline, in order", ["Stage", "Files"], rows, left=2, kind="stages")


def words(report):
    return "".join(f"<div><dt>{text(term['title'])}</dt><dd>{text(term['text'])}</dd></div>\n" for term in report["glossary"])
