"""Keys for programs: made here, shown once, listed and revoked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bode.licensing.queries import list_licensed_purposes
from bode.organisations.models import ApiToken, Organisation, OrganisationKind
from bode.organisations.tokens import list_tokens, make_token, revoke_token
from bode.web.access import ActingRequest, allow

from .forms import SCOPE_NAMES, TokenForm
from .views import MANAGERS


@require_http_methods(["GET", "POST"])
@allow(*MANAGERS)
def keys(request: ActingRequest) -> HttpResponse:
    """All keys; a new one is told in the answer to the form, and nowhere else."""
    own = Organisation.objects.get(id=request.actor.organisation_id)
    licensed = list_licensed_purposes(own.id)
    form = TokenForm(own, licensed, request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        made = make_token(request.actor, **form.cleaned_data)
        form = TokenForm(own, licensed)
    context = {
        "form": form,
        "made": made,
        "takes_purpose": own.kind == OrganisationKind.MUNICIPALITY,
        "is_licensed": bool(licensed),
        "tokens": [(each, _scopes(each)) for each in list_tokens(own.id)],
    }
    return render(request, "people/keys.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*MANAGERS)
def revoke(request: ActingRequest, token_id: UUID) -> HttpResponse:
    """Stop a key at once."""
    revoke_token(request.actor, token_id)
    messages.success(request, _("De sleutel werkt niet meer."))
    return redirect("api_keys")


def _scopes(token: ApiToken) -> list[str]:
    names = {str(scope): name for scope, name in SCOPE_NAMES.items()}
    return [_(names[each]) if each in names else each for each in token.scopes]
