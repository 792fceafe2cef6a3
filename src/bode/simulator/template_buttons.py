"""Does what a template send gives for buttons fit those of its template?"""

from __future__ import annotations

from typing import Any

from bode.simulator.fields import get_object, get_text
from bode.simulator.refusals import Refusal
from bode.whatsapp import limits
from bode.whatsapp.templates import VARIABLE

_TAKES = {
    "URL": "text",
    "OTP": "text",
    "COPY_CODE": "coupon_code",
    "QUICK_REPLY": "payload",
    "FLOW": "action",
}
"""By type of button: the type of its one value."""
_TAKES_NOTHING = ("PHONE_NUMBER", "REQUEST_CONTACT_INFO")
_LONGEST = {
    "URL": limits.TEMPLATE_URL,
    "COPY_CODE": limits.TEMPLATE_COUPON,
    "QUICK_REPLY": limits.TEMPLATE_PAYLOAD,
}


def check_buttons(buttons: list[dict[str, Any]], given: list[dict[str, Any]]) -> None:
    """Raise Refusal unless these components of a send fit a template's buttons."""
    filled: set[int] = set()
    for component in given:
        place = _place_of(component, len(buttons))
        if place in filled:
            raise Refusal(132018, f"button {place}: it is given more than once")
        filled.add(place)
        _check_button(place, buttons[place], component)
    for place, button in enumerate(buttons):
        if _needs_value(button) and place not in filled:
            raise _lacks_value(place, _type_of(button))


def _place_of(component: dict[str, Any], count: int) -> int:
    index = str(component.get("index"))
    if not index.isdecimal() or len(index) > 3 or int(index) >= count:
        raise Refusal(132018, f"button {index[:10]}: the template has no such button")
    return int(index)


def _check_button(place: int, button: dict[str, Any], component: dict[str, Any]) -> None:
    type_ = _type_of(button)
    # The button of a code for signing in is an address to the platform.
    expected = "URL" if type_ == "OTP" else type_
    kind = str(component.get("sub_type"))[:20].upper()
    if kind != expected:
        raise Refusal(132018, f"button {place}: it is of type {expected}, not {kind}")
    if type_ in _TAKES_NOTHING or (type_ == "URL" and not _needs_value(button)):
        raise Refusal(132018, f"button {place}: a button of type {type_} needs no parameters here")
    takes = _TAKES.get(type_)
    if takes is None:
        return
    values = component.get("parameters") or []
    if len(values) != 1 or values[0].get("type") != takes:
        raise _lacks_value(place, type_)
    path = f"template button {place} "
    if takes == "action":
        get_object(values[0], takes, path)
    else:
        get_text(values[0], takes, path, _LONGEST.get(type_))


def _type_of(button: dict[str, Any]) -> str:
    return str(button.get("type")).upper()


def _needs_value(button: dict[str, Any]) -> bool:
    has_variable = VARIABLE.search(str(button.get("url") or "")) is not None
    return _type_of(button) == "COPY_CODE" or has_variable


def _lacks_value(place: int, type_: str) -> Refusal:
    takes = _TAKES.get(type_, "text")
    return Refusal(131008, f"button {place}: a button of type {type_} needs one {takes} parameter")
