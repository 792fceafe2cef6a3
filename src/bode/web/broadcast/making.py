"""Preparing a broadcast: which template, what it says, and for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bode.broadcasts import actions, queries
from bode.broadcasts.audiences import MOST, Audience
from bode.broadcasts.errors import PlannedForPast
from bode.broadcasts.models import Broadcast
from bode.conversations.areas import list_areas
from bode.conversations.errors import ContentMalformed, SendRefused
from bode.web.access import ActingRequest, allow
from bode.web.desk.filling import Filling, fill_in
from bode.web.desk.pane import uuid_or_none
from bode.web.desk.problems import describe
from bode.web.templatetags.bode import local

from .languages import InOther, fill_in_others
from .reach import count_chosen, list_templates

DUTCH = ZoneInfo("Europe/Amsterdam")
_EVERYONE, _THESE, _GOT = "everyone", "these", "got"


class LocalMoment(forms.DateTimeField):
    """A moment by the Dutch clock. One that the clock skips does not exist; of one that it shows
    twice the first counts."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            written = datetime.fromisoformat(str(value)).replace(tzinfo=None)
        except ValueError:
            raise ValidationError(_("Kies een dag en een tijd.")) from None
        at = written.replace(tzinfo=DUTCH)
        if at.astimezone(ZoneInfo("UTC")).astimezone(DUTCH).replace(tzinfo=None) != written:
            raise ValidationError(
                _("Deze tijd bestaat niet: de klok gaat dan een uur vooruit. Kies een andere.")
            )
        return at


class BroadcastForm(forms.Form):
    """What is asked of a broadcast besides the words in its template."""

    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Hoe noemt u dit groepsbericht?"),
        help_text=gettext_lazy("Alleen uw collega’s zien dit."),
    )
    to = forms.ChoiceField(
        choices=[
            (_EVERYONE, gettext_lazy("Iedereen die om deze berichten vroeg")),
            (_THESE, gettext_lazy("De nummers die ik hier opgeef")),
        ],
        initial=_EVERYONE,
        widget=forms.RadioSelect,
        label=gettext_lazy("Voor wie is het?"),
    )
    areas = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Alleen deze gebieden"),
    )
    phones = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=gettext_lazy("Telefoonnummers"),
        help_text=gettext_lazy("Op elke regel één. Wie er niet om vroeg, krijgt het niet."),
    )
    incident = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("Over welke gebeurtenis gaat het?"),
        help_text=gettext_lazy(
            "Wie over dezelfde gebeurtenis al een groepsbericht kreeg, krijgt dit niet ook nog. "
            "Dit mag leeg blijven."
        ),
    )
    planned_for = LocalMoment(
        required=False,
        label=gettext_lazy("Wanneer vertrekt het?"),
        help_text=gettext_lazy(
            "In Nederlandse tijd. Laat dit leeg als u zelf op “Nu versturen” wilt drukken."
        ),
    )

    def __init__(
        self, given: Any, areas: Sequence[str], corrected: Broadcast | None = None
    ) -> None:
        super().__init__(given)
        self.corrected = corrected
        if corrected is not None:
            title = _("Wie “%(name)s” kreeg") % {"name": corrected.name}
            to = self.fields["to"]
            to.choices = [(_GOT, title), *to.choices]  # type: ignore[attr-defined]
            to.initial = _GOT
        self.fields["areas"].choices = [(each, each) for each in areas]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["phones"] = [
            each.strip() for each in given.get("phones", "").splitlines() if each.strip()
        ]
        if given.get("to") == _THESE and not given["phones"]:
            self.add_error("phones", _("Vul minstens één nummer in."))
        if len(given["phones"]) > MOST:
            self.add_error("phones", _("Dit zijn te veel nummers: hoogstens 100.000."))
        return given

    def audience(self, purpose: str) -> Audience:
        """For whom it is."""
        if self.cleaned_data["to"] == _GOT and self.corrected is not None:
            return Audience(got=self.corrected.id)
        if self.cleaned_data["to"] == _THESE:
            return Audience(phones=self.cleaned_data["phones"])
        return Audience(subscribed_to=purpose, areas=self.cleaned_data["areas"])


@require_http_methods(["GET", "POST"])
@allow("broadcaster")
def new_broadcast(request: ActingRequest) -> HttpResponse:
    """Choose a template, fill it in, and say for whom it is."""
    given = request.POST if request.method == "POST" else request.GET
    templates = list_templates(request)
    chosen = next((each for each in templates if str(each.id) == given.get("template")), None)
    filling = fill_in(chosen, given.dict()) if chosen else None
    others = fill_in_others(chosen, templates, given.dict()) if chosen else []
    areas = list_areas(request.actor.organisation_id, chosen.purpose) if chosen else []
    corrected = _corrected(given.get("corrects"))
    form = BroadcastForm(request.POST if request.method == "POST" else None, areas, corrected)
    problem = ""
    if request.method == "POST" and filling is not None and form.is_valid():
        made = _make(request, form, filling, others)
        if isinstance(made, UUID):
            return redirect("broadcast", made)
        problem = made
    context = {
        "templates": templates,
        "chosen": chosen,
        "filling": filling,
        "others": others,
        "form": form,
        "corrected": corrected,
        "problem": problem,
        "subscribers": count_chosen(request, chosen) if chosen else 0,
    }
    is_refused = request.method == "POST"
    return render(request, "broadcast/new.html", context, status=422 if is_refused else 200)


def _corrected(asked: str | None) -> Broadcast | None:
    """The broadcast that this one corrects, if any. Raises `Broadcast.DoesNotExist`."""
    if not asked:
        return None
    key = uuid_or_none(asked)
    if key is None:
        raise Broadcast.DoesNotExist
    return queries.access_broadcast(key)


def _make(
    request: ActingRequest, form: BroadcastForm, filling: Filling, others: Sequence[InOther]
) -> UUID | str:
    """The new broadcast's id, or what is wrong."""
    fields: Mapping[str, Any] = form.cleaned_data
    new = actions.NewBroadcast(
        name=fields["name"],
        purpose=filling.template.purpose,
        template=filling.content(),
        translations=[each.filling.content() for each in others if each.is_chosen],
        audience=form.audience(filling.template.purpose),
        incident=fields["incident"],
        planned_for=fields["planned_for"],
    )
    try:
        return actions.make(request.actor, new).id
    except PlannedForPast:
        form.add_error("planned_for", _("Dit moment is al voorbij."))
        return ""
    except SendRefused as refused:
        return f"{local(refused.refusal, 'reason')} {local(refused.refusal, 'advice')}"
    except ContentMalformed as malformed:
        return describe(malformed.problems)
