"""The languages the window speaks. With only one, nothing offers a choice (DESIGN 1.5)."""

from __future__ import annotations

LANGUAGES: tuple[tuple[str, str], ...] = (("en", "English"),)
"""Code and own name. A new language: its .qm file in resources/i18n and a line here; the choice in
the header and on the sign-in page then shows by itself."""
