"""Do the buttons of a new template keep the platform's rules?"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from bode.simulator.fields import get_list, get_text
from bode.simulator.refusals import invalid
from bode.whatsapp import limits
from bode.whatsapp.templates import VARIABLE

NO_EXAMPLE = 2388043

_TYPES = (
    "QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP", "FLOW", "REQUEST_CONTACT_INFO",
)  # fmt: skip
_MOST = {
    "URL": limits.TEMPLATE_URL_BUTTONS_MAX,
    "PHONE_NUMBER": limits.TEMPLATE_PHONE_BUTTONS_MAX,
    "COPY_CODE": 1,
    "REQUEST_CONTACT_INFO": limits.TEMPLATE_CONTACT_BUTTONS_MAX,
}
_SHARE = "Share Contact Info"
"""All that a request for contact details may say; phones show it in their own language."""


def check_buttons(component: dict[str, Any], path: str) -> None:
    """Raise Refusal for buttons that break a rule."""
    buttons = get_list(component, "buttons", path, 1, limits.TEMPLATE_BUTTONS_MAX)
    types = []
    for index, button in enumerate(buttons):
        at = f"{path}buttons[{index}]."
        if not isinstance(button, dict):
            raise invalid(f"Param {path}buttons[{index}] must be an object.")
        type_ = get_text(button, "type", at).upper()
        if type_ not in _TYPES:
            raise invalid(f"Param {at}type must be one of {', '.join(_TYPES)}.")
        types.append(type_)
        _check_button(button, type_, at)
    _check_together(types, path)


def _check_together(types: list[str], path: str) -> None:
    for type_, most in _MOST.items():
        if types.count(type_) > most:
            raise invalid(f"Param {path}buttons has more than {most} of the type {type_}.")
    groups = [is_reply for is_reply, _ in groupby(type_ == "QUICK_REPLY" for type_ in types)]
    if groups.count(True) > 1:
        raise invalid(f"Param {path}buttons is an invalid combination: group the quick replies.")


def _check_button(button: dict[str, Any], type_: str, at: str) -> None:
    if type_ == "REQUEST_CONTACT_INFO":
        if button.get("text", _SHARE) != _SHARE:
            raise invalid(f"Param {at}text must be {_SHARE!r}, or be left out.")
    elif type_ not in ("COPY_CODE", "OTP"):
        get_text(button, "text", at, limits.TEMPLATE_BUTTON_TEXT)
    if type_ == "PHONE_NUMBER":
        get_text(button, "phone_number", at, 20)
    if type_ == "COPY_CODE":
        example = button.get("example")
        first = example[0] if isinstance(example, list) and example else example
        get_text({"example": first}, "example", at, limits.TEMPLATE_COUPON)
    if type_ == "URL":
        _check_url(button, at)


def _check_url(button: dict[str, Any], at: str) -> None:
    url = get_text(button, "url", at, limits.TEMPLATE_URL)
    variables = list(VARIABLE.finditer(url))
    if not variables:
        return
    if len(variables) > 1 or variables[0].end() != len(url):
        raise invalid(f"Param {at}url may have one variable, at its end.")
    if not button.get("example"):
        raise invalid(f"Param {at}example is required.", NO_EXAMPLE)
