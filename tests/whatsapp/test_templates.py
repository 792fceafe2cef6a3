"""Whether what is filled in fits a template, and how it reads."""

from __future__ import annotations

from typing import Any

import pytest

from bode.whatsapp import (
    TemplateShape,
    button_parameters_of,
    fill,
    header_parameters_of,
    mismatch,
    parameters_of,
    parts_of,
)


def shape(*components: dict[str, Any], named: bool = False) -> TemplateShape:
    return TemplateShape(
        id="1",
        name="t",
        language="nl",
        parameter_format="NAMED" if named else "POSITIONAL",
        components=list(components),
    )


def body(text: str) -> dict[str, Any]:
    return {"type": "BODY", "text": text}


def given(part: str, *values: str, **named: str) -> dict[str, Any]:
    parameters = [{"type": "text", "text": value} for value in values]
    parameters += [
        {"type": "text", "parameter_name": name, "text": value} for name, value in named.items()
    ]
    return {"type": part, "parameters": parameters}


def send(*components: dict[str, Any]) -> dict[str, Any]:
    return {"name": "t", "language": {"code": "nl"}, "components": list(components)}


REMINDER = shape(
    {"type": "HEADER", "format": "TEXT", "text": "Afspraak {{dag}}"},
    body("Beste {{naam}}, om {{tijd}}. Tot dan, {{ naam }}!"),
    {"type": "FOOTER", "text": "Gemeente Proefstad"},
    named=True,
)
COUNTED = shape(body("Zaak {{2}} van {{1}}"))
BUTTONS = shape(
    body("Kies"),
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Ja"},
            {"type": "URL", "text": "Volg", "url": "https://proefstad.example/{{1}}"},
            {"type": "URL", "text": "Meer", "url": "https://proefstad.example/"},
            {"type": "COPY_CODE", "example": "123"},
        ],
    },
)


def test_the_variables_of_a_template_are_named_once_and_in_order() -> None:
    assert parameters_of(REMINDER.components) == ["naam", "tijd"]
    assert parameters_of(COUNTED.components) == ["1", "2"]
    assert header_parameters_of(REMINDER.components) == ["dag"]
    assert header_parameters_of([{"type": "HEADER", "format": "IMAGE"}]) == ["image"]
    assert header_parameters_of(COUNTED.components) == []
    assert button_parameters_of(BUTTONS.components) == {1: "url", 3: "copy_code"}


def test_a_filled_template_reads_as_the_citizen_will_see_it() -> None:
    filled = send(given("header", dag="maandag"), given("body", naam="Noor", tijd="9:00"))

    assert mismatch(REMINDER, filled) is None
    assert fill(REMINDER, filled) == (
        "Afspraak maandag\n\nBeste Noor, om 9:00. Tot dan, Noor!\n\nGemeente Proefstad"
    )


def test_values_are_counted_where_they_have_no_names() -> None:
    filled = send(given("body", "Noor", "7"))

    assert mismatch(COUNTED, filled) is None
    assert fill(COUNTED, filled) == "Zaak 7 van Noor"


def test_a_missing_value_stays_open_in_the_text() -> None:
    assert fill(COUNTED, send(given("body", "Noor"))) == "Zaak {{2}} van Noor"


def test_money_and_dates_read_as_their_fallback() -> None:
    amount = {"type": "currency", "currency": {"fallback_value": "€ 5", "code": "EUR"}}
    moment = {"type": "date_time", "date_time": {"fallback_value": "1 mei"}}
    filled = send({"type": "body", "parameters": [amount, moment]})

    assert mismatch(COUNTED, filled) is None
    assert fill(COUNTED, filled) == "Zaak 1 mei van € 5"


def test_a_value_is_never_filled_in_twice() -> None:
    assert fill(COUNTED, send(given("body", "{{2}}", "x"))) == "Zaak x van {{2}}"


@pytest.mark.parametrize("components", [None, "odd", [None], [{"type": 5}], [{"type": "body"}]])
def test_an_odd_send_is_a_mismatch_and_no_crash(components: object) -> None:
    filled = {"name": "t", "components": components}

    assert mismatch(COUNTED, filled) is not None
    assert fill(COUNTED, filled) == "Zaak {{2}} van {{1}}"


def test_odd_parts_of_a_listed_template_are_read_as_far_as_they_go() -> None:
    odd = {
        "type": "buttons",
        "text": 5,
        "buttons": [None, {"type": "url", "url": "https://x/{{1}}"}],
    }

    [part] = parts_of([odd])

    assert (part.type, part.text) == ("BUTTONS", None)
    assert button_parameters_of([odd, {}]) == {1: "url"}
