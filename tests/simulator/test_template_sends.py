"""What doesn't fit a template is refused by the simulator, as it is by Bode: neither checks with
the other's means.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.simulator.running import Receiver, World, configure, serve

from bode.simulator import SimulatedTemplate, create_app
from bode.whatsapp import TemplateShape, check_send, mismatch

HEADER = {"type": "HEADER", "format": "TEXT", "text": "Zaak {{1}}"}
BODY = {"type": "BODY", "text": "Zaak {{1}} van {{2}}."}
KINDS = [
    {"type": "QUICK_REPLY", "text": "Ja"},
    {"type": "URL", "text": "Volg", "url": "https://proefstad.example/{{1}}"},
    {"type": "URL", "text": "Meer", "url": "https://proefstad.example/"},
    {"type": "COPY_CODE", "example": "123"},
    {"type": "PHONE_NUMBER", "text": "Bel", "phone_number": "+31850000091"},
    {"type": "FLOW", "text": "Vul in"},
    {"type": "OTP", "text": "Kopieer"},
]
TEMPLATES = {
    "tekst": (HEADER, BODY),
    "knoppen": ({"type": "BODY", "text": "Kies"}, {"type": "BUTTONS", "buttons": KINDS}),
    "plek": ({"type": "HEADER", "format": "LOCATION"}, {"type": "BODY", "text": "Hier is het"}),
    "foto": ({"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Zo is het"}),
}


@pytest.fixture(scope="module")
def city() -> Iterator[World]:
    templates = tuple(
        SimulatedTemplate(
            name=name,
            language="nl",
            category="UTILITY",
            components=components,
            parameter_format="POSITIONAL",
        )
        for name, components in TEMPLATES.items()
    )
    config = configure("http://127.0.0.1:9", templates=templates, pair_burst=1000)
    with serve(create_app(config)) as address:
        yield World(address, Receiver())


def part(kind: str, *texts: str) -> dict[str, Any]:
    return {"type": kind, "parameters": [{"type": "text", "text": text} for text in texts]}


def button(index: object, sub_type: str, **value: Any) -> dict[str, Any]:
    parameters = [{"type": kind, kind: given} for kind, given in value.items()]
    return {"type": "button", "sub_type": sub_type, "index": index, "parameters": parameters}


def shown(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": "header", "parameters": [{"type": kind, kind: value}]}


def send(name: str, *components: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "language": {"code": "nl"}, "components": list(components)}


def is_fit_for_bode(given: dict[str, Any]) -> bool:
    components = [dict(one) for one in TEMPLATES[given["name"]]]
    shape = TemplateShape(id="1", name="t", language="nl", components=components)
    return not check_send("template", given) and mismatch(shape, given) is None


TOP, WORDS = part("header", "7"), part("body", "7", "Noor")
LINK, CODE = button(1, "url", text="zaak-7"), button("3", "COPY_CODE", coupon_code="A1")
PHOTO = "https://proefstad.example/a.jpg"


@pytest.mark.parametrize(
    "given",
    [
        send("tekst", TOP, WORDS),
        send("knoppen", LINK, CODE),
        send("knoppen", LINK, CODE, button(0, "quick_reply", payload="ja")),
        send("knoppen", LINK, CODE, button(5, "flow", action={"flow_token": "t"})),
        send("knoppen", LINK, CODE, button(6, "url", text="123456")),
        send("plek", shown("location", latitude=52.1, longitude=5.1)),
        send("foto", shown("image", link=PHOTO)),
    ],
)
def test_what_fits_is_taken(city: World, given: dict[str, Any]) -> None:
    assert is_fit_for_bode(given)
    assert city.send(type="template", template=given).status_code == 200


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (send("tekst", TOP, part("body", "7")), 132000),
        (send("tekst", TOP, part("body", "7", " ")), 131008),
        (send("tekst", TOP, WORDS, WORDS), 132018),
        (send("tekst", TOP, TOP, WORDS), 132018),
        (send("tekst", part("header", "7" * 60), WORDS), 132005),
        (send("tekst", TOP, part("body", "7" * 1020, "Noor")), 132005),
        (send("tekst", TOP, WORDS, part("footer", "7")), 131009),
        (send("tekst", TOP, WORDS, button(0, "quick_reply", payload="ja")), 132018),
        (send("knoppen", CODE), 131008),
        (send("knoppen", LINK), 131008),
        (send("knoppen", button(1, "url"), CODE), 131008),
        (send("knoppen", button(1, "url", payload="x"), CODE), 131008),
        (send("knoppen", button(1, "url", text=" "), CODE), 131009),
        (send("knoppen", button(1, "url", text="x" * 2001), CODE), 131009),
        (send("knoppen", LINK, button(3, "copy_code", coupon_code="x" * 16)), 131009),
        (send("knoppen", LINK, CODE, button(0, "quick_reply", payload="x" * 257)), 131009),
        (send("knoppen", LINK, CODE, button(0, "quick_reply")), 131008),
        (send("knoppen", LINK, CODE, button(0, "url", text="x")), 132018),
        (send("knoppen", LINK, CODE, LINK), 132018),
        (send("knoppen", LINK, CODE, button(7, "url", text="x")), 132018),
        (send("knoppen", LINK, CODE, button("x", "url", text="x")), 132018),
        (send("knoppen", LINK, CODE, button(2, "url", text="x")), 132018),
        (send("knoppen", LINK, CODE, button(4, "phone_number", text="x")), 132018),
        (send("knoppen", LINK, CODE, button(5, "flow", text="x")), 131008),
        (send("plek", shown("location", latitude=91, longitude=5.1)), 131009),
        (send("plek", shown("location", latitude=52.1)), 131008),
        (send("foto"), 132000),
        (send("foto", shown("document", link=PHOTO)), 132012),
        (send("foto", shown("image", link=PHOTO, id="1")), 131009),
    ],
)
def test_what_does_not_fit_is_refused(city: World, given: dict[str, Any], code: int) -> None:
    assert not is_fit_for_bode(given)
    assert city.refusal(type="template", template=given)["code"] == code
