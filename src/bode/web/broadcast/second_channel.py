"""SMS and e-mail in a crisis: what an administrator sets, and who was reached along which way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bode.basics.spreadsheets import Row
from bode.broadcasts import queries
from bode.broadcasts.models import Broadcast, SecondChannel
from bode.broadcasts.second_channel.channel import MAY_SET, ChannelSet, find_channel, set_channel
from bode.broadcasts.second_channel.counting import (
    count_untold,
    count_ways,
    save_ways,
)
from bode.broadcasts.second_channel.deciding import decide_uncertain
from bode.broadcasts.second_channel.models import MOST_MINUTES
from bode.broadcasts.second_channel.notify import is_key
from bode.broadcasts.second_channel.states import EmailBy, Way
from bode.web.access import ActingRequest, allow
from bode.web.reports.words import shown

_WAYS = {
    "whatsapp": gettext_noop("Bereikt via WhatsApp"),
    "sms": gettext_noop("Bereikt per sms"),
    "email": gettext_noop("Bereikt per e-mail"),
    "nothing": gettext_noop("Nog niet bereikt"),
}
_ORDERS = (
    ("sms", gettext_lazy("Per sms")),
    ("email", gettext_lazy("Per e-mail")),
    ("sms,email", gettext_lazy("Eerst per sms, dan per e-mail")),
    ("email,sms", gettext_lazy("Eerst per e-mail, dan per sms")),
)
_EMAIL_BY = (
    (EmailBy.NOTIFY, gettext_lazy("NotifyNL")),
    (EmailBy.SMTP, gettext_lazy("De mailserver van Bode")),
)


class SecondChannelForm(forms.Form):
    """What the chosen ways need, must be there. A key that is kept is never shown."""

    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        label=gettext_lazy("Na hoeveel minuten"),
        help_text=gettext_lazy("Zo lang krijgt WhatsApp de tijd, en elke weg daarna ook."),
    )
    order = forms.ChoiceField(
        choices=_ORDERS, widget=forms.RadioSelect, label=gettext_lazy("Langs welke weg")
    )
    api_key = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        label=gettext_lazy("Sleutel van NotifyNL"),
        help_text=gettext_lazy(
            "Bode toont de sleutel nooit. Leeg: de sleutel blijft zoals die is."
        ),
    )
    template_id = forms.UUIDField(
        required=False, label=gettext_lazy("Nummer van het sjabloon voor sms bij NotifyNL")
    )
    email_by = forms.ChoiceField(
        choices=_EMAIL_BY, widget=forms.RadioSelect, label=gettext_lazy("Wie de e-mail verstuurt")
    )
    email_template_id = forms.UUIDField(
        required=False, label=gettext_lazy("Nummer van het sjabloon voor e-mail bij NotifyNL")
    )
    subject = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("Onderwerp van de e-mail"),
        help_text=gettext_lazy("Alleen als de mailserver van Bode de e-mail verstuurt."),
    )
    is_on = forms.BooleanField(
        required=False, label=gettext_lazy("Gebruik deze wegen bij een crisis")
    )

    def __init__(self, *args: object, has_key: bool, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self._has_key = has_key

    def clean_api_key(self) -> str:
        """It has the form of a key."""
        key: str = self.cleaned_data["api_key"].strip()
        if key and not is_key(key):
            raise forms.ValidationError(
                _("Dit is geen sleutel van NotifyNL. Kopieer die helemaal.")
            )
        return key

    def clean_email_by(self) -> EmailBy:
        """Bode has a mail server, where that is chosen."""
        by = EmailBy(self.cleaned_data["email_by"])
        chosen = by == EmailBy.SMTP and Way.EMAIL in self.data.get("order", "")
        if chosen and settings.CITIZEN_MAIL_SERVER is None:
            raise forms.ValidationError(
                _("Bode heeft geen mailserver. Kies NotifyNL, of vraag het wie Bode beheert.")
            )
        return by

    def clean(self) -> dict[str, Any]:
        """What the chosen ways need is there."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for name in _needed(told):
            kept = name == "api_key" and self._has_key
            if not told.get(name) and not kept and name not in self.errors:
                self.add_error(name, _("Vul dit in."))
        return told


def _needed(told: dict[str, Any]) -> Iterator[str]:
    by_sms = Way.SMS in told.get("order", "")
    by_email = Way.EMAIL in told.get("order", "")
    by_notify = by_email and told.get("email_by") == EmailBy.NOTIFY
    if by_sms or by_notify:
        yield "api_key"
    if by_sms:
        yield "template_id"
    if by_notify:
        yield "email_template_id"
    elif by_email:
        yield "subject"


@require_http_methods(["GET", "POST"])
@allow(MAY_SET)
def second_channel(request: ActingRequest) -> HttpResponse:
    """Set after how long who is reached along which way, and by whom."""
    channel = find_channel()
    has_key = channel is not None and channel.api_key != ""
    if request.method == "GET":
        form = SecondChannelForm(initial=_initial(channel), has_key=has_key)
        return _page(request, channel, form)
    form = SecondChannelForm(request.POST, has_key=has_key)
    if not form.is_valid():
        return _page(request, channel, form, status=422)
    told = dict(form.cleaned_data)
    set_channel(request.actor, ChannelSet(on=told.pop("is_on"), **told))
    messages.success(request, _("Bewaard."))
    return redirect("second_channel")


@require_POST
@allow("broadcaster")
def decide_second(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Send it to all again of whom nobody knows whether they got it, or leave it at that."""
    again = request.POST.get("decision") == "again"
    count = decide_uncertain(request.actor, queries.access_broadcast(broadcast_id), again=again)
    told = _("%(count)s keer zo gelaten.")
    if again:
        told = ngettext(
            "Aan %(count)s inwoner wordt het opnieuw verstuurd.",
            "Aan %(count)s inwoners wordt het opnieuw verstuurd.",
            count,
        )
    messages.success(request, told % {"count": count})
    return redirect("broadcast", broadcast_id)


def show_ways(found: Broadcast) -> list[tuple[str, str, int]]:
    """For programs, for people, and how many were reached so; empty when WhatsApp was enough."""
    return name_ways(count_ways(found))


def tell_untold(found: Broadcast) -> str:
    """That of some nobody hears whether they arrived; empty when there are none."""
    count = count_untold(found)
    told = ngettext(
        "%(shown)s sms of e-mail ging via een dienst die u niet meer gebruikt. "
        "Bode kan daar niet vragen of die aankwam, en telt die niet als bereikt.",
        "%(shown)s sms’en of e-mails gingen via een dienst die u niet meer gebruikt. "
        "Bode kan daar niet vragen of ze aankwamen, en telt ze niet als bereikt.",
        count,
    )
    return told % {"shown": shown(count)} if count else ""


def name_ways(ways: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The same of what was counted before."""
    return [(way, _(_WAYS[way]), count) for way, count in ways.items()]


def saved_ways(request: ActingRequest, found: Broadcast) -> list[Row]:
    """Each in a line, without a plus, which a spreadsheet would take for a sum."""
    names = {way: _(name) for way, name in _WAYS.items()}
    return [
        {_("Nummer"): address, _("Langs welke weg"): names[way]}
        for address, way in save_ways(request.actor, found)
    ]


def _initial(channel: SecondChannel | None) -> dict[str, object]:
    kept = channel or SecondChannel()
    names = ("minutes", "order", "template_id", "email_by", "email_template_id", "subject", "is_on")
    return {name: getattr(kept, name) for name in names}


def _page(
    request: ActingRequest,
    channel: SecondChannel | None,
    form: SecondChannelForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"channel": channel, "form": form}
    return render(request, "broadcast/second_channel.html", context, status=status)
