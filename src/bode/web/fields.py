"""The fields of forms that several pages share."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.utils import flatatt
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.basics import FIRST_DAY, LAST_DAY


class DayField(forms.DateField):
    """A day, which a browser lets one pick; written by hand in the reader's own manner."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Vul een datum in."),
        "invalid": gettext_lazy("Vul een datum in, zoals 1-1-2027."),
        "unlikely": gettext_lazy("Vul een datum in tussen 1-1-1900 en 31-12-2200."),
    }

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(self.error_messages["unlikely"], code="unlikely")
        return day


class LongSelect(forms.Select):
    """A choice of one among many, such as all colleagues.

    Django renders a template for each option and another for its attributes; here are hundreds.
    """

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002 # of templates
    ) -> SafeString:
        """One option for each choice, the chosen one marked."""
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (code, mark_safe(" selected") if str(code) == chosen else "", title)
                for code, title in self.choices
            ),
        )
        given = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(given), options)


class DayAgainForm(forms.Form):
    """The day of a deed that nothing undoes, given once more."""

    again = DayField()

    def __init__(self, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_again(self) -> date:
        again: date = self.cleaned_data["again"]
        if again != self.day:
            told = _("U koos eerst %(day)s. Vul dezelfde dag in, of kies een andere dag.")
            raise forms.ValidationError(told % {"day": date_format(self.day, "j F Y")})
        return again
