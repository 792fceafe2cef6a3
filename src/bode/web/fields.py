"""The fields of forms that several pages share."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
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
