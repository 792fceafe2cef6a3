"""Every limit on a message: what just fits is let through, one more is told at its field.

The numbers stand here once more, as the platform's documents give them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bode.whatsapp import TemplateShape, check_send, largest_media, mismatch
from bode.whatsapp.fields import FieldProblem
from bode.whatsapp.limits import SendFigures

Content = dict[str, Any] | list[Any]


def interactive(kind: str, action: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "body": {"text": "Kies"}, "action": action} | more


def buttons(count: int = 1, **more: Any) -> dict[str, Any]:
    replies = [{"id": f"b{each}", "title": f"Knop {each}"} for each in range(count)]
    listed = [{"type": "reply", "reply": reply} for reply in replies]
    return interactive("button", {"buttons": listed}, **more)


def button(**members: str) -> dict[str, Any]:
    content = buttons()
    content["action"]["buttons"][0]["reply"] |= members
    return content


def choices(*sections: dict[str, Any], label: str = "Kies", **more: Any) -> dict[str, Any]:
    return interactive("list", {"button": label, "sections": list(sections)}, **more)


def section(first: int, count: int, **members: Any) -> dict[str, Any]:
    rows = [{"id": f"r{each}", "title": f"Rij {each}"} for each in range(first, first + count)]
    return {"title": f"Deel {first}", "rows": rows} | members


def row(**members: str) -> dict[str, Any]:
    return choices(section(0, 1, rows=[{"id": "r", "title": "Rij"} | members]))


def link(label: str) -> dict[str, Any]:
    parameters = {"display_text": label, "url": "https://proefstad.example"}
    return interactive("cta_url", {"name": "cta_url", "parameters": parameters})


def flow(label: str) -> dict[str, Any]:
    parameters = {"flow_message_version": "3", "flow_id": "1", "flow_cta": label}
    return interactive("flow", {"name": "flow", "parameters": parameters})


def text(characters: int) -> str:
    return "x" * characters


def cards(count: int) -> list[Any]:
    return [{"name": {"formatted_name": "Balie"}}] * count


SECTION = "action.sections[0]"
LENGTHS: list[tuple[int, str, str, Callable[[int], Content]]] = [
    (4096, "text", "text.body", lambda n: {"body": text(n)}),
    (1024, "image", "image.caption", lambda n: {"id": "1", "caption": text(n)}),
    (1024, "video", "video.caption", lambda n: {"id": "1", "caption": text(n)}),
    (1024, "document", "document.caption", lambda n: {"id": "1", "caption": text(n)}),
    (40, "reaction", "reaction.emoji", lambda n: {"message_id": "w", "emoji": text(n)}),
    (512, "template", "template.name", lambda n: {"name": text(n), "language": {"code": "nl"}}),
    (1024, "interactive", "body.text", lambda n: buttons(body={"text": text(n)})),
    (60, "interactive", "header.text", lambda n: buttons(header={"type": "text", "text": text(n)})),
    (60, "interactive", "footer.text", lambda n: buttons(footer={"text": text(n)})),
    (256, "interactive", "action.buttons[0].reply.id", lambda n: button(id=text(n))),
    (20, "interactive", "action.buttons[0].reply.title", lambda n: button(title=text(n))),
    (20, "interactive", "action.button", lambda n: choices(section(0, 1), label=text(n))),
    (4096, "interactive", "body.text", lambda n: choices(section(0, 1), body={"text": text(n)})),
    (24, "interactive", f"{SECTION}.title", lambda n: choices(section(0, 1, title=text(n)))),
    (200, "interactive", f"{SECTION}.rows[0].id", lambda n: row(id=text(n))),
    (24, "interactive", f"{SECTION}.rows[0].title", lambda n: row(title=text(n))),
    (72, "interactive", f"{SECTION}.rows[0].description", lambda n: row(description=text(n))),
    (20, "interactive", "action.parameters.display_text", lambda n: link(text(n))),
    (20, "interactive", "action.parameters.flow_cta", lambda n: flow(text(n))),
]  # fmt: skip

COUNTS: list[tuple[int, str, str, Callable[[int], Content]]] = [
    (257, "contacts", "contacts", cards),
    (3, "interactive", "action.buttons", buttons),
    (10, "interactive", "action.sections", lambda n: choices(*(section(i, 1) for i in range(n)))),
    (10, "interactive", "action.sections", lambda n: choices(section(0, n))),
    (10, "interactive", "action.sections", lambda n: choices(section(0, 5), section(5, n - 5))),
]

LIMITS = [
    *((*each, "too_long") for each in LENGTHS),
    *((*each, "too_many") for each in COUNTS),
]


@pytest.mark.parametrize(("most", "kind", "name", "make", "reason"), LIMITS)
def test_what_just_fits_is_let_through_and_one_more_names_its_field(
    most: int, kind: str, name: str, make: Callable[[int], Content], reason: str
) -> None:
    field = f"interactive.{name}" if kind == "interactive" else name

    assert check_send(kind, make(most)) == []
    assert check_send(kind, make(most + 1)) == [FieldProblem(name=field, reason=reason, limit=most)]


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("image", 5 * 1024 * 1024),
        ("audio", 16 * 1024 * 1024),
        ("video", 16 * 1024 * 1024),
        ("document", 100 * 1024 * 1024),
        ("sticker", 500 * 1024),
    ],
)
def test_each_kind_of_file_has_its_size(kind: str, most: int) -> None:
    assert largest_media(kind) == most
    assert largest_media("sticker", moves=False) == 100 * 1024


@pytest.mark.parametrize(
    ("figures", "kind", "make"),
    [
        (SendFigures(link_label=25), "interactive", lambda n: link(text(n))),
        (SendFigures(flow_label=25), "interactive", lambda n: flow(text(n))),
        (SendFigures(cards=25), "contacts", cards),
    ],
)
def test_what_no_source_confirms_is_configuration(
    figures: SendFigures, kind: str, make: Callable[[int], Content]
) -> None:
    assert check_send(kind, make(25), figures) == []
    assert [each.limit for each in check_send(kind, make(26), figures)] == [25]


TEMPLATE = TemplateShape(
    id="1",
    name="t",
    language="nl",
    category="UTILITY",
    status="APPROVED",
    parameter_format="POSITIONAL",
    components=[
        {"type": "HEADER", "format": "TEXT", "text": "Over {{1}}"},
        {"type": "BODY", "text": "Zie {{1}} hier."},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "URL", "text": "Open", "url": "https://proefstad.example/{{1}}"},
                {"type": "COPY_CODE", "text": "Kopieer"},
            ],
        },
    ],
)


def filled(header: int = 1, body: int = 1, address: int = 1, coupon: int = 1) -> dict[str, Any]:
    def part(kind: str, value: int, **more: Any) -> dict[str, Any]:
        return {"type": kind, "parameters": [{"type": "text", "text": text(value)}]} | more

    code = {"type": "coupon_code", "coupon_code": text(coupon)}
    return {
        "components": [
            part("header", header),
            part("body", body),
            part("button", address, sub_type="url", index=0),
            part("button", 1, sub_type="copy_code", index=1) | {"parameters": [code]},
        ]
    }


@pytest.mark.parametrize(
    ("part", "most", "told"),
    [
        ("header", 60 - len("Over "), "De kop wordt met deze waarden te lang"),
        ("body", 1024 - len("Zie  hier."), "De tekst wordt met deze waarden te lang"),
        ("address", 2000, "De waarde voor knop 1 is te lang"),
        ("coupon", 15, "De waarde voor knop 2 is te lang"),
    ],
)
def test_a_filled_template_has_limits_too(part: str, most: int, told: str) -> None:
    assert mismatch(TEMPLATE, filled(**{part: most})) is None
    wrong = mismatch(TEMPLATE, filled(**{part: most + 1}))
    assert wrong is not None
    assert wrong.nl.startswith(told)
