"""Whether what a send gives for buttons fits those of its template."""

from __future__ import annotations

from collections.abc import Sequence

from bode.whatsapp import limits
from bode.whatsapp.fields import Field
from bode.whatsapp.template_sends import COMPONENTS, Mismatch, values_in
from bode.whatsapp.templates import Components, button_parameters_of, buttons_of

_TAKES = {
    "url": "text",
    "copy_code": "coupon_code",
    "quick_reply": "payload",
    "flow": "action",
}
"""By kind of button: the kind of its one value. Of other kinds the platform alone knows."""
_TAKES_NOTHING = ("phone_number", "request_contact_info")
_LONGEST = {"url": limits.TEMPLATE_URL, "copy_code": limits.TEMPLATE_COUPON}


def button_mismatch(components: Components, given: Sequence[Field]) -> Mismatch | None:
    """Say what is wrong with these parts of a send, all for buttons; None when all fits."""
    kinds = [button.type.lower() for button in buttons_of(components)]
    needed = button_parameters_of(components)
    filled: set[int] = set()
    for part in given:
        index = part["index"].whole_number(len(kinds) - 1)
        if index is None:
            return Mismatch(
                field=part["index"].name,
                nl="Dit sjabloon heeft deze knop niet.",
                en="This template has no such button.",
            )
        if index in filled:
            return Mismatch(
                field=part["index"].name,
                nl=f"Knop {index + 1} is meer dan één keer gegeven.",
                en=f"Button {index + 1} is given more than once.",
            )
        filled.add(index)
        takes_nothing = kinds[index] in _TAKES_NOTHING or (
            kinds[index] == "url" and index not in needed
        )
        wrong = _kind_mismatch(index, kinds[index], part, takes_nothing=takes_nothing)
        if wrong := wrong or _value_mismatch(index, kinds[index], part):
            return wrong
    lacking = next((index for index in needed if index not in filled), None)
    return None if lacking is None else _lacks_value(lacking, COMPONENTS)


def _kind_mismatch(index: int, kind: str, part: Field, *, takes_nothing: bool) -> Mismatch | None:
    if takes_nothing:
        return Mismatch(
            field=part.name,
            nl=f"Knop {index + 1} van dit sjabloon heeft geen waarde.",
            en=f"Button {index + 1} of this template has no value.",
        )
    # The button of a code for signing in is an address to the platform.
    expected = "url" if kind == "otp" else kind
    if str(part["sub_type"].value).lower() != expected:
        return Mismatch(
            field=part["sub_type"].name,
            nl=f"Knop {index + 1} van dit sjabloon is van de soort “{expected}”.",
            en=f"Button {index + 1} of this template is of the kind “{expected}”.",
        )
    return None


def _value_mismatch(index: int, kind: str, part: Field) -> Mismatch | None:
    takes = _TAKES.get(kind)
    if takes is None:
        return None
    values = values_in(part)
    if len(values) != 1 or values[0]["type"].value != takes:
        return _lacks_value(index, part["parameters"].name)
    value = values[0][takes]
    if takes == "action":
        return None
    if not isinstance(value.value, str) or not value.value.strip():
        return _lacks_value(index, value.name)
    most = _LONGEST.get(kind)
    if most is not None and len(value.value) > most:
        return Mismatch(
            field=value.name,
            nl=f"De waarde voor knop {index + 1} is te lang: hoogstens {most} tekens.",
            en=f"The value for button {index + 1} is too long: {most} characters at most.",
        )
    return None


def _lacks_value(index: int, field: str) -> Mismatch:
    return Mismatch(
        field=field,
        nl=f"Knop {index + 1} van dit sjabloon heeft een waarde nodig.",
        en=f"Button {index + 1} of this template needs a value.",
    )
