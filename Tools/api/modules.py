"""The public declarations of whole modules: a type that is not public hides what stands in it, wherever it is extended."""
from dataclasses import replace

from declarations import PUBLIC, Reading
from reader import Reader
from tokens import SourceError


def read(module, texts):
    """The public declarations of a module, sorted. - texts: its files' contents by name."""
    reading = Reading(module)
    for name, text in sorted(texts.items()):
        try:
            reader = Reader(text, reading)
            reader.members(0, len(reader.tokens), [], "internal")
        except SourceError as error:
            raise SourceError(f"{name}: {error}") from None
    return reading


def public(readings):
    """The declarations of modules of which all that is around them is public, too. - readings: one for each module."""
    everywhere = {}
    for reading in readings:
        for path, access in reading.types.items():
            everywhere[path] = everywhere.get(path, False) or access in PUBLIC

    def is_hidden(reading, names):
        """Whether one of the types with these names, each within the one before, is one of ours and not public."""
        for count in range(1, len(names) + 1):
            path = ".".join(names[:count])
            access = reading.types.get(path)
            if not (everywhere.get(path, True) if access is None else access in PUBLIC):
                return True
        return False

    protocols = set().union(*(reading.protocols for reading in readings))
    return sorted({
        replace(found.declaration, is_default=found.declaration.is_default and ".".join(found.parents) in protocols)
        for reading in readings for found in reading.found
        if not is_hidden(reading, found.parents)
        and not any(is_hidden(reading, need.split(".")) for need in found.needs)})
