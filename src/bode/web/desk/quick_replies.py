"""Ready answers: found while one writes, and managed for everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode import policy
from bode.conversations import queries
from bode.conversations.models import Conversation
from bode.desk import quick_replies
from bode.desk.blanks import fill_in, list_blanks
from bode.desk.errors import ReplyWrong
from bode.desk.fillers import known_in
from bode.desk.models import QuickReply
from bode.desk.quick_replies import MAY_MANAGE, Wording
from bode.language.recognising import LANGUAGES
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Team
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import language_name, local

_WRONG = {
    ("shortcut", "shape"): gettext_noop(
        "Gebruik kleine letters, cijfers en streepjes, zonder spaties. Bijvoorbeeld: afval."
    ),
    ("shortcut", "taken"): gettext_noop("Deze korte naam is er al in deze taal. Kies een andere."),
    ("title", "empty"): gettext_noop("Schrijf waar dit antwoord over gaat."),
    ("title", "too_long"): gettext_noop("Dit is te lang: hoogstens 80 tekens."),
    ("body", "empty"): gettext_noop("Schrijf het antwoord."),
    ("body", "too_long"): gettext_noop("Dit is te lang: hoogstens 4.096 tekens."),
}
_OTHERWISE = gettext_noop("Kies iets uit de lijst.")


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A ready answer as it would go to this citizen; `blanks` are yet to be filled in."""

    reply: QuickReply
    body: str
    blanks: list[str]


class ReplyForm(forms.Form):
    """One ready answer."""

    shortcut = forms.CharField(
        label=gettext_lazy("Korte naam"),
        help_text=gettext_lazy("Een medewerker typt / en dan deze naam. Bijvoorbeeld: afval."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    title = forms.CharField(label=gettext_lazy("Waar gaat het over?"), required=False)
    body = forms.CharField(
        label=gettext_lazy("Antwoord"),
        help_text=gettext_lazy(
            "Bode vult zelf in: {{ naam }}, {{ medewerker }}, {{ gemeente }}, {{ datum }} en "
            "{{ openingstijden }}. Naar iets anders, zoals {{ zaaknummer }}, vraagt Bode. *Vet* en "
            "_cursief_ werken ook."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal"))
    purpose = forms.ChoiceField(label=gettext_lazy("Doel"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Voor wie?"), required=False)

    def __init__(self, teams: list[Team], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        allowed = [each for each in policy.PURPOSES.values() if each.allowed]
        self._offer("language", [(each, language_name(each)) for each in LANGUAGES])
        purposes = [(each.code, local(each, "name")) for each in allowed]
        self._offer("purpose", [("", _("Elk doel")), *purposes])
        chosen = [(str(each.id), each.name) for each in teams]
        self._offer("team", [("", _("De hele gemeente")), *chosen])
        for name in ("shortcut", "title"):
            self.fields[name].widget.attrs["class"] = "utrecht-textbox utrecht-textbox--html-input"
        self.fields["body"].widget.attrs["class"] = (
            "utrecht-textarea utrecht-textarea--html-textarea"
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.widget.attrs["class"] = "utrecht-select utrecht-select--html-select"

    def wording(self) -> Wording:
        """What was filled in."""
        team = self.cleaned_data["team"]
        texts = {name: self.cleaned_data[name] for name in self.fields if name != "team"}
        return Wording(**texts, team_id=UUID(team) if team else None)

    def complain(self, wrong: ReplyWrong) -> None:
        """Say beside its field what is wrong."""
        self.add_error(wrong.field, _(_WRONG.get((wrong.field, wrong.reason), _OTHERWISE)))


@require_GET
@allow("agent")
def offer_replies(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """What fits what was typed after a slash; without a script, everything as a page."""
    found = queries.access_conversation(conversation_id)
    quick = "HX-Request" in request.headers
    replies = quick_replies.find_replies(
        request.actor,
        request.GET.get("begin", ""),
        language=found.language,
        purpose=found.purpose,
        limit=5 if quick else 200,
    )
    values = _values(request.actor, found)
    ready = [_ready(found, each, values) for each in replies]
    template = "desk/replies_offered.html" if quick else "desk/replies_page.html"
    return render(request, template, {"ready": ready, "conversation": found})


@require_GET
@allow(*MAY_MANAGE)
def replies(request: ActingRequest) -> HttpResponse:
    """Every ready answer of the municipality."""
    listed = list(quick_replies.list_replies(request.actor))
    return render(request, "desk/replies.html", {"replies": listed})


@require_http_methods(["GET", "POST"])
@allow(*MAY_MANAGE)
def edit_reply(request: ActingRequest, reply_id: UUID | None = None) -> HttpResponse:
    """Write a ready answer, or change one."""
    kept = quick_replies.access_reply(reply_id) if reply_id else None
    teams = list(Team.objects.filter(organisation=request.actor.organisation_id).order_by("name"))
    form = ReplyForm(teams, request.POST or None, initial=_initial(kept))
    if request.method == "POST" and form.is_valid():
        try:
            quick_replies.save_reply(request.actor, form.wording(), reply_id)
        except ReplyWrong as wrong:
            form.complain(wrong)
        else:
            messages.success(request, _("Het snelle antwoord is bewaard."))
            return redirect("replies")
    context = {"form": form, "kept": kept}
    return render(request, "desk/reply_form.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*MAY_MANAGE)
def delete_reply(request: ActingRequest, reply_id: UUID) -> HttpResponse:
    """Take a ready answer away."""
    quick_replies.delete_reply(request.actor, reply_id)
    messages.success(request, _("Het snelle antwoord is weg."))
    return redirect("replies")


def ready_words(actor: Actor, found: Conversation, asked: str) -> str:
    """The words of a ready answer that the address of a page asks for; empty without."""
    try:
        reply = quick_replies.access_reply(UUID(asked))
    except (ValueError, QuickReply.DoesNotExist):
        return ""
    return _ready(found, reply, _values(actor, found)).body


def unfilled(words: str) -> str:
    """That blanks are still open in an answer, in words for an agent; empty when none are."""
    blanks = list_blanks(words)
    return _("Vul eerst in: %(blanks)s.") % {"blanks": ", ".join(blanks)} if blanks else ""


def _ready(found: Conversation, reply: QuickReply, values: Mapping[str, str]) -> Ready:
    known = known_in(found, reply.language)
    body = fill_in(reply.body, known | dict(values))
    return Ready(reply=reply, body=body, blanks=list_blanks(body))


def _values(actor: Actor, found: Conversation) -> dict[str, str]:
    """What Bode knows. Who has no name at WhatsApp is not called by their number."""
    municipality = Organisation.objects.get(id=actor.organisation_id)
    return {
        "naam": found.contact.name,
        "medewerker": actor.name,
        "gemeente": municipality.name,
        "datum": formats.date_format(localdate(), "j F Y"),
    }


def _initial(kept: QuickReply | None) -> dict[str, Any]:
    if kept is None:
        return {"language": "nl"}
    names = ("shortcut", "language", "title", "body", "purpose")
    return {name: getattr(kept, name) for name in names} | {"team": str(kept.team_id or "")}
