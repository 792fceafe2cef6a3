"""The checks of interactive messages: buttons, lists, links, flows and requests."""

from __future__ import annotations

from bode.whatsapp import limits
from bode.whatsapp.fields import Field, distinct
from bode.whatsapp.limits import SendFigures
from bode.whatsapp.media_checks import check_media

_NAMED_ACTIONS = {
    "location_request_message": "send_location",
    "request_contact_info": "request_contact_info",
}


def check_interactive(message: Field, figures: SendFigures) -> None:
    """Complain unless this is an interactive message of a kind that Bode sends."""
    if not message.is_object():
        return
    kind = message["type"].one_of("button", "list", "cta_url", "flow", *_NAMED_ACTIONS)
    if kind is None:
        return
    if message["header"].given:
        _check_header(message["header"], kind)
    if message["body"].is_object():
        longest = limits.INTERACTIVE_LIST_BODY if kind == "list" else limits.INTERACTIVE_BODY
        message["body"]["text"].text(longest)
    if message["footer"].optional_object():
        message["footer"]["text"].text(limits.INTERACTIVE_FOOTER)
    if message["action"].is_object():
        _check_action(message["action"], kind, figures)


def _check_header(header: Field, kind: str) -> None:
    if not header.is_object():
        return
    shown = ("text",) if kind == "list" else ("text", "image", "video", "document")
    what = header["type"].one_of(*shown)
    if what == "text":
        header["text"].text(limits.INTERACTIVE_HEADER)
    elif what is not None:
        check_media(what, header[what])


def _check_action(action: Field, kind: str, figures: SendFigures) -> None:
    if kind == "button":
        _check_buttons(action["buttons"])
    elif kind == "list":
        _check_list(action)
    elif kind in _NAMED_ACTIONS:
        action["name"].one_of(_NAMED_ACTIONS[kind])
    else:
        action["name"].one_of(kind)
        if action["parameters"].is_object():
            _check_parameters(action["parameters"], kind, figures)


def _check_buttons(buttons: Field) -> None:
    replies = []
    for button in buttons.items(limits.BUTTONS_MIN, limits.BUTTONS_MAX):
        if button.is_object():
            button["type"].one_of("reply")
            if button["reply"].is_object():
                replies.append(button["reply"])
    for reply in replies:
        reply["id"].text(limits.BUTTON_ID)
        reply["title"].text(limits.BUTTON_TITLE)
    distinct([reply["id"] for reply in replies])
    distinct([reply["title"] for reply in replies])


def _check_list(action: Field) -> None:
    action["button"].text(limits.LIST_BUTTON)
    sections = action["sections"].items(1, limits.LIST_SECTIONS_MAX)
    rows: list[Field] = []
    for section in sections:
        if section.is_object():
            # With one section a title is optional: there is nothing to tell it from.
            if len(sections) > 1 or section["title"].given:
                section["title"].text(limits.LIST_SECTION_TITLE)
            rows.extend(section["rows"].items(1))
    if len(rows) > limits.LIST_ROWS_MAX:
        action["sections"].complain("too_many", limits.LIST_ROWS_MAX)
        return
    for row in rows:
        if row.is_object():
            row["id"].text(limits.LIST_ROW_ID)
            row["title"].text(limits.LIST_ROW_TITLE)
            row["description"].optional_text(limits.LIST_ROW_DESCRIPTION)
    distinct([row["id"] for row in rows])


def _check_parameters(parameters: Field, kind: str, figures: SendFigures) -> None:
    if kind == "cta_url":
        parameters["display_text"].text(figures.link_label)
        parameters["url"].address()
    else:
        _check_flow(parameters, figures)


def _check_flow(flow: Field, figures: SendFigures) -> None:
    flow["flow_message_version"].text()
    flow["flow_cta"].text(figures.flow_label)
    if flow["flow_id"].given and flow["flow_name"].given:
        flow["flow_name"].complain("not_allowed")
    elif flow["flow_name"].given:
        flow["flow_name"].text()
    else:
        flow["flow_id"].text()
    flow["mode"].optional_one_of("draft", "published")
    flow["flow_token"].optional_text()
    flow["flow_action"].optional_one_of("navigate", "data_exchange")
    first = flow["flow_action_payload"]
    if flow["flow_action"].value == "data_exchange":
        # The municipality's own server then says what the first screen is.
        first.refuse()
    elif first.optional_object():
        first["screen"].text()
        first["data"].optional_object()
