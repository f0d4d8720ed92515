"""The sandbox as a WSGI app: its blueprints, its dress, its faults."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Final

from flask import Blueprint, Flask

from kassadesk.sandbox.answers import dress
from kassadesk.sandbox.state import State, keep_state

MODULES: Final = (
    # open, signing in
    "meta",
    "oauth_challenge",
    "oauth_tokens",
    "sessions",
    # reading
    "me",
    "categories",
    "snapshots",
    "queries",
    "pages",
    "manifests",
    "opt_ins",
    "consent_records",
    "policies",
    "notices",
    # asking
    "requests_filing",
    "requests_reading",
    "requests_acting",
    "previews",
    "attachments",
    "grievances",
)
"""Modules of this package; each has a `blueprint` and may have a `SCHEMA` for its own tables."""

BODY_LIMIT: Final = 11 * 1024 * 1024


def modules() -> list[ModuleType]:
    """The modules of all operations."""
    return [importlib.import_module(f"kassadesk.sandbox.{name}") for name in MODULES]


def schemas() -> list[str]:
    """The table definitions that the modules bring."""
    found = (getattr(module, "SCHEMA", None) for module in modules())
    return [text for text in found if isinstance(text, str)]


def make_app(state: State) -> Flask:
    """The Flask app of one sandbox."""
    app = Flask("kassadesk.sandbox", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = 64 * 1024
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.url_map.redirect_defaults = False
    keep_state(app, state)
    dress(app)
    for module in modules():
        blueprint = module.blueprint
        assert isinstance(blueprint, Blueprint)
        app.register_blueprint(blueprint)
    return app
