"""What a message must be before it is queued, in the platform's own shape."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bode.whatsapp import build_send, check_send

BODY = {"text": "Kies"}


def problems(type_: str, content: Any) -> set[tuple[str, str]]:
    return {(problem.name, problem.reason) for problem in check_send(type_, content)}


def button(number: int, **members: Any) -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": f"b{number}", "title": f"Knop {number}"} | members}


def buttons(*given: object, **members: Any) -> dict[str, Any]:
    return {"type": "button", "body": BODY, "action": {"buttons": list(given)}} | members


def row(number: int, **members: Any) -> dict[str, Any]:
    return {"id": f"r{number}", "title": f"Rij {number}"} | members


def choices(*sections: object, **members: Any) -> dict[str, Any]:
    action = {"button": "Kies", "sections": list(sections)}
    return {"type": "list", "body": BODY, "action": action} | members


def link(**parameters: Any) -> dict[str, Any]:
    given = {"display_text": "Open", "url": "https://proefstad.example"} | parameters
    return {
        "type": "cta_url",
        "body": BODY,
        "action": {"name": "cta_url", "parameters": given},
    }


def flow(**parameters: Any) -> dict[str, Any]:
    given = {"flow_message_version": "3", "flow_id": "1", "flow_cta": "Start"} | parameters
    return {"type": "flow", "body": BODY, "action": {"name": "flow", "parameters": given}}


def card(**members: Any) -> dict[str, Any]:
    return {"name": {"formatted_name": "Balie", "first_name": "Balie"}} | members


def template(*components: object, **members: Any) -> dict[str, Any]:
    return {"name": "t", "language": {"code": "nl"}, "components": list(components)} | members


def reply(length: int) -> dict[str, Any]:
    return {"type": "payload", "payload": "x" * length}


FITTING = [
    ("text", {"body": "x" * 4096, "preview_url": True}),
    ("image", {"id": "900", "caption": "x" * 1024}),
    ("video", {"link": "https://proefstad.example/film.mp4"}),
    ("audio", {"id": "900"}),
    ("document", {"id": "900", "filename": "brief.pdf", "caption": "Brief"}),
    ("sticker", {"id": "900"}),
    ("location", {"latitude": 52.1, "longitude": "-4.9", "name": "Stadhuis"}),
    ("contacts", [card(phones=[{"phone": "+31850000091"}])] * 257),
    ("reaction", {"message_id": "wamid.A", "emoji": "👍"}),
    ("reaction", {"message_id": "wamid.A", "emoji": ""}),
    ("interactive", buttons(button(1), button(2), button(3))),
    (
        "interactive",
        buttons(
            button(1, id="i" * 256, title="t" * 20),
            header={"type": "text", "text": "x" * 60},
            footer={"text": "x" * 60},
            body={"text": "x" * 1024},
        ),
    ),
    ("interactive", buttons(button(1), header={"type": "image", "image": {"id": "900"}})),
    (
        "interactive",
        choices(
            {
                "title": "t" * 24,
                "rows": [row(n, description="d" * 72, title="t" * 24) for n in range(9)],
            },
            {"title": "Meer", "rows": [row(9, id="i" * 200)]},
            body={"text": "x" * 4096},
        ),
    ),
    ("interactive", choices({"rows": [row(1)]})),
    ("interactive", link()),
    ("interactive", flow()),
    ("interactive", flow(flow_id=None, flow_name="aanvraag")),
    (
        "interactive",
        flow(
            mode="draft",
            flow_token="t",
            flow_action="navigate",
            flow_action_payload={"screen": "EERSTE", "data": {"naam": "Noor"}},
        ),
    ),
    ("interactive", flow(mode="published", flow_action="data_exchange")),
    (
        "interactive",
        {"type": "location_request_message", "body": BODY, "action": {"name": "send_location"}},
    ),
    (
        "interactive",
        {
            "type": "request_contact_info",
            "body": BODY,
            "action": {"name": "request_contact_info"},
        },
    ),
    ("template", {"name": "t", "language": {"code": "nl", "policy": "deterministic"}}),
    (
        "template",
        template(
            {"type": "header", "parameters": [{"type": "image", "image": {"id": "900"}}]},
            {"type": "BODY", "parameters": [{"type": "text", "text": "x"}]},
            {"type": "button", "sub_type": "url", "index": "0", "parameters": []},
            {"type": "button", "sub_type": "quick_reply", "index": 9, "parameters": [reply(256)]},
        ),
    ),
]


@pytest.mark.parametrize(("type_", "content"), FITTING)
def test_what_fits_has_no_problems_and_is_built_as_given(type_: str, content: Any) -> None:
    assert problems(type_, content) == set()
    assert json.loads(build_send("31600000001", None, type_, content))[type_] == content


@pytest.mark.parametrize(
    ("type_", "content", "name", "reason"),
    [
        ("hologram", {}, "type", "unknown"),
        ("", {}, "type", "unknown"),
        ("text", {}, "text.body", "required"),
        ("text", {"body": " \n"}, "text.body", "required"),
        ("text", {"body": 5}, "text.body", "invalid"),
        ("text", {"body": "x" * 4097}, "text.body", "too_long"),
        ("text", {"body": "x", "preview_url": "yes"}, "text.preview_url", "invalid"),
        ("text", [], "text", "invalid"),
        ("text", None, "text", "required"),
        ("image", {}, "image.id", "required"),
        ("image", {"id": "1", "link": "https://x"}, "image.link", "not_allowed"),
        ("image", {"link": "ftp://x"}, "image.link", "invalid"),
        ("image", {"id": "1", "caption": "x" * 1025}, "image.caption", "too_long"),
        ("image", {"id": "1", "filename": "x"}, "image.filename", "not_allowed"),
        ("audio", {"id": "1", "caption": "x"}, "audio.caption", "not_allowed"),
        ("sticker", {"id": "1", "caption": "x"}, "sticker.caption", "not_allowed"),
        ("document", {"id": "1", "filename": 5}, "document.filename", "invalid"),
        ("location", {"latitude": 1}, "location.longitude", "required"),
        ("location", {"latitude": 90.1, "longitude": 1}, "location.latitude", "invalid"),
        ("location", {"latitude": "nan", "longitude": 1}, "location.latitude", "invalid"),
        ("location", {"latitude": True, "longitude": 1}, "location.latitude", "invalid"),
        ("location", {"latitude": "1e1", "longitude": 1}, "location.latitude", "invalid"),
        ("location", {"latitude": " 5_2 ", "longitude": 1}, "location.latitude", "invalid"),
        ("location", {"latitude": [5], "longitude": 1}, "location.latitude", "invalid"),
        ("location", {"latitude": 1, "longitude": "-180.1"}, "location.longitude", "invalid"),
        ("contacts", [], "contacts", "too_few"),
        ("contacts", {}, "contacts", "invalid"),
        ("contacts", [card()] * 258, "contacts", "too_many"),
        ("contacts", [{}], "contacts[0].name", "required"),
        ("contacts", [card(), {"name": {}}], "contacts[1].name.formatted_name", "required"),
        ("contacts", [card(phones="x")], "contacts[0].phones", "invalid"),
        ("reaction", {"emoji": "👍"}, "reaction.message_id", "required"),
        ("reaction", {"message_id": "wamid.A"}, "reaction.emoji", "required"),
        ("template", template(name=" "), "template.name", "required"),
        ("template", template(name="x" * 513), "template.name", "too_long"),
        ("template", template(language="nl"), "template.language", "invalid"),
        ("template", template(language={}), "template.language.code", "required"),
        ("template", template({"type": "tail"}), "template.components[0].type", "unknown"),
        (
            "template",
            template({"type": "body", "parameters": [{}]}),
            "template.components[0].parameters[0].type",
            "required",
        ),
        (
            "template",
            template({"type": "header", "parameters": [{"type": "image", "image": {}}]}),
            "template.components[0].parameters[0].image.id",
            "required",
        ),
        (
            "template",
            template(
                {
                    "type": "header",
                    "parameters": [{"type": "location", "location": {"longitude": 5}}],
                }
            ),
            "template.components[0].parameters[0].location.latitude",
            "required",
        ),
        (
            "template",
            template({"type": "button", "index": 0}),
            "template.components[0].sub_type",
            "required",
        ),
        (
            "template",
            template({"type": "button", "sub_type": "url", "index": 10}),
            "template.components[0].index",
            "invalid",
        ),
        (
            "template",
            template({"type": "button", "sub_type": "url", "index": "0.5"}),
            "template.components[0].index",
            "invalid",
        ),
    ],
)
def test_a_problem_names_the_field_and_the_reason(
    type_: str, content: Any, name: str, reason: str
) -> None:
    assert problems(type_, content) == {(name, reason)}


@pytest.mark.parametrize(
    ("value", "name", "reason"),
    [
        ({"type": "image", "image": {"foo": 1}}, "image.id", "required"),
        ({"type": "image"}, "image", "required"),
        ({"type": "video", "video": {"id": "1", "link": "https://x"}}, "video.link", "not_allowed"),
        ({"type": "document", "document": {"link": "x"}}, "document.link", "invalid"),
        (
            {"type": "location", "location": {"latitude": 91, "longitude": 5}},
            "location.latitude",
            "invalid",
        ),
        (reply(257), "payload", "too_long"),
        ({"type": "payload", "payload": 5}, "payload", "invalid"),
        ({"type": "action", "action": "x"}, "action", "invalid"),
        ({"type": "action", "action": {"flow_token": 5}}, "action.flow_token", "invalid"),
        (
            {"type": "action", "action": {"flow_action_data": "x"}},
            "action.flow_action_data",
            "invalid",
        ),
    ],
)
def test_a_value_of_a_template_has_the_shape_of_its_kind(
    value: dict[str, Any], name: str, reason: str
) -> None:
    content = template({"type": "header", "parameters": [value]})

    assert problems("template", content) == {
        (f"template.components[0].parameters[0].{name}", reason)
    }


@pytest.mark.parametrize(
    ("parameters", "name", "reason"),
    [
        ({"mode": "live"}, "mode", "unknown"),
        ({"mode": True}, "mode", "invalid"),
        ({"flow_action": "open"}, "flow_action", "unknown"),
        ({"flow_action": {}}, "flow_action", "invalid"),
        ({"flow_token": 5}, "flow_token", "invalid"),
        ({"flow_action_payload": "x"}, "flow_action_payload", "invalid"),
        ({"flow_action_payload": {}}, "flow_action_payload.screen", "required"),
        (
            {"flow_action_payload": {"screen": "A", "data": "x"}},
            "flow_action_payload.data",
            "invalid",
        ),
        (
            {"flow_action": "data_exchange", "flow_action_payload": {"screen": "A"}},
            "flow_action_payload",
            "not_allowed",
        ),
    ],
)
def test_a_flow_begins_as_the_platform_knows_it(
    parameters: dict[str, Any], name: str, reason: str
) -> None:
    assert problems("interactive", flow(**parameters)) == {
        (f"interactive.action.parameters.{name}", reason)
    }


LONG_HEADER = {"type": "text", "text": "x" * 61}


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        ({}, "type", "required"),
        ({"type": "carousel"}, "type", "unknown"),
        (buttons(button(1), body=None), "body", "required"),
        (buttons(button(1), body={"text": "x" * 1025}), "body.text", "too_long"),
        (buttons(button(1), footer={"text": "x" * 61}), "footer.text", "too_long"),
        (buttons(button(1), header=LONG_HEADER), "header.text", "too_long"),
        (buttons(button(1), header={"type": "gif"}), "header.type", "unknown"),
        (
            buttons(button(1), header={"type": "image", "image": {}}),
            "header.image.id",
            "required",
        ),
        (buttons(button(1), action=None), "action", "required"),
        (buttons(), "action.buttons", "too_few"),
        (buttons(*map(button, range(4))), "action.buttons", "too_many"),
        (buttons({"type": "reply"}), "action.buttons[0].reply", "required"),
        (buttons(button(1, id="i" * 257)), "action.buttons[0].reply.id", "too_long"),
        (buttons(button(1, title="t" * 21)), "action.buttons[0].reply.title", "too_long"),
        (buttons(button(1), button(2, id="b1")), "action.buttons[1].reply.id", "not_unique"),
        (
            buttons(button(1), button(2, title="Knop 1")),
            "action.buttons[1].reply.title",
            "not_unique",
        ),
        (choices(), "action.sections", "too_few"),
        (
            choices(*[{"title": "t", "rows": [row(n)]} for n in range(11)]),
            "action.sections",
            "too_many",
        ),
        (choices({"rows": []}), "action.sections[0].rows", "too_few"),
        (choices({"rows": [*map(row, range(11))]}), "action.sections", "too_many"),
        (
            choices({"title": "t" * 25, "rows": [row(1)]}),
            "action.sections[0].title",
            "too_long",
        ),
        (
            choices({"title": "A", "rows": [row(1)]}, {"rows": [row(2)]}),
            "action.sections[1].title",
            "required",
        ),
        (
            choices({"rows": [row(1, title="t" * 25)]}),
            "action.sections[0].rows[0].title",
            "too_long",
        ),
        (
            choices({"rows": [row(1, id="i" * 201)]}),
            "action.sections[0].rows[0].id",
            "too_long",
        ),
        (
            choices({"rows": [row(1, description="d" * 73)]}),
            "action.sections[0].rows[0].description",
            "too_long",
        ),
        (
            choices({"title": "A", "rows": [row(1)]}, {"title": "B", "rows": [row(2), row(1)]}),
            "action.sections[1].rows[1].id",
            "not_unique",
        ),
        (choices({"rows": [row(1)]}, header={"type": "image"}), "header.type", "unknown"),
        (choices({"rows": [row(1)]}, body={"text": "x" * 4097}), "body.text", "too_long"),
        (link(display_text="x" * 21), "action.parameters.display_text", "too_long"),
        (link(url="proefstad.example"), "action.parameters.url", "invalid"),
        (flow(flow_cta="x" * 21), "action.parameters.flow_cta", "too_long"),
        (flow(flow_id=None), "action.parameters.flow_id", "required"),
        (flow(flow_name="x"), "action.parameters.flow_name", "not_allowed"),
        (flow(flow_message_version=None), "action.parameters.flow_message_version", "required"),
        (
            {"type": "location_request_message", "body": BODY, "action": {"name": "x"}},
            "action.name",
            "unknown",
        ),
    ],
)
def test_an_interactive_message_has_its_own_limits(
    content: dict[str, Any], name: str, reason: str
) -> None:
    assert problems("interactive", content) == {(f"interactive.{name}", reason)}


def test_a_button_text_of_a_list_is_limited() -> None:
    content = choices({"rows": [row(1)]})
    content["action"]["button"] = "x" * 21

    assert problems("interactive", content) == {("interactive.action.button", "too_long")}


def test_all_problems_are_told_at_once() -> None:
    content = buttons(button(1, title=""), footer={"text": "x" * 61})

    assert problems("interactive", content) == {
        ("interactive.action.buttons[0].reply.title", "required"),
        ("interactive.footer.text", "too_long"),
    }


@pytest.mark.parametrize(
    "value", ["a\0b", "half \ud83d", 2**64, float("nan"), float("inf"), {"\0": 1}, object()]
)
def test_what_neither_json_nor_the_database_holds_is_refused_wherever_it_stands(
    value: object,
) -> None:
    content = {"body": "x", "extra": [{"deep": value}]}

    [(name, reason)] = problems("text", content)

    assert name.startswith("text.extra[0].deep")
    assert reason == "not_allowed"


def test_a_message_nested_too_deep_is_refused() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]

    [(_, reason)] = problems("text", {"body": "x", "extra": deep})

    assert reason == "too_deep"
