"""SMS in a crisis: what an administrator sets, and who was reached along which way."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from bode.broadcasts.models import Broadcast, SecondChannel
from bode.broadcasts.second_channel.channel import MAY_SET, find_channel, set_channel
from bode.broadcasts.second_channel.counting import count_ways
from bode.broadcasts.second_channel.models import MOST_MINUTES
from bode.broadcasts.second_channel.notify import is_key
from bode.web.access import ActingRequest, allow

_WAYS = {
    "whatsapp": gettext_noop("Bereikt via WhatsApp"),
    "sms": gettext_noop("Bereikt per sms"),
    "nothing": gettext_noop("Nog niet bereikt"),
}


class SecondChannelForm(forms.Form):
    """A key that is there is never shown; left empty it stays."""

    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        label=gettext_lazy("Na hoeveel minuten"),
        help_text=gettext_lazy("Zo lang krijgt WhatsApp de tijd."),
    )
    template_id = forms.UUIDField(label=gettext_lazy("Nummer van het sjabloon bij NotifyNL"))
    api_key = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        label=gettext_lazy("Sleutel van NotifyNL"),
        help_text=gettext_lazy(
            "Bode toont de sleutel nooit. Leeg: de sleutel blijft zoals die is."
        ),
    )
    is_on = forms.BooleanField(required=False, label=gettext_lazy("Stuur bij een crisis een sms"))

    def __init__(self, *args: object, has_key: bool, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["api_key"].required = not has_key

    def clean_api_key(self) -> str:
        """It has the form of a key."""
        key: str = self.cleaned_data["api_key"].strip()
        if key and not is_key(key):
            raise forms.ValidationError(
                _("Dit is geen sleutel van NotifyNL. Kopieer die helemaal.")
            )
        return key


@require_http_methods(["GET", "POST"])
@allow(MAY_SET)
def second_channel(request: ActingRequest) -> HttpResponse:
    """Set after how long who gets an SMS, and along which account."""
    channel = find_channel()
    if request.method == "GET":
        return _page(
            request, channel, SecondChannelForm(initial=_initial(channel), has_key=bool(channel))
        )
    form = SecondChannelForm(request.POST, has_key=bool(channel))
    if not form.is_valid():
        return _page(request, channel, form, status=422)
    told = form.cleaned_data
    set_channel(
        request.actor,
        on=told["is_on"],
        minutes=told["minutes"],
        template_id=told["template_id"],
        api_key=told["api_key"],
    )
    messages.success(request, _("Bewaard."))
    return redirect("second_channel")


def show_ways(found: Broadcast) -> list[tuple[str, str, int]]:
    """For programs, for people, and how many were reached so; empty when nobody needed an SMS."""
    return [(way, _(_WAYS[way]), count) for way, count in count_ways(found).items()]


def _initial(channel: SecondChannel | None) -> dict[str, object]:
    if channel is None:
        return {"minutes": SecondChannel._meta.get_field("minutes").default}
    return {
        "minutes": channel.minutes,
        "template_id": channel.template_id,
        "is_on": channel.is_on,
    }


def _page(
    request: ActingRequest,
    channel: SecondChannel | None,
    form: SecondChannelForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"channel": channel, "form": form}
    return render(request, "broadcast/second_channel.html", context, status=status)
