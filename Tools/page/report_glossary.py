"""The terms of docs/glossary.md: what each is called in texts, and its two lines."""

import pathlib
import re

FILE = pathlib.Path(__file__).resolve().parents[2] / "docs/glossary.md"


def plain(text):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[`*]", "", " ".join(text.split()))


def glossary():
    terms = []
    for block in re.split(r"\n\s*\n", FILE.read_text("utf-8")):
        found = re.fullmatch(r"\*\*(.+?)\*\*(.*?)<br>\n(.+)", block.strip(), re.DOTALL)
        if not found:
            continue
        words = [word.strip() for word in found[1].split(",")]
        # “GAN (generative adversarial network)”: the long name is one too; a setting's name, in `code`, is not.
        for other in re.findall(r"\(([^)]*)\)", found[2]):
            words += [part.strip() for part in other.split(",") if "`" not in part]
        text = plain(re.sub(r"\[[^\]]*\]\([^)]*\)\.?", "", found[3]) if found[3].count("[") == 1 else found[3])
        terms.append({"title": plain(found[1]), "words": words, "text": re.sub(r"\s*See $", "", text).strip()})
    return terms
