"""What the fields of a file are called, wherever they are spoken of."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode import policy
from bode.licensing.readiness import DPIA
from bode.licensing.sections import FIELDS, Section
from bode.web.templatetags.bode import local, purpose_name

from .forms import CONTACT_TITLES, FORMS

_PARTS = {
    "purpose": gettext_noop("doel"),
    "explanation": gettext_noop("uitleg"),
    "volume": gettext_noop("berichten per maand"),
    "audience": gettext_noop("ontvangers"),
    "examples": gettext_noop("voorbeelden"),
}


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
            return f"{CONTACT_TITLES[part]}: {label}" if section is Section.CONTACTS else label
    return name
