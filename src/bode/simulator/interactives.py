"""The platform's rules for interactive messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bode.simulator.fields import (
    get_link,
    get_list,
    get_object,
    get_optional_text,
    get_text,
    missing,
    wrong,
)
from bode.whatsapp import limits

_ACTION = "interactive.action."
_HEADERS = ("text", "image", "video", "document")


def check(interactive: dict[str, Any]) -> None:
    """Check an interactive message; raise Refusal when the platform would not take it."""
    kind = get_text(interactive, "type", "interactive.")
    check_action = _ACTIONS.get(kind)
    if check_action is None:
        raise wrong("interactive.type", f"it must be one of {', '.join(_ACTIONS)}")
    _check_words(interactive, kind)
    check_action(get_object(interactive, "action", "interactive."))


def _check_words(interactive: dict[str, Any], kind: str) -> None:
    most = limits.INTERACTIVE_LIST_BODY if kind == "list" else limits.INTERACTIVE_BODY
    get_text(get_object(interactive, "body", "interactive."), "text", "interactive.body.", most)
    if interactive.get("footer") is not None:
        footer = get_object(interactive, "footer", "interactive.")
        get_text(footer, "text", "interactive.footer.", limits.INTERACTIVE_FOOTER)
    if interactive.get("header") is None:
        return
    header = get_object(interactive, "header", "interactive.")
    header_kind = get_text(header, "type", "interactive.header.")
    if header_kind not in _HEADERS or (kind == "list" and header_kind != "text"):
        raise wrong("interactive.header.type", "an interactive message has no such header")
    if header_kind == "text":
        get_text(header, "text", "interactive.header.", limits.INTERACTIVE_HEADER)


def _check_buttons(action: dict[str, Any]) -> None:
    buttons = get_list(action, "buttons", _ACTION, limits.BUTTONS_MIN, limits.BUTTONS_MAX)
    ids, titles = set(), set()
    for index, button in enumerate(buttons):
        path = f"{_ACTION}buttons[{index}]."
        if not isinstance(button, dict) or button.get("type") != "reply":
            raise wrong(path + "type", "it must be reply")
        reply = get_object(button, "reply", path)
        ids.add(get_text(reply, "id", path + "reply.", limits.BUTTON_ID))
        titles.add(get_text(reply, "title", path + "reply.", limits.BUTTON_TITLE))
    if len(ids) != len(buttons) or len(titles) != len(buttons):
        raise wrong(_ACTION + "buttons", "ids and titles must differ")


def _check_list(action: dict[str, Any]) -> None:
    get_text(action, "button", _ACTION, limits.LIST_BUTTON)
    sections = get_list(action, "sections", _ACTION, 1, limits.LIST_SECTIONS_MAX)
    ids: list[str] = []
    for index, section in enumerate(sections):
        path = f"{_ACTION}sections[{index}]."
        if not isinstance(section, dict):
            raise wrong(path.rstrip("."), "it must be an object")
        title = get_optional_text(section, "title", path, limits.LIST_SECTION_TITLE)
        if title is None and len(sections) > 1:
            raise missing(path + "title")
        ids += _check_rows(section, path)
    if len(ids) > limits.LIST_ROWS_MAX:
        raise wrong(_ACTION + "sections", f"they have more than {limits.LIST_ROWS_MAX} rows")
    if len(set(ids)) != len(ids):
        raise wrong(_ACTION + "sections", "the ids of rows must differ")


def _check_rows(section: dict[str, Any], path: str) -> list[str]:
    ids = []
    for index, row in enumerate(get_list(section, "rows", path, 1, limits.LIST_ROWS_MAX)):
        at = f"{path}rows[{index}]."
        if not isinstance(row, dict):
            raise wrong(at.rstrip("."), "it must be an object")
        ids.append(get_text(row, "id", at, limits.LIST_ROW_ID))
        get_text(row, "title", at, limits.LIST_ROW_TITLE)
        get_optional_text(row, "description", at, limits.LIST_ROW_DESCRIPTION)
    return ids


def _named(name: str) -> Callable[[dict[str, Any]], None]:
    def check_name(action: dict[str, Any]) -> None:
        if get_text(action, "name", _ACTION) != name:
            raise wrong(_ACTION + "name", f"it must be {name}")

    return check_name


def _check_link(action: dict[str, Any]) -> None:
    _named("cta_url")(action)
    parameters = get_object(action, "parameters", _ACTION)
    path = _ACTION + "parameters."
    get_text(parameters, "display_text", path, limits.SendFigures().link_label)
    get_link(parameters, "url", path)


def _check_flow(action: dict[str, Any]) -> None:
    _named("flow")(action)
    parameters = get_object(action, "parameters", _ACTION)
    path = _ACTION + "parameters."
    get_text(parameters, "flow_message_version", path)
    get_text(parameters, "flow_cta", path, limits.SendFigures().flow_label)
    if parameters.get("flow_id") is None and parameters.get("flow_name") is None:
        raise missing(path + "flow_id")


_ACTIONS: dict[str, Callable[[dict[str, Any]], None]] = {
    "button": _check_buttons,
    "list": _check_list,
    "cta_url": _check_link,
    "flow": _check_flow,
    "location_request_message": _named("send_location"),
    "request_contact_info": _named("request_contact_info"),
}
