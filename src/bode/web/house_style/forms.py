"""The form by which an organisation chooses its colours and its logo."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.organisations.errors import LogoRefused
from bode.organisations.house_styles import Colours, list_unreadable, near_readable
from bode.organisations.logos import Why, make_logo

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_WHY = {
    Why.TOO_LARGE: gettext_lazy(
        "Dit bestand is te groot of te ingewikkeld. Kies er een tot 512 kB."
    ),
    Why.NO_PICTURE: gettext_lazy("Dit is geen PNG of SVG die Bode kan lezen."),
    Why.DOES_MORE: gettext_lazy(
        "In deze SVG staat meer dan een tekening, zoals een script of een verwijzing naar een ander"
        " bestand. Sla het logo op als PNG, en kies dat."
    ),
    Why.ODD_SHAPE: gettext_lazy(
        "Dit logo is te smal of te hoog, of zegt niet hoe groot het is. Het is het best twee tot"
        " vijf keer zo breed als hoog."
    ),
}


class ColourField(forms.CharField):
    """A colour as brand books write it: #00568b, 00568B or #05b."""

    def __init__(self, **options: Any) -> None:
        attributes = {"spellcheck": "false", "autocomplete": "off", "maxlength": "7"}
        super().__init__(widget=forms.TextInput(attrs=attributes), max_length=7, **options)

    def to_python(self, value: Any) -> str:
        given = str(value or "").strip().lower()
        if not given:
            return ""
        found = _HEX.fullmatch(given)
        if found is None:
            raise forms.ValidationError(_("Schrijf een kleur als #00568b."), code="invalid")
        digits = found[1]
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


class ColoursForm(forms.Form):
    """Three colours; for the dark Bode finds one near each where none is given."""

    accent = ColourField(label=gettext_lazy("Knoppen en accenten"))
    accent_dark = ColourField(required=False, label=gettext_lazy("Knoppen en accenten, donker"))
    link = ColourField(label=gettext_lazy("Links"))
    link_dark = ColourField(required=False, label=gettext_lazy("Links, donker"))
    header = ColourField(label=gettext_lazy("Balk bovenaan"))
    header_dark = ColourField(required=False, label=gettext_lazy("Balk bovenaan, donker"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("accent", "link", "header"):
            light, dark = given.get(name), f"{name}_dark"
            if light and not given.get(dark) and dark not in self.errors:
                given[dark] = near_readable(dark, light)
        return given

    @property
    def colours(self) -> Colours:
        """What was chosen; for a form without errors."""
        names = Colours.__dataclass_fields__
        return Colours(**{name: self.cleaned_data[name] for name in names})


class HouseStyleForm(ColoursForm):
    """Colours that everyone can read, and a logo that does no harm."""

    logo = forms.FileField(
        required=False,
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("Een PNG of SVG tot 512 kB. Bode maakt er een plaatje van."),
        widget=forms.FileInput(attrs={"accept": ".png,.svg,image/png,image/svg+xml"}),
    )
    without_logo = forms.BooleanField(required=False, label=gettext_lazy("Geen logo tonen"))

    def clean_logo(self) -> bytes | None:
        file = self.cleaned_data["logo"]
        if file is None:
            return None
        try:
            return make_logo(file.read())
        except LogoRefused as refused:
            raise forms.ValidationError(str(_WHY[Why(refused.why)])) from refused

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            for each in list_unreadable(self.colours):
                self.add_error(each.field, _("Tekst in deze kleur is niet goed te lezen."))
        return given

    @property
    def wanted_logo(self) -> bytes | None:
        """None: the logo stays as it is; empty: none any more."""
        logo: bytes | None = self.cleaned_data["logo"]
        return b"" if logo is None and self.cleaned_data["without_logo"] else logo
