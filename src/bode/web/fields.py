"""The fields of forms that several pages share."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy


class DayField(forms.DateField):
    """A day, which a browser lets one pick; written by hand in the reader's own manner."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Vul een datum in."),
        "invalid": gettext_lazy("Vul een datum in, zoals 1-1-2027."),
    }
