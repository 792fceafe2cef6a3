"""The filters of the monitor's pictures: they stand in the address, so that one can share them."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode import policy
from bode.monitor.choosing import Choice
from bode.monitor.figures import FIRST_YEAR
from bode.monitor.queries import list_providers
from bode.monitor.towns import Size, size_name
from bode.monitor.uses import Use, use_name
from bode.organisations.models import Province
from bode.web.fields import DayField
from bode.web.templatetags.bode import local

FIRST_DAY = datetime.date(FIRST_YEAR, 1, 1)


class FiltersForm(forms.Form):
    """What is asked for; what is left empty lets everything through."""

    date = DayField(
        required=False,
        label=gettext_lazy("Datum"),
    )
    province = forms.ChoiceField(required=False, label=gettext_lazy("Provincie"))
    size = forms.ChoiceField(required=False, label=gettext_lazy("Grootte"))
    route = forms.ChoiceField(required=False, label=gettext_lazy("Weg"))
    bsp = forms.ChoiceField(required=False, label=gettext_lazy("BSP"))
    purpose = forms.ChoiceField(required=False, label=gettext_lazy("Doel"))

    def __init__(self, asked: QueryDict) -> None:
        super().__init__({"date": timezone.localdate().isoformat(), **asked.dict()})
        bounds = {"min": FIRST_DAY.isoformat(), "max": timezone.localdate().isoformat()}
        self.fields["date"].widget.attrs |= bounds
        anything = [("", _("alle"))]
        choices = {
            "province": Province.choices,
            "size": [(str(size), size_name(size)) for size in Size],
            "route": [(str(use), use_name(use)) for use in Use],
            "bsp": [(name, name) for name in list_providers()],
            "purpose": [
                (each.code, local(each, "name"))
                for each in policy.PURPOSES.values()
                if each.allowed
            ],
        }
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = anything + list(options)
            field.error_messages["invalid_choice"] = _("Kies een van de mogelijkheden.")

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"] or timezone.localdate()
        if not FIRST_DAY <= day <= timezone.localdate():
            raise forms.ValidationError(
                _("Kies een datum van %(year)s of later, tot en met vandaag.")
                % {"year": FIRST_YEAR}
            )
        return day

    def choice(self) -> Choice:
        """What is asked for; what was filled in wrongly asks for nothing."""
        self.is_valid()
        asked: dict[str, Any] = self.cleaned_data
        return Choice(
            day=asked.get("date") or timezone.localdate(),
            province=asked.get("province", ""),
            size=Size(asked["size"]) if asked.get("size") else None,
            provider=asked.get("bsp", ""),
            purpose=asked.get("purpose", ""),
            use=Use(asked["route"]) if asked.get("route") else None,
        )
