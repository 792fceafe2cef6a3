"""Ready templates to start from: one file for each purpose, each template in Dutch and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bode.policy import PURPOSES
from bode.whatsapp import TemplateButton, TemplateDraft

CATEGORY = "UTILITY"
"""All of them tell of something that the citizen asked for, or must know."""
LANGUAGES = ("nl", "en")


@dataclass(frozen=True, kw_only=True)
class ReadyTemplate:
    """A template of the library, in each language."""

    name: str
    purpose: str
    texts: Mapping[str, TemplateDraft]


def find_ready_template(name: str) -> ReadyTemplate | None:
    """The ready template with this name, if there is one."""
    return next((one for one in list_ready_templates() if one.name == name), None)


@cache
def list_ready_templates() -> tuple[ReadyTemplate, ...]:
    """Every ready template, purpose by purpose."""
    return tuple(
        _read(code, told)
        for code, purpose in PURPOSES.items()
        if purpose.allowed
        for told in _load(code)["template"]
    )


def _load(purpose: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / f"{purpose}.toml").read_text())


def _read(purpose: str, told: Mapping[str, Any]) -> ReadyTemplate:
    drafts = {language: _draft(told["name"], language, told[language]) for language in LANGUAGES}
    return ReadyTemplate(name=told["name"], purpose=purpose, texts=drafts)


def _draft(name: str, language: str, texts: Mapping[str, Any]) -> TemplateDraft:
    return TemplateDraft(
        name=name,
        language=language,
        category=CATEGORY,
        header=texts["header"],
        body=texts["body"].strip(),
        footer=texts.get("footer", ""),
        buttons=tuple(TemplateButton(**button) for button in texts.get("buttons", [])),
        examples=texts["examples"],
    )
