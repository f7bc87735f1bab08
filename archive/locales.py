"""What CLDR knows of a language, each language's untouched by the others'. Pure."""

from __future__ import annotations

import threading

from babel import Locale, UnknownLocaleError, localedata

_LOADING = threading.Lock()


def locale_of(name: str) -> Locale | None:
    """The locale of a tag (`bn`, `zh-Hans`, `pt-BR`); None where CLDR has none.

    Babel 2.18 keeps the aliases that it resolves in data that all locales share: once Azerbaijani
    was asked, December stood alone is "dekabr" in Thai, French and 47 languages more. So each
    locale is loaded as the first one would be.
    """
    with _LOADING:
        try:
            found = Locale.parse(name, sep="-")
        except (ValueError, TypeError, UnknownLocaleError):
            return None
        localedata._cache.clear()  # noqa: SLF001 -- Babel has no public way to load anew
        # The first question loads all, and a locale keeps what it loaded.
        return found if found.character_order else None
