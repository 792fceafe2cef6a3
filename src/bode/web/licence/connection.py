"""How a provider's numbers reach the platform: set by the provider itself."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bode.licensing.connecting import (
    SHORTEST_WORD,
    callback_path,
    find_connection,
    set_connection,
)
from bode.licensing.errors import SecretMissing, WordTooShort
from bode.licensing.models import ProviderConnection
from bode.licensing.states import WebhookProof
from bode.web.access import ActingRequest, allow
from bode.whatsapp import Gateway

WAYS = {
    "meta": (Gateway.META, WebhookProof.SIGNATURE, gettext_lazy("Rechtstreeks bij Meta")),
    "dialog360": (
        Gateway.DIALOG360,
        WebhookProof.SIGNATURE,
        gettext_lazy("Via 360dialog, dat elk bericht ondertekent (alleen voor partners)"),
    ),
    "dialog360-word": (
        Gateway.DIALOG360,
        WebhookProof.WORD,
        gettext_lazy("Via 360dialog, dat een eigen woord van u meestuurt"),
    ),
}


class ConnectionForm(forms.Form):
    """The way, and the secrets by which its webhooks are recognised."""

    way = forms.ChoiceField(
        choices=[(code, label) for code, (_gateway, _proof, label) in WAYS.items()],
        widget=forms.RadioSelect,
        label=gettext_lazy("Hoe bereiken uw nummers WhatsApp?"),
        error_messages={"required": gettext_lazy("Maak een keuze.")},
    )
    app_secret = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Geheim van de handtekening"),
        help_text=gettext_lazy(
            "Bij Meta het “app secret”, bij 360dialog het “platform secret”. Laat dit leeg als het "
            "hetzelfde blijft."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    verify_token = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Eigen woord"),
        help_text=gettext_lazy(
            "Bij Meta het “verify token”. Laat 360dialog het meesturen in de kop “Authorization”, "
            "met “Bearer” en een spatie ervoor. Laat dit leeg als het hetzelfde blijft."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "POST"])
@allow("account_manager")
def connection(request: ActingRequest) -> HttpResponse:
    """The connection of one's own organisation."""
    found = find_connection(request.actor)
    if request.method == "GET":
        return _page(request, ConnectionForm(initial={"way": _way_of(found)}))
    form = ConnectionForm(request.POST)
    if form.is_valid() and _set(request, form):
        messages.success(request, _("De verbinding is bewaard."))
        return redirect("connection")
    return _page(request, form, status=422)


def _set(request: ActingRequest, form: ConnectionForm) -> bool:
    gateway, proof, _label = WAYS[form.cleaned_data["way"]]
    try:
        set_connection(
            request.actor,
            gateway=gateway,
            proof=proof,
            app_secret=form.cleaned_data["app_secret"],
            verify_token=form.cleaned_data["verify_token"],
        )
    except SecretMissing as missing:
        form.add_error(
            missing.field, _("Vul dit in. Anders weet Bode niet van wie een melding komt.")
        )
    except WordTooShort:
        form.add_error(
            "verify_token",
            _("Neem een woord van minstens %(count)s tekens, dat niemand kan raden.")
            % {"count": SHORTEST_WORD},
        )
    return form.is_valid()


def _way_of(found: ProviderConnection | None) -> str | None:
    ways = (
        code
        for code, (gateway, proof, _label) in WAYS.items()
        if found is not None and (found.gateway, found.proof) == (gateway, proof)
    )
    return next(ways, None)


def _page(request: ActingRequest, form: ConnectionForm, *, status: int = 200) -> HttpResponse:
    callback = request.build_absolute_uri(callback_path(request.actor))
    return render(
        request, "licence/connection.html", {"form": form, "callback": callback}, status=status
    )
