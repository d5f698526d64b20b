"""The public declarations of Swift sources, read from their text, as somebody who imports the module sees them.

Bodies, comments, line breaks and attributes that change nothing for a caller are left out; a variable says only whether it
can be read or also set. What is public by its place is found too: members of a public extension, requirements of a public
protocol, cases of a public enum. All branches of `#if` count.
"""
from dataclasses import dataclass, field

TYPES = {"struct", "class", "enum", "protocol", "actor"}
PUBLIC = {"public", "open"}


@dataclass(frozen=True, order=True)
class Declaration:
    """- path: the types around it, and its name; declarations of one path and kind that differ are the same one changed.
    - is_default: whether it stands in an extension of a protocol: what a type has that does not bring its own.
    """
    module: str
    path: str
    kind: str
    text: str
    is_default: bool = False


@dataclass
class Found:
    """A declaration before it is known whether the types around it are public."""
    declaration: Declaration
    parents: list
    needs: tuple = ()


@dataclass
class Reading:
    """What one module's files hold."""
    module: str
    found: list = field(default_factory=list)
    types: dict = field(default_factory=dict)
    protocols: set = field(default_factory=set)
