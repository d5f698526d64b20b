"""The frame of the page: its contents, what it holds, and how the template is filled."""

import re

from report_words import size


def holds(report, has_first, share, total):
    """What is in the page: whoever gets it should know."""
    parts = []
    if report["sheets"]["shown"]:
        parts.append("sheets of the training")
    if report["pictures"] or has_first:
        parts.append("images and videos that the model made" if report["pictures"] else "images that the model made")
    if report["playground"]:
        parts.append("the weights of the generator")
    if report["recipe"]:
        parts.append("the recipe")
    listed = (", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)) or "no images"
    if share:
        return (f"This page holds {listed}, and numbers about the training. It holds no training images, no names of files and "
                f"no paths. It has {size(total)} and needs no network.")
    own = ["training images"] * bool(report["nearest"] or any(each["training"] for each in report["pictures"])) + ["names of files"]
    return (f"This page holds {listed}. It also holds {' and '.join(own)}; “artpipe report --share” makes a page without them. It has "
            f"{size(total)} and needs no network.")


CONTENTS = [
    ("sheets", "Learning"), ("pictures", "Images"), ("playground", "Playground"), ("evaluation", "Quality"), ("charts", "Curves"),
    ("networks", "Networks"), ("settings", "Settings"), ("recipe", "Recipe"), ("stages", "Stages"), ("glossary", "Words"),
]
FRAGMENTS = {"charts": "curves", "evaluation": "quality"}


def contents(present):
    return "".join(
        f'      <li><a href="#{FRAGMENTS.get(name, name)}">{title}</a></li>\n' for name, title in CONTENTS if name in present)


def filled(template, values, present):
    """The template with its parts: `if NAME` … `end NAME` stays where the part is there, `put NAME` becomes its HTML."""
    for name in set(re.findall(r"<!--if ([\w-]+)-->", template)):
        pattern = re.compile(rf"[ ]*<!--if {name}-->\n?(.*?)<!--end {name}-->\n?", re.DOTALL)
        template = pattern.sub((lambda found: found[1]) if name in present else "", template)
    return re.sub(r"<!--put ([\w-]+)-->", lambda found: values[found[1]], template)
