"""What the citizen will read of a message of ours, for the rules to judge."""

from __future__ import annotations

from typing import Any

import pytest

from bode.conversations.reading import texts_sent

LIST = {
    "type": "list",
    "header": {"type": "text", "text": "Afspraak"},
    "body": {"text": "Waarvoor komt u?"},
    "footer": {"text": "Gemeente Voorbeeldstad"},
    "action": {
        "button": "Kies",
        "sections": [
            {
                "title": "Balie",
                "rows": [{"id": "r1", "title": "Paspoort", "description": "Aanvragen of ophalen"}],
            }
        ],
    },
}
BUTTONS = {
    "type": "button",
    "header": {"type": "image", "image": {"id": "123456789", "caption": "De balie"}},
    "body": {"text": "Komt u?"},
    "action": {"buttons": [{"type": "reply", "reply": {"id": "ja", "title": "Ja, ik kom"}}]},
}
LINK = {
    "type": "cta_url",
    "body": {"text": "Bekijk uw zaak."},
    "action": {
        "name": "cta_url",
        "parameters": {"display_text": "Naar uw zaak", "url": "https://voorbeeldstad.example"},
    },
}
FLOW = {
    "type": "flow",
    "body": {"text": "Geef de verhuizing door."},
    "action": {"name": "flow", "parameters": {"flow_id": "1", "flow_cta": "Doorgeven"}},
}


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ({"body": "Graag gedaan"}, []),
        (
            {"link": "https://voorbeeldstad.example/a.pdf", "filename": "Besluit.pdf"},
            ["Besluit.pdf"],
        ),
        (LIST, ["Afspraak", "Gemeente Voorbeeldstad", "Kies", "Balie", "Paspoort"]),
        (LIST, ["Aanvragen of ophalen"]),
        (BUTTONS, ["De balie", "Ja, ik kom"]),
        (LINK, ["Naar uw zaak"]),
        (FLOW, ["Doorgeven"]),
    ],
    ids=["text", "document", "list", "description", "buttons", "link", "flow"],
)
def test_every_visible_text_is_collected(content: dict[str, Any], parts: list[str]) -> None:
    texts = texts_sent("Graag gedaan", content)

    assert texts[0] == "Graag gedaan"
    assert set(parts) <= set(texts)


def test_what_only_programs_read_is_left_out() -> None:
    texts = texts_sent("", [BUTTONS, LINK, LIST, FLOW])

    assert not {"ja", "r1", "123456789", "cta_url", "https://voorbeeldstad.example"} & set(texts)


def test_the_values_of_a_template_stand_by_themselves_but_a_number_in_its_sentence() -> None:
    body = {
        "type": "body",
        "parameters": [
            {"type": "text", "parameter_name": "naam", "text": "Sanne"},
            {"type": "text", "parameter_name": "zaaknummer", "text": "123456782"},
        ],
    }
    button = {
        "type": "button",
        "sub_type": "url",
        "index": "0",
        "parameters": [{"type": "text", "text": "111222333"}],
    }

    texts = texts_sent("Beste Sanne, over zaaknummer 123456782.", {"components": [body, button]})

    assert texts == ("Beste Sanne, over zaaknummer 123456782.", "Sanne", "111222333")
