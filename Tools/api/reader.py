"""Reads the declarations of one source that are public where they stand; `modules.py` joins sources and modules."""
import re
from dataclasses import dataclass

from declarations import PUBLIC, TYPES, Declaration, Found
from tokens import joined, partners, tokens

KEYWORDS = TYPES | {
    "extension", "func", "init", "deinit", "subscript", "var", "let", "typealias", "associatedtype", "case", "import",
    "operator", "precedencegroup", "macro"}
ACCESS = {"public", "open", "package", "internal", "fileprivate", "private"}
# Left out of what is shown: they change nothing for who uses the declaration, or are said in another way.
SILENT = {"public", "lazy", "override", "weak", "unowned", "indirect", "consuming", "borrowing"}
MODIFIERS = SILENT | ACCESS | {
    "static", "final", "mutating", "nonmutating", "required", "convenience", "nonisolated", "dynamic", "optional",
    "prefix", "postfix", "infix", "distributed", "class"}
SILENT_ATTRIBUTES = {"@inlinable", "@inline", "@usableFromInline", "@main"}
ACCESSORS = {"get", "set", "willSet", "didSet", "_read", "_modify"}


class Reader:
    def __init__(self, text, reading):
        self.tokens = tokens(text)
        self.partners = partners(self.tokens)
        self.reading = reading

    def word(self, place):
        return self.tokens[place].text if place < len(self.tokens) else ""

    def past(self, place):
        """The place behind a token, or behind all that a bracket holds."""
        return self.partners.get(place, place) + 1

    def members(self, place, end, path, default, where="", kind=None):
        """Reads declarations from `place` to `end`.

        - path: names of the types around them. - default: the access of those that name none. - where: what an
        extension asks for. - kind: of the type around them.
        """
        while place < end:
            place = self.member(place, end, path, default, where, kind)

    def member(self, place, end, path, default, where, kind):
        shown, access, setter = [], default, None
        while place < end:
            word = self.word(place)
            if word == "@":
                next_ = self.past(place + 1)
                while self.word(next_) == ".":
                    next_ += 2
                if self.word(next_) == "(" and not self.tokens[next_].is_after_space:
                    next_ = self.past(next_)
                name = "@" + self.word(place + 1)
                if name not in SILENT_ATTRIBUTES and not name.startswith("@_"):
                    shown.append(joined(self.tokens[place:next_]))
                place = next_
            elif word in MODIFIERS and not self.ends_modifiers(place):
                next_ = place + 1
                if self.word(next_) == "(":
                    if self.word(next_ + 1) == "set":
                        setter = word if word in ACCESS else setter
                        word = ""
                    next_ = self.past(next_)
                if word in ACCESS:
                    access = word
                if word and word not in SILENT and not (word in ACCESS and word != "open"):
                    shown.append(joined(self.tokens[place:next_]))
                place = next_
            else:
                break
        if place >= end:
            return end
        keyword = self.word(place)
        if keyword not in KEYWORDS:
            return self.past(place)  # A directive, an expression at the top of a program, a semicolon.
        stop = self.statement_end(place, end)
        context = Context(path, access, " ".join(shown), where, setter, kind)
        if keyword in TYPES or keyword == "extension":
            self.type(keyword, place, context)
        elif keyword in ("var", "let"):
            self.variables(place + 1, stop, context)
        elif keyword == "case":
            self.cases(place + 1, stop, context)
        elif keyword in ("typealias", "associatedtype", "macro", "operator", "precedencegroup"):
            self.add(context, keyword, self.word(place + 1), joined(self.tokens[place:stop]))
        elif keyword in ("func", "init", "subscript"):
            self.function(keyword, place, stop, context)
        return stop

    def ends_modifiers(self, place):
        """Whether `class` is the keyword of a class here, or a word such as `prefix` a name."""
        next_ = self.word(place + 1)
        return self.word(place) == "class" and next_ not in KEYWORDS | MODIFIERS

    def statement_end(self, place, end):
        """Where the declaration ends whose keyword is at `place`: behind its body, or before the next one."""
        is_value = self.word(place) in ("var", "let", "case", "typealias", "associatedtype")
        is_after_equals = False
        number = place + 1
        while number < end:
            token = self.tokens[number]
            if token.text == ";":
                return number
            if token.is_after_newline and self.starts(number):
                return number
            if token.text == "{" and not (is_value and is_after_equals):
                return self.past(number)
            is_after_equals |= token.text == "="
            number = self.past(number)
        return end

    def starts(self, number):
        """Whether a token that begins a line begins a declaration."""
        word = self.word(number)
        return word in KEYWORDS or word in MODIFIERS or word == "@" or word.startswith("#")

    def split(self, place, end, by):
        """Parts of tokens between the words of `by`, outside of brackets and of generics' `<>`."""
        parts, part, depth = [], [], 0
        while place < end:
            next_ = self.past(place)
            word = self.word(place)
            is_generic = word == "<" and not self.tokens[place].is_after_space
            depth += is_generic
            depth -= word == ">" and depth > 0
            if word in by and depth == 0:
                parts.append(part)
                part = []
            else:
                part += self.tokens[place:next_]
            place = next_
        return [*parts, part]

    def find(self, place, end, word):
        """The place of a word outside of brackets, or `end`."""
        while place < end and self.word(place) != word:
            place = self.past(place)
        return min(place, end)

    def add(self, context, kind, name, text, needs=()):
        if context.access not in PUBLIC:
            return
        words = f"{context.shown} {text}".strip() + (f" {context.where}" if context.where else "")
        path = ".".join([*context.path, name])
        declaration = Declaration(self.reading.module, path, kind, words, context.kind == "extension")
        self.reading.found.append(Found(declaration, list(context.path), needs))

    def type(self, keyword, place, context):
        body = self.find(place, len(self.tokens), "{")
        head_end = body
        where = self.find(place, head_end, "where")
        condition = joined(self.tokens[where:head_end])
        colon = self.find_colon(place + 1, where)
        names = joined(self.tokens[place + 1:colon])
        inherited = [joined(part) for part in self.split(colon + 1, where, {","}) if part]
        name = re.sub(r"<.*", "", names)
        if keyword == "extension":
            if name.startswith("["):
                name = "Dictionary" if ": " in name else "Array"
            if name != names:
                condition = f"{condition + ',' if condition else 'where'} Self == {names}"
            path, default = name.split("."), context.access if context.access in PUBLIC else "internal"
            own, kind = Context(path, "public", "", "", None, None), "extension"
            for protocol in inherited:
                self.add(own, "conformance", protocol, f"extension {name}: {protocol} {condition}".strip(), (protocol,))
        else:
            path, default, kind = [*context.path, name], "internal", keyword
            self.reading.types[".".join(path)] = context.access
            self.add(context, keyword, name, f"{keyword} {names} {condition}".strip())
            own = Context(path, context.access, "", "", None, None)
            for protocol in inherited:
                self.add(own, "conformance", protocol, f"{keyword} {'.'.join(path)}: {protocol}", (protocol,))
            if keyword == "protocol":
                default = context.access
                self.reading.protocols.add(".".join(path))
        self.members(body + 1, self.partners[body], path, default, condition if keyword == "extension" else "", kind)

    def find_colon(self, place, end):
        """The colon before what a type inherits; those within `<…>` name what generics must be."""
        depth = 0
        while place < end:
            word = self.word(place)
            depth += (word == "<") - (word == ">")
            if word == ":" and depth == 0:
                return place
            place = self.past(place)
        return end

    def function(self, keyword, place, stop, context):
        body = self.find(place, stop, "{")
        name = keyword if keyword != "func" else self.word(place + 1)
        text = joined(self.tokens[place:body])
        if keyword == "subscript":
            text += self.access(body, stop, context, is_stored=False)
        self.add(context, keyword, name, text)

    def variables(self, place, stop, context):
        """`a: Int, b = 3`, or one with accessors."""
        equals = self.find(place, stop, "=")
        body = self.find(place, equals, "{")
        is_let = self.word(place - 1) == "let"
        access = self.access(body, equals, context, is_stored=body == equals, is_let=is_let)
        parts = self.split(place, body if body < equals else stop, {","})
        kind_of_last = [joined(part[index:]) for part in parts[-1:] for index, token in enumerate(part) if token.text == ":"]
        for part in parts:
            if not part:
                continue
            texts = [token.text for token in part]
            name_end = next((i for i, text in enumerate(texts) if text in (":", "=")), len(part))
            name = joined(part[:name_end])
            value = texts.index("=") if "=" in texts else len(part)
            type_ = joined(part[name_end:value])
            if not type_ and value < len(part):
                type_ = f" = {value_in_short(part[value + 1:])}"
            elif not type_ and kind_of_last:
                type_ = kind_of_last[0]
            self.add(context, "var", name, f"var {name}{type_}{access}")

    def access(self, body, stop, context, is_stored, is_let=False):
        """` { get }` or ` { get set }`, with what reading may do."""
        if is_let or (is_stored and context.setter not in (None, *PUBLIC)):
            return " { get }"
        if is_stored or body >= stop:
            return " { get set }"
        words, number = [], body + 1
        while number < self.partners[body]:
            words.append(self.tokens[number])
            number = self.past(number)
        texts = [token.text for token in words]
        start = next((i for i, text in enumerate(texts) if text not in ("@", "mutating", "nonmutating")), 0)
        if not texts or texts[start] not in ACCESSORS or (texts[start + 1:] or ["{"])[0] in (".", "(", "=", "?"):
            return " { get }"
        settable = {"set", "_modify", "willSet", "didSet"} & set(texts) and context.setter in (None, *PUBLIC)
        effects = [text for text in texts if text in ("async", "throws", "mutating")]
        getter = " ".join(["get", *effects]) if "get" in texts and "set" not in texts else "get"
        return f" {{ {getter}{' set' if settable else ''} }}"

    def cases(self, place, stop, context):
        if context.kind != "enum":
            return
        access = self.reading.types.get(".".join(context.path), "internal")
        for part in self.split(place, stop, {","}):
            if part:
                self.add(
                    Context(context.path, access, context.shown, "", None, None), "case", part[0].text,
                    f"case {joined(part)}")


@dataclass
class Context:
    path: list
    access: str
    shown: str
    where: str
    setter: str
    kind: str


def value_in_short(part):
    """The start of a value, which tells its type where none is written: `Color(…)`, `"…"`, `3`."""
    first = part[0].text
    if first[:1] in "\"#":
        return '"…"'
    kept = []
    for token in part:
        if token.text in ("(", "[", "{"):
            return joined(kept) + {"(": "(…)", "[": "[…]", "{": " { … }"}[token.text]
        kept.append(token)
    return joined(kept)
