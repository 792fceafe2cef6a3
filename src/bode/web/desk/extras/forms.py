"""The base of the forms: from fields to a message, and from complaints back to fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.whatsapp import FieldProblem

from ..bubbles import Quote

Content = dict[str, Any] | list[Any]

_COMPLAINTS = {
    "required": gettext_noop("Vul “%(label)s” in."),
    "too_few": gettext_noop("Vul “%(label)s” in."),
    "too_long": gettext_noop("“%(label)s” is te lang: hoogstens %(limit)s tekens."),
    "too_many": gettext_noop("Dit zijn te veel keuzes: hoogstens %(limit)s."),
    "not_unique": gettext_noop("“%(label)s” staat er al. Kies iets anders."),
}
_OTHERWISE = gettext_noop("“%(label)s” klopt niet.")


class Extra(forms.Form):
    """One kind of message as a form: nothing is required here, as the platform's limits decide."""

    slug: ClassVar[str]
    title: ClassVar[Promise]
    type: ClassVar[str]
    """The platform's word for the message."""
    places: ClassVar[Mapping[str, str]] = {}
    """Paths in the message by the field that they come from."""
    wrong: ClassVar[Mapping[str, Promise]] = {}
    """What to say of a field that needs more than its name to be filled in well."""

    grows: ClassVar[bool] = True
    """Whether a half of it shows something already: of a place without coordinates nothing does."""

    do_not_call_in_templates = True  # the menu names the kinds themselves

    about: Quote | None = None
    """The message that it is about, where it is about one."""

    def content(self) -> Content:
        """The message in the platform's shape, of a valid form."""
        raise NotImplementedError

    def find_place(self, path: str) -> tuple[str, str]:
        """The field that a path in the message comes from, and what to call that place."""
        field = self.places.get(path, next(iter(self.fields)))
        return field, str(self.fields[field].label)

    def complain(self, problems: Sequence[FieldProblem]) -> None:
        """Put every complaint beside its field, each once."""
        for problem in problems:
            field, label = self.find_place(problem.name)
            told = self._told(problem, field) % {"label": label, "limit": problem.limit}
            if told not in self.errors.get(field, []):
                self.add_error(field, told)

    def _told(self, problem: FieldProblem, field: str) -> str:
        if field in self.wrong:
            return str(self.wrong[field])
        return _(_COMPLAINTS.get(problem.reason, _OTHERWISE))


def line(label: Any, help_text: Any = "", *, initial: Any = "", **attrs: str) -> forms.CharField:
    """A field of one line."""
    style = "utrecht-textbox utrecht-textbox--html-input"
    widget = forms.TextInput(attrs={"class": style, "autocomplete": "off", **attrs})
    return forms.CharField(
        label=label, help_text=help_text, required=False, initial=initial, widget=widget
    )


def lines(label: Any, help_text: Any = "", *, rows: int = 2) -> forms.CharField:
    """A field of several lines."""
    style = "utrecht-textarea utrecht-textarea--html-textarea"
    widget = forms.Textarea(attrs={"class": style, "rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)


def interactive(kind: str, text: str, action: Mapping[str, Any]) -> dict[str, Any]:
    """A message with something to press under its words."""
    return {"type": kind, "body": {"text": _plain(text)}, "action": dict(action)}


def _plain(text: str) -> str:
    """As the platform counts: a browser sends a new line as two characters."""
    return text.replace("\r\n", "\n")
