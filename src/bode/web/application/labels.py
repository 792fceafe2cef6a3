"""What the fields of a file are called, wherever they are spoken of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode import policy
from bode.licensing.readiness import DPIA
from bode.licensing.sections import FIELDS, ExistingUse, Section
from bode.web.templatetags.bode import local, purpose_name

from .forms import EXISTING_USES, FORMS
from .words import section_title

_PARTS = {
    "purpose": gettext_noop("doel"),
    "explanation": gettext_noop("uitleg"),
    "volume": gettext_noop("berichten per maand"),
    "audience": gettext_noop("ontvangers"),
    "examples": gettext_noop("voorbeelden"),
}
_CONTACTS = {
    "business": gettext_noop("Contactpersoon voor de samenwerking"),
    "technical": gettext_noop("Contactpersoon voor de techniek"),
    "privacy": gettext_noop("Contactpersoon voor privacy"),
}


def place_name(section: Section, field: str | None) -> str:
    """Where in a file something stands: a section, and a field of it if in one."""
    title = section_title(section)
    return f"{title}, {field_label(field)}" if field else title


def field_label(name: str) -> str:
    """A field's name for people; where one name is not enough, with what it belongs to."""
    if name == DPIA:
        return _("DPIA: afgerond, met advies van de privacyfunctionaris")
    part, _sep, code = name.partition("_")
    if part in _PARTS and code in policy.PURPOSES:
        return f"{purpose_name(code)}, {_(_PARTS[part])}"
    if part == "never" and code in policy.PURPOSES:
        return str(local(policy.PURPOSES[code], "name"))
    if part == "why":
        return _("uitleg bij een gevonden woord")
    for section, form in FORMS.items():
        if name in FIELDS[section]:
            label = str(form().fields[name].label)
            return f"{_(_CONTACTS[part])}: {label.lower()}" if part in _CONTACTS else label
    return name


def field_value(name: str, value: Any) -> str:
    """What stands in a field, in words where it is a choice."""
    if name == "existing_use" and value in tuple(ExistingUse):
        return str(dict(EXISTING_USES)[ExistingUse(value)])
    if name.startswith("never_") and value:
        return _("Nee, dit doen wij niet.")
    if isinstance(value, list):
        return "\n".join(value)
    return str(value) if value else ""
