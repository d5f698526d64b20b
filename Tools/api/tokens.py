"""Swift's source text as tokens, as far as declarations need them.

Comments are left out. Text in quotes, with whatever stands in its `\\(…)`, is one token, and so is a regex between `#/` and
`/#`. (A regex without `#` cannot be told from a division without knowing types; none is in a declaration.)
"""
import re
from typing import NamedTuple

SPACE = re.compile(r"(?:\s+|//[^\n]*)+")
QUOTE = re.compile(r'(#*)("""|")')
REGEX = re.compile(r"(#+)/(?!/)")
DIRECTIVE = re.compile(r"#(?:if|elseif|else|endif|sourceLocation|warning|error)\b[^\n]*")
PLAIN = re.compile(r"`[^`\n]*`|[\w$]+|->|[-=+!*%&|^~/]+|\.+|.", re.DOTALL)
CLOSERS = {"(": ")", "[": "]", "{": "}"}


class Token(NamedTuple):
    text: str
    start: int
    end: int
    is_after_space: bool
    is_after_newline: bool


class SourceError(Exception):
    """Text that ends within something."""


def after_comment(text, place):
    """The place behind `/* … */`, which may hold others."""
    depth = 0
    for found in re.compile(r"/\*|\*/").finditer(text, place):
        depth += 1 if found.group() == "/*" else -1
        if depth == 0:
            return found.end()
    raise SourceError("a comment does not end")


def after_quote(text, opening):
    """The place behind a text in quotes; - opening: a match of QUOTE."""
    hashes, quote = re.escape(opening.group(1)), opening.group(2)
    step = re.compile(rf"(?P<end>{quote}{hashes})|(?P<nested>\\{hashes}\()|\\{hashes}.|\\", re.DOTALL)
    place = opening.end()
    while found := step.search(text, place):
        if found.group("end"):
            return found.end()
        place = found.end()
        if found.group("nested"):
            depth = 1
            while depth:
                token = token_at(text, place)
                if token is None:
                    raise SourceError("a text in quotes does not end")
                depth += (token.text == "(") - (token.text == ")")
                place = token.end
    raise SourceError("a text in quotes does not end")


def token_at(text, place):
    """The token at a place or behind the space there; None at the end."""
    start = place
    while True:
        if space := SPACE.match(text, place):
            place = space.end()
        if not text.startswith("/*", place):
            break
        place = after_comment(text, place)
    if place == len(text):
        return None
    if quote := QUOTE.match(text, place):
        end = after_quote(text, quote)
    elif regex := REGEX.match(text, place):
        end = text.index("/" + regex.group(1), regex.end()) + 1 + len(regex.group(1))
    elif directive := DIRECTIVE.match(text, place):
        end = directive.end()
    else:
        end = PLAIN.match(text, place).end()
    return Token(text[place:end], place, end, place > start, "\n" in text[start:place])


def tokens(text):
    """All tokens of a source."""
    found, place = [], 0
    while token := token_at(text, place):
        found.append(token)
        place = token.end
    return found


def partners(sequence):
    """For each opening bracket's number, that of its closing one."""
    found, open_ = {}, []
    for number, token in enumerate(sequence):
        if token.text in CLOSERS:
            open_.append((CLOSERS[token.text], number))
        elif token.text in (")", "]", "}"):
            if not open_ or open_[-1][0] != token.text:
                raise SourceError(f"'{token.text}' closes nothing")
            found[open_.pop()[1]] = number
    if open_:
        raise SourceError(f"'{sequence[open_[-1][1]].text}' is not closed")
    return found


def joined(sequence):
    """Tokens as one line, with a space where there was space, but no line's end leaves a trace."""
    text = ""
    for place, token in enumerate(sequence):
        closes = token.text in (")", "]")
        if closes and text.endswith(","):
            text = text[:-1]
        is_apart = place > 0 and token.is_after_space and not closes and not text.endswith(("(", "["))
        text += (" " if is_apart else "") + token.text
    return text
