"""A number that moves to another provider: asked for, taken over, refused or taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from bode.licensing import number_moves, queries
from bode.licensing.errors import AnotherNumber, LicenceStepNotAllowed, NumberTaken
from bode.licensing.licence_states import TransferStatus
from bode.licensing.models import NumberTransfer
from bode.licensing.number_moves import NewWay
from bode.licensing.queries import list_licences_to_move_to
from bode.organisations.models import OrganisationKind
from bode.web.access import ActingRequest, allow
from bode.whatsapp import AnswerLost, Refused, Unreachable

from .forms import NumberForm
from .numbers import another

STATUSES = {
    TransferStatus.ASKED: (gettext_noop("Gevraagd"), "warning"),
    TransferStatus.MOVED: (gettext_noop("Overgezet"), "positive"),
    TransferStatus.REFUSED: (gettext_noop("Niet overgenomen"), "negative"),
    TransferStatus.WITHDRAWN: (gettext_noop("Ingetrokken"), "neutral"),
}


class NewWayForm(NumberForm):
    """The ids and the key that the new provider has from the platform."""

    display_number = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


class WhereForm(forms.Form):
    """Which number goes to which licence."""

    number = forms.ChoiceField(
        label=gettext_lazy("Welk nummer?"),
        error_messages={"required": gettext_lazy("Maak een keuze.")},
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Naar welke BSP?"),
        error_messages={"required": gettext_lazy("Maak een keuze.")},
    )

    def __init__(self, numbers: list[Any], licences: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("number", numbers), ("licence", licences)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


@require_http_methods(["GET", "POST"])
@allow("administrator")
def move_number(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """The municipality asks another provider to take over a number."""
    licence = queries.access_licence(licence_id)
    if request.actor.organisation_kind != OrganisationKind.MUNICIPALITY:
        raise Http404
    others = list_licences_to_move_to(licence)
    form = WhereForm(
        [(str(each.id), each.display_number) for each in licence.phone_numbers.all()],
        [(str(each.id), each.provider.name) for each in others],
        request.POST or None,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            transfer = number_moves.ask_to_move(
                request.actor, UUID(given["number"]), UUID(given["licence"])
            )
        except LicenceStepNotAllowed:
            form.add_error("number", _("Dit nummer wordt al overgezet, of dat kan hier niet."))
        else:
            messages.success(request, _("De andere BSP heeft uw vraag gekregen."))
            return redirect("transfer", transfer.id)
    context = {"licence": licence, "form": form, "others": others}
    return render(request, "licence/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def transfer(request: ActingRequest, transfer_id: UUID) -> HttpResponse:
    """How far it is; the new provider gives ids and key here."""
    found = number_moves.access_transfer(transfer_id)
    may_move = (
        found.status == TransferStatus.ASKED
        and found.to_provider_id == request.actor.organisation_id
        and request.actor.has("account_manager")
    )
    form = NewWayForm(request.POST or None) if may_move else None
    if request.method == "POST" and form is not None and form.is_valid():
        if (complaint := _move(request, found, form)) is None:
            messages.success(request, _("Het nummer is overgezet."))
            return redirect("transfer", transfer_id)
        form.add_error(*complaint)
    name, tone = STATUSES[TransferStatus(found.status)]
    context = {
        "transfer": found,
        "status": _(name),
        "tone": tone,
        "form": form,
        "may_withdraw": found.status == TransferStatus.ASKED
        and found.municipality_id == request.actor.organisation_id,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "licence/transfer.html", context, status=status)


@require_POST
@allow("administrator", "account_manager")
def settle_transfer(request: ActingRequest, transfer_id: UUID) -> HttpResponse:
    """The municipality takes its question back, or the new provider says no."""
    is_municipality = request.actor.organisation_kind == OrganisationKind.MUNICIPALITY
    settle = number_moves.withdraw_move if is_municipality else number_moves.refuse_move
    try:
        settle(request.actor, transfer_id)
    except LicenceStepNotAllowed:
        messages.error(request, _("Deze stap kan nu niet meer."))
    else:
        messages.success(request, _("Het nummer blijft waar het is."))
    return redirect("transfer", transfer_id)


def _move(
    request: ActingRequest, found: NumberTransfer, form: NewWayForm
) -> tuple[str, str] | None:
    """Which field is wrong, and what, in words; None: it moved."""
    try:
        number_moves.move(request.actor, found.id, NewWay(**form.cleaned_data))
    except NumberTaken:
        return "platform_id", _("Dit nummer-id hoort al bij een ander nummer.")
    except AnotherNumber as other:
        return "platform_id", another(other, found.display_number)
    except Refused:
        told = _("WhatsApp weigert deze sleutel of deze id’s. Er is niets veranderd.")
    except (Unreachable, AnswerLost):
        told = _("WhatsApp is nu niet bereikbaar. Probeer het later opnieuw.")
    except LicenceStepNotAllowed:
        told = _("Dit kan nu niet meer: de vraag is ingetrokken, of uw vergunning geldt niet.")
    else:
        return None
    return "access_token", told
