"""What of a send does not fit its template: in words, and where."""

from __future__ import annotations

from typing import Any

import pytest

from bode.whatsapp import Mismatch, TemplateShape, mismatch


def shape(*components: dict[str, Any], named: bool = False) -> TemplateShape:
    return TemplateShape(
        id="1",
        name="t",
        language="nl",
        parameter_format="NAMED" if named else "POSITIONAL",
        components=[{"type": "BODY", "text": "Kies"}, *components],
    )


def given(part: str, *values: str, **named: str) -> dict[str, Any]:
    parameters = [{"type": "text", "text": value} for value in values]
    parameters += [
        {"type": "text", "parameter_name": name, "text": value} for name, value in named.items()
    ]
    return {"type": part, "parameters": parameters}


def pressed(index: object, sub_type: str, **parameter: Any) -> dict[str, Any]:
    [kind] = parameter or ["payload"]
    parameters = [{"type": kind, **parameter}] if parameter else []
    return {"type": "button", "sub_type": sub_type, "index": index, "parameters": parameters}


def send(*components: dict[str, Any]) -> dict[str, Any]:
    return {"name": "t", "language": {"code": "nl"}, "components": list(components)}


COUNTED = TemplateShape(
    id="1", name="t", language="nl", components=[{"type": "BODY", "text": "Zaak {{2}} van {{1}}"}]
)
NAMED = TemplateShape(
    id="1",
    name="t",
    language="nl",
    parameter_format="NAMED",
    components=[
        {"type": "HEADER", "format": "TEXT", "text": "Afspraak {{dag}}"},
        {"type": "BODY", "text": "Beste {{naam}}, om {{tijd}}."},
    ],
)
PICTURE = shape({"type": "HEADER", "format": "IMAGE"})
BUTTONS = shape(
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Ja"},
            {"type": "URL", "text": "Volg", "url": "https://proefstad.example/{{1}}"},
            {"type": "URL", "text": "Meer", "url": "https://proefstad.example/"},
            {"type": "COPY_CODE", "example": "123"},
            {"type": "PHONE_NUMBER", "text": "Bel", "phone_number": "+31850000091"},
            {"type": "FLOW", "text": "Vul in"},
            {"type": "OTP", "text": "Kopieer"},
        ],
    },
)
FOLLOW = pressed("1", "url", text="zaak-7")
CODE = pressed(3, "COPY_CODE", coupon_code="A1")
DAY = given("header", dag="maandag")
IMAGE = {"type": "header", "parameters": [{"type": "image", "image": {"id": "900"}}]}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        (COUNTED, send(given("body", "a", "b"))),
        (NAMED, send(DAY, given("body", naam="Noor", tijd="9"))),
        (PICTURE, send(IMAGE)),
        (BUTTONS, send(FOLLOW, CODE)),
        (BUTTONS, send(pressed(0, "quick_reply", payload="ja"), FOLLOW, CODE)),
        (BUTTONS, send(FOLLOW, CODE, pressed("5", "flow", action={"flow_token": "t"}))),
        (BUTTONS, send(FOLLOW, CODE, pressed("6", "url", text="123456"))),
    ],
)
def test_what_fits_is_no_mismatch(template: TemplateShape, filled: dict[str, Any]) -> None:
    assert mismatch(template, filled) is None


WHOLE = "template.components"
FIRST = f"{WHOLE}[0]"
THIRD = f"{WHOLE}[2]"


@pytest.mark.parametrize(
    ("filled", "says", "field"),
    [
        (send(), "2 waarden nodig; het zijn er 0", WHOLE),
        (send(given("body", "a", "b", "c")), "het zijn er 3", f"{FIRST}.parameters"),
        (send(given("body", "a", " ")), "“2” is leeg", f"{FIRST}.parameters[1]"),
        (send(given("body", "a\nb", "c")), "geen nieuwe regel", f"{FIRST}.parameters[0]"),
        (send(given("body", "a\tb", "c")), "geen nieuwe regel", f"{FIRST}.parameters[0]"),
        (send(given("body", "a    b", "c")), "geen nieuwe regel", f"{FIRST}.parameters[0]"),
        (send(given("body", "a"), given("body", "b")), "meer dan één keer", f"{WHOLE}[1]"),
        (
            send({"type": "body", "parameters": [{"type": "payload", "payload": "a"}] * 2}),
            "“1” moet een tekst zijn",
            f"{FIRST}.parameters[0].type",
        ),
    ],
)
def test_values_without_names_are_counted(filled: dict[str, Any], says: str, field: str) -> None:
    assert_told(mismatch(COUNTED, filled), says, field)


@pytest.mark.parametrize(
    ("filled", "says", "field"),
    [
        (send(given("body", naam="Noor", tijd="9")), "“dag” ontbreekt", WHOLE),
        (send(DAY, given("body", naam="Noor")), "“tijd” ontbreekt", f"{WHOLE}[1].parameters"),
        (send(DAY, given("body", "Noor", "9")), "“naam” ontbreekt", f"{WHOLE}[1].parameters"),
        (
            send(given("body", naam="N", tijd="9", x="y")),
            "geen waarde “x”",
            f"{FIRST}.parameters[2].parameter_name",
        ),
        (
            send(
                {
                    "type": "body",
                    "parameters": [
                        {"type": "text", "parameter_name": "naam", "text": "Noor"},
                        {"type": "text", "parameter_name": "naam", "text": "Noor"},
                    ],
                }
            ),
            "“naam” is meer dan één keer",
            f"{FIRST}.parameters[1]",
        ),
    ],
)
def test_values_with_names_are_each_given_once(
    filled: dict[str, Any], says: str, field: str
) -> None:
    assert_told(mismatch(NAMED, filled), says, field)


@pytest.mark.parametrize(
    ("filled", "field"),
    [(send(), WHOLE), (send(given("header", "tekst")), f"{FIRST}.parameters[0]")],
)
def test_a_header_that_shows_a_file_needs_one(filled: dict[str, Any], field: str) -> None:
    assert_told(mismatch(PICTURE, filled), "precies één bestand", field)


@pytest.mark.parametrize(
    ("filled", "says", "field"),
    [
        (send(), "Knop 2 van dit sjabloon heeft een waarde nodig", WHOLE),
        (send(FOLLOW), "Knop 4 van dit sjabloon heeft een waarde nodig", WHOLE),
        (send(pressed("1", "url"), CODE), "Knop 2", f"{FIRST}.parameters"),
        (send(pressed("1", "url", payload="x"), CODE), "Knop 2", f"{FIRST}.parameters"),
        (send(pressed("1", "url", text=" "), CODE), "Knop 2", f"{FIRST}.parameters[0].text"),
        (send(pressed("1", "quick_reply", payload="x")), "van de soort “url”", f"{FIRST}.sub_type"),
        (send(pressed("1", "hologram", text="x")), "van de soort “url”", f"{FIRST}.sub_type"),
        (send(FOLLOW, CODE, FOLLOW), "Knop 2 is meer dan één keer", f"{THIRD}.index"),
        (send(FOLLOW, CODE, pressed(7, "url", text="x")), "deze knop niet", f"{THIRD}.index"),
        (send(FOLLOW, CODE, pressed("x", "url", text="x")), "deze knop niet", f"{THIRD}.index"),
        (
            send(FOLLOW, CODE, pressed(2, "url", text="x")),
            "Knop 3 van dit sjabloon heeft geen",
            THIRD,
        ),
        (
            send(FOLLOW, CODE, pressed(4, "phone_number", text="x")),
            "Knop 5 van dit sjabloon heeft geen",
            THIRD,
        ),
    ],
)
def test_a_button_is_given_what_it_takes_and_once(
    filled: dict[str, Any], says: str, field: str
) -> None:
    assert_told(mismatch(BUTTONS, filled), says, field)


def assert_told(wrong: Mismatch | None, says: str, field: str) -> None:
    assert wrong is not None
    assert says in wrong.nl
    assert wrong.en
    assert wrong.field == field
