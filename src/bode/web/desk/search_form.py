"""The form by which one searches, and the choice that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode import policy
from bode.conversations.models import Conversation
from bode.conversations.search.finding import Choice
from bode.conversations.search.wanting import LONGEST
from bode.conversations.states import ConversationStatus, Direction, Findable
from bode.desk.models import Tag
from bode.desk.queries import list_colleagues, list_tags, with_tags
from bode.organisations.models import Person, Team
from bode.organisations.teams import list_teams

from ..fields import LongSelect
from ..sharing import for_a_moment
from ..templatetags.bode import purpose_name

_ANY = ("", gettext_lazy("Maakt niet uit"))
_GONE = gettext_lazy("Wat hier was gekozen, is er niet meer. Kies iets anders, of haal het weg.")


class _Among(forms.ChoiceField):
    widget = LongSelect


class SearchForm(forms.Form):
    """What someone looks for, and among what."""

    q = forms.CharField(
        label=gettext_lazy("Woorden, naam of telefoonnummer"), max_length=LONGEST, required=False
    )
    kind = _Among(
        label=gettext_lazy("Zoek in"),
        required=False,
        choices=[
            _ANY,
            (str(Findable.MESSAGE), gettext_lazy("Berichten")),
            (str(Findable.NOTE), gettext_lazy("Notities")),
            (str(Findable.CONTACT), gettext_lazy("Inwoners")),
        ],
    )
    since = forms.DateField(
        label=gettext_lazy("Vanaf"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("Tot en met"), required=False, widget=forms.DateInput({"type": "date"})
    )
    direction = _Among(
        label=gettext_lazy("Van wie"),
        required=False,
        choices=[
            _ANY,
            (str(Direction.IN), gettext_lazy("Van inwoners")),
            (str(Direction.OUT), gettext_lazy("Van ons")),
        ],
    )
    status = _Among(
        label=gettext_lazy("Gesprek"),
        required=False,
        choices=[
            _ANY,
            (str(ConversationStatus.OPEN), gettext_lazy("Open")),
            (str(ConversationStatus.WAITING), gettext_lazy("Wacht op inwoner")),
            (str(ConversationStatus.CLOSED), gettext_lazy("Afgehandeld")),
        ],
    )
    purpose = _Among(label=gettext_lazy("Doel"), required=False)
    team = _Among(label=gettext_lazy("Team"), required=False)
    agent = _Among(label=gettext_lazy("Behandelaar"), required=False)
    tag = _Among(label=gettext_lazy("Label"), required=False)
    file = forms.BooleanField(label=gettext_lazy("Met bijlage"), required=False)
    failed = forms.BooleanField(label=gettext_lazy("Niet aangekomen"), required=False)

    def __init__(self, given: Mapping[str, Any], municipality_id: UUID) -> None:
        super().__init__(given)
        purposes = [code for code, each in policy.PURPOSES.items() if each.allowed]
        self._offer("purpose", [(code, purpose_name(code)) for code in purposes])
        there = for_a_moment(municipality_id, "to choose", lambda: _list_choices(municipality_id))
        for name, choices in there.items():
            self._offer(name, choices)
        for name, field in self.fields.items():
            shape = "select" if isinstance(field, forms.ChoiceField) else "textbox"
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = f"utrecht-{shape} utrecht-{shape}--html-{shape}"
            field.widget.attrs["id"] = f"search-{name}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("Kies een dag op of na de eerste."))
        return given

    def choice(self) -> Choice:
        """What was filled in and can be read."""
        given = self.cleaned_data
        until = given.get("until")
        return Choice(
            kind=Findable(given["kind"]) if given.get("kind") else None,
            since=_begin_of(given.get("since")),
            until=_begin_of(until + timedelta(days=1)) if until else None,
            direction=Direction(given["direction"]) if given.get("direction") else None,
            has_file=bool(given.get("file")),
            has_failed=bool(given.get("failed")),
            purpose=given.get("purpose", ""),
            team=UUID(given["team"]) if given.get("team") else None,
            assignee=UUID(given["agent"]) if given.get("agent") else None,
            status=given.get("status", ""),
            narrow=self._with_tag if given.get("tag") else None,
        )

    def filters(self) -> dict[str, str]:
        """What was filled in, as an address has it."""
        return {
            name: "on" if isinstance(self.fields[name], forms.BooleanField) else str(value)
            for name, value in self.cleaned_data.items()
            if value
        }

    def _with_tag(self, found: QuerySet[Conversation]) -> QuerySet[Conversation]:
        return with_tags(found, [UUID(self.cleaned_data["tag"])])

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [_ANY, *choices]
        field.error_messages["invalid_choice"] = _GONE


def _list_choices(municipality_id: UUID) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen of what this municipality has made itself, by field."""
    there: dict[str, Sequence[Team | Person | Tag]] = {
        "team": list_teams(),
        "agent": list_colleagues(municipality_id),
        "tag": list_tags(),
    }
    return {name: [(str(each.id), each.name) for each in found] for name, found in there.items()}


def _begin_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
