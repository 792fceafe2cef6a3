"""The question whether a citizen was helped: how it is put, and what was pressed. Pure."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from bode.whatsapp import Content, InteractiveReply

PRESSED = re.compile(
    r"bode-after:(?P<what>score|remark):(?P<question>[0-9a-f-]{36}):(?P<score>\d?)"
)
FACES = {
    3: gettext_noop("😀 Tevreden"),
    2: gettext_noop("😐 Gaat wel"),
    1: gettext_noop("🙁 Ontevreden"),
}
FIVE = {
    5: gettext_noop("5 · Heel tevreden"),
    4: gettext_noop("4 · Tevreden"),
    3: gettext_noop("3 · Gaat wel"),
    2: gettext_noop("2 · Ontevreden"),
    1: gettext_noop("1 · Heel ontevreden"),
}
_CHOOSE = gettext_noop("Kies een cijfer")
_ADD = gettext_noop("Iets toelichten")


def put_question(text: str, scale: str, question: UUID, language: str) -> dict[str, Any]:
    """The question with its answers: three buttons, or a list of five."""
    names = FACES if scale == "faces" else FIVE
    with translation.override(language):
        rows = [
            {"id": f"bode-after:score:{question}:{score}", "title": gettext(name)}
            for score, name in names.items()
        ]
        choose = gettext(_CHOOSE)
    if scale == "faces":
        return _buttons(text, rows)
    action = {"button": choose, "sections": [{"rows": rows}]}
    return {"type": "list", "body": {"text": text}, "action": action}


def put_thanks(text: str, question: UUID, language: str) -> dict[str, Any]:
    """The thanks, with the way to say something more."""
    with translation.override(language):
        title = gettext(_ADD)
    return _buttons(text, [{"id": f"bode-after:remark:{question}:", "title": title}])


def pressed_in(content: Content | Any) -> re.Match[str] | None:
    """What was pressed of these, in a message as it comes or as it is kept."""
    if isinstance(content, InteractiveReply):
        return PRESSED.fullmatch(content.id or "")
    kept = content.get("id") if isinstance(content, dict) else None
    return PRESSED.fullmatch(str(kept or ""))


def _buttons(text: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    buttons = [{"type": "reply", "reply": row} for row in rows]
    return {"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}
