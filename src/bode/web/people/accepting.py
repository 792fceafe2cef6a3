"""The page behind the link of an invitation. It needs no sign-in: the link is the proof."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bode.organisations import inviting
from bode.organisations.errors import (
    AccountExists,
    InvitationOver,
    InvitationRefused,
    NotAllowed,
)
from bode.organisations.models import Invitation
from bode.web.access import public
from bode.web.worlds import ORGANISATION

from .forms import NewAccountForm


@require_http_methods(["GET", "POST"])
@never_cache
@public
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who has no account makes one; who has, signs in and accepts."""
    try:
        invitation = inviting.find(token)
        if inviting.has_account(invitation):
            return _with_account(request, token, invitation)
        return _without_account(request, token, invitation)
    except (InvitationOver, InvitationRefused):
        return render(request, "people/invitation_over.html", status=410)
    except (AccountExists, NotAllowed):  # something else happened with the account meanwhile
        return redirect("accept_invitation", token)


def _without_account(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    form = NewAccountForm(invitation.email, request.POST or None)
    if request.method == "POST" and form.is_valid():
        inviting.accept_as_new(
            token, name=form.cleaned_data["name"].strip(), password=form.cleaned_data["password"]
        )
        messages.success(request, _("Uw account is klaar. Log nu in."))
        return redirect("account_login")
    context = {"invitation": invitation, "form": form}
    status = 422 if form.errors else 200
    return render(request, "people/invitation.html", context, status=status)


def _with_account(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    user = request.user
    is_theirs = user.is_authenticated and user.email == invitation.email
    if request.method == "POST" and user.is_authenticated and is_theirs:
        inviting.accept_as(token, user)
        request.session[ORGANISATION] = str(invitation.organisation_id)
        told = _("U werkt nu ook voor %(name)s.") % {"name": invitation.organisation.name}
        messages.success(request, told)
        return redirect("home")
    context = {"invitation": invitation, "is_theirs": is_theirs}
    return render(request, "people/invitation.html", context)
