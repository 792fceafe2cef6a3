"""The filters above the list of templates. They stand in the address, and need no script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.licensing.template_search import NO_PURPOSE, TemplateChoices, TemplateFilter
from bode.organisations.models import Organisation

from .templatetags.bode import category_name, language_name, purpose_name, template_status

_LONGEST = 200  # characters to look for

Choice = tuple[str, str]


class FilterForm(forms.Form):
    """Which templates to show; a field with nothing to choose from is left out."""

    words = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("Woorden in naam of tekst")
    )
    municipality = forms.ChoiceField(required=False, label=gettext_lazy("Gemeente"))
    status = forms.ChoiceField(required=False, label=gettext_lazy("Status"))
    category = forms.ChoiceField(required=False, label=gettext_lazy("Categorie"))
    purpose = forms.ChoiceField(required=False, label=gettext_lazy("Doel"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Taal"))

    def __init__(
        self, asked: QueryDict, known: TemplateChoices, municipalities: Sequence[Organisation]
    ) -> None:
        super().__init__(asked)
        options = {
            "municipality": [(each.code, each.name) for each in municipalities],
            "status": _named(known.statuses, template_status),
            "category": _named(known.categories, category_name),
            "purpose": _named(known.purposes, _purpose),
            "language": _named(known.languages, language_name),
        }
        for name, choices in options.items():
            self._offer(name, choices)
        self.fields["words"].widget.attrs |= {"class": _TEXT, "type": "search"}

    @property
    def wanted(self) -> TemplateFilter:
        """What was asked for; what nobody can choose counts as not asked."""
        self.is_valid()
        return TemplateFilter(**self.cleaned_data)

    def _offer(self, name: str, choices: Sequence[Choice]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        if len(choices) < 2:
            del self.fields[name]
            return
        field.choices = [("", _("Alle")), *choices]
        field.widget.attrs["class"] = _SELECT


_TEXT = "utrecht-textbox utrecht-textbox--html-input"
_SELECT = "utrecht-select utrecht-select--html-select"


def _purpose(code: str) -> str:
    return _("Zonder doel") if code == NO_PURPOSE else purpose_name(code)


def _named(values: Iterable[str], name: Callable[[str], str]) -> list[Choice]:
    return sorted(((value, name(value)) for value in values), key=lambda choice: choice[1])
