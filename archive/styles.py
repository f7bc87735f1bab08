"""Style sheets read with a real tokenizer: the files they name, and a form that can do no harm.

What leaves `clean_sheet` and `clean_declarations` names no file but those that `locate` gives,
imports nothing, runs nothing (`expression()`, `behavior`), and lets nothing float above the page.
Source of the grammar: CSS Syntax Level 3, as tinycss2 reads it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import tinycss2  # type: ignore[import-untyped] # it ships no types

from archive.page_parts import Part, PartKind, absolute

Locate = Callable[[str], str | None]
"""An address as written to that of a kept file; None where there is none."""

MOST_LETTERS: Final = 1_000_000
"""A longer sheet is left out: the tokenizer reads about a million letters a second."""

_MOST_NESTING: Final = 40
"""Python's own stack: the tokenizer and the serialiser recurse into each block."""

_KEPT_RULES = frozenset(
    {"media", "supports", "keyframes", "-webkit-keyframes", "-moz-keyframes", "page", "container"}
)
_HARMFUL = frozenset({"behavior", "-ms-behavior", "-moz-binding"})
_LOADING = frozenset({"image-set", "-webkit-image-set", "image", "src", "cross-fade"})
"""Functions whose plain strings are addresses."""
_ESCAPE = re.compile(r"progid:|expression\s*\(|javascript:", re.IGNORECASE)
_WHOLE_PAGE = re.compile(
    r"(?:^|[\s>,])(?:html|body)(?:[.#:\[][^\s>,]*)?(?:\s*>?\s*\*)?\s*(?=,|$)", re.IGNORECASE
)
"""A selector of the page itself: themes hide it until a script has run."""
_HIDING = {("display", "none"), ("visibility", "hidden"), ("opacity", "0"), ("opacity", ".0")}
_FONT_FORMS = ("woff2", "woff", "truetype", "opentype", "ttf", "otf")
"""The best first; `.eot` and `.svg` are forms that no browser of today needs."""


_NAMING = re.compile(r"url|@import|image|\\\\", re.IGNORECASE)
"""What a sheet that names a file holds; a backslash may spell any of it."""


@dataclass(frozen=True, slots=True)
class Import:
    """A sheet that another one brings in."""

    url: str
    media: str
    """When it counts, as written; empty for always."""


def _rules(css: str) -> list[Any]:
    if len(css) > MOST_LETTERS or _nesting(css) > _MOST_NESTING:
        return []
    text = css.strip().removeprefix("<!--").removesuffix("-->")
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _nesting(css: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[\[({})\]]", css):
        depth += 1 if mark in "[({" else -1
        deepest = max(deepest, depth)
    return max(deepest, -depth)


# -- what a sheet names --------------------------------------------------------------------------


def imports_in(css: str) -> tuple[Import, ...]:
    """The sheets that a sheet imports, in order; addresses as written."""
    found = []
    for rule in _rules(css):
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            parts = [token for token in rule.prelude if token.type != "whitespace"]
            url = _address(parts[0]) if parts else None
            if url:
                found.append(Import(url, tinycss2.serialize(parts[1:])))
    return tuple(found)


def parts_in(css: str, base: str) -> tuple[Part, ...]:
    """The sheets, pictures and fonts that a sheet needs, each once; of a font its best form."""
    found = (Part(kind, url) for kind, one in _named(css) if (url := absolute(base, one)))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=32)
def _named(css: str) -> tuple[tuple[PartKind, str], ...]:
    """(kind, address as written); remembered, since every page of a blog holds the same sheets."""
    if not _NAMING.search(css):
        return ()
    found: list[tuple[PartKind, str]] = [("style", one.url) for one in imports_in(css)]
    for rule in _every(_rules(css)):
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
            best = _best_font(rule)
            found += [("font", best)] if best else []
        else:
            found += [("image", one) for one in _written(rule.content or ())]
    return tuple(found)


def declared_parts(style: str, base: str) -> tuple[Part, ...]:
    """The pictures that a `style` attribute needs."""
    if "(" not in style or len(style) > MOST_LETTERS or _nesting(style) > _MOST_NESTING:
        return ()
    tokens = tinycss2.parse_component_value_list(style, skip_comments=True)
    return tuple(Part("image", url) for one in _written(tokens) if (url := absolute(base, one)))


def _every(rules: Iterable[Any]) -> Iterator[Any]:
    """Rules with a block of their own, also those inside `@media`."""
    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None:
            if rule.lower_at_keyword == "font-face":
                yield rule
            elif rule.lower_at_keyword in _KEPT_RULES:
                yield from _every(tinycss2.parse_rule_list(rule.content, skip_comments=True))
        elif rule.type == "qualified-rule":
            yield rule


def _written(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        address = _address(token) if token.type in ("url", "function") else None
        if address is not None:
            yield address
        elif token.type == "function":
            if token.lower_name in _LOADING:
                yield from (one.value for one in token.arguments if one.type == "string")
            yield from _written(token.arguments)
        elif token.type in ("{} block", "() block", "[] block"):
            yield from _written(token.content)


def _address(token: Any) -> str | None:
    """The address of `url(x)`, `url("x")` or, for an import, `"x"`; None for other tokens."""
    if token.type in ("url", "string"):
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return next((str(one.value) for one in token.arguments if one.type == "string"), "")
    return None


def _best_font(rule: Any) -> str | None:
    """The address of a font's best form."""
    ranked = []
    for declaration in _declarations(rule.content):
        if declaration.lower_name == "src":
            for source in _split(declaration.value):
                address = next(_written(source), None)
                text = tinycss2.serialize(source).lower()
                rank = next((n for n, form in enumerate(_FONT_FORMS) if form in text), None)
                if address and rank is not None and not address.startswith("data:"):
                    ranked.append((rank, address))
    return min(ranked, default=(0, None), key=lambda one: one[0])[1]


def _split(tokens: Iterable[Any]) -> list[list[Any]]:
    """Values between commas."""
    pieces: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces


def _declarations(content: Iterable[Any]) -> list[Any]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [one for one in found if one.type == "declaration"]


# -- a sheet that can do no harm -----------------------------------------------------------------


def clean_sheet(css: str, locate: Locate) -> str:
    """Write a sheet anew from the rules, declarations and values that are known to be harmless."""
    return "\n".join(_clean_rules(_rules(css), locate))


def _clean_rules(rules: Iterable[Any], locate: Locate) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            prelude = tinycss2.serialize(rule.prelude).strip()
            yield from _block(prelude, _clean_block(rule.content, locate, prelude))
        elif rule.type == "at-rule" and rule.content is not None:
            name = rule.lower_at_keyword
            head = f"@{name} {tinycss2.serialize(rule.prelude).strip()}".strip()
            if name == "font-face":
                yield from _block(head, _clean_font(rule.content, locate))
            elif name == "page":
                yield from _block(head, _clean_block(rule.content, locate))
            elif name in _KEPT_RULES:
                inner = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                yield from _block(head, "\n".join(_clean_rules(inner, locate)))


def _block(head: str, content: str) -> Iterator[str]:
    # Sheets are files of their own; should one ever stand in a page, it could not end its element.
    if content and "</" not in head:
        yield f"{head}{{{content}}}"


def clean_declarations(style: str, locate: Locate) -> str:
    """Write the declarations of a `style` attribute anew; empty where none is harmless."""
    if len(style) > MOST_LETTERS or _nesting(style) > _MOST_NESTING:
        return ""
    return _clean_block(style, locate)


def _clean_block(content: Any, locate: Locate, selector: str = "") -> str:
    is_page = _WHOLE_PAGE.search(selector) is not None
    written = []
    for one in _declarations(content):
        value = _clean_value(one, locate)
        plain = (one.lower_name, (value or "").lower())
        if value is not None and not (is_page and plain in _HIDING):
            important = " !important" if one.important else ""
            written.append(f"{one.name}:{value}{important}")
    return ";".join(written)


def _clean_value(declaration: Any, locate: Locate) -> str | None:
    """A declaration's value with its files located; None where it must go."""
    name = declaration.lower_name
    text = tinycss2.serialize(declaration.value)
    if name in _HARMFUL or _ESCAPE.search(text) or not re.fullmatch(r"-{0,2}[\w-]+", name):
        return None
    if name == "position" and text.strip().lower() in ("fixed", "sticky", "-webkit-sticky"):
        return "absolute" if "fixed" in text.lower() else "relative"
    tokens = _located(declaration.value, locate)
    value = None if tokens is None else tinycss2.serialize(tokens).strip()
    return None if value is None or "</" in value else value


def _located(tokens: Iterable[Any], locate: Locate) -> list[Any] | None:
    """Tokens with their addresses replaced; None where one could load what is not known."""
    found: list[Any] = []
    for token in tokens:
        if token.type == "error":
            return None
        if token.type in ("url", "function") and (written := _address(token)) is not None:
            found += _kept_url(written, locate)
            continue
        if token.type == "function":
            if token.lower_name in _LOADING:
                return None  # rare, and a browser falls back on the declaration before it
            inner = _located(token.arguments, locate)
        elif token.type in ("{} block", "() block", "[] block"):
            inner = _located(token.content, locate)
        else:
            found.append(token)
            continue
        if inner is None:
            return None
        (token.arguments if token.type == "function" else token.content)[:] = inner
        found.append(token)
    return found


def _kept_url(written: str, locate: Locate) -> list[Any]:
    place = locate(written)
    text = "none" if place is None else f'url("{place}")'
    return list(tinycss2.parse_component_value_list(text))


def _clean_font(content: Any, locate: Locate) -> str:
    """A font whose sources are kept files, or fonts of the reader's own machine."""
    written = []
    for one in _declarations(content):
        if one.lower_name != "src":
            value = _clean_value(one, locate)
        else:
            sources = [_clean_source(source, locate) for source in _split(one.value)]
            value = ",".join(source for source in sources if source) or None
        if value is not None:
            written.append(f"{one.name}:{value}")
    return ";".join(written) if any(line.startswith("src:") for line in written) else ""


def _clean_source(source: list[Any], locate: Locate) -> str | None:
    names_file = any(_address(token) is not None for token in source if token.type != "string")
    tokens = _located(source, locate)
    text = tinycss2.serialize(tokens).strip() if tokens is not None else ""
    return text if text and "<" not in text and not (names_file and "none" in text) else None


def within(media: str, clean: str) -> str:
    """A clean sheet that counts only for some media; one of odd conditions does not count."""
    if not clean or not media.strip():
        return clean
    is_plain = re.fullmatch(r"[\w\s(),:./-]{1,300}", media) and "layer" not in media.lower()
    return f"@media {media.strip()}{{{clean}}}" if is_plain and _nesting(media) < 4 else ""  # noqa: PLR2004 -- real ones have 1
