"""What a template is for: declared by an administrator, and declared anew with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bode import policy
from bode.licensing.errors import ReasonMissing
from bode.licensing.queries import find_licence
from bode.licensing.template_purposes import REASON_LENGTH, declare_purpose
from bode.licensing.template_queries import list_translations
from bode.licensing.template_states import PurposeFrom
from bode.web.access import ActingRequest, allow

from .page import purpose_choices

_UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
@allow("administrator")
def template_purpose(request: ActingRequest, name: str) -> HttpResponse:
    """Say what the templates of this name are for."""
    templates = list_translations(request.actor.organisation_id, name)
    if not templates:
        raise Http404
    chosen = request.POST.get("purpose", templates[0].purpose)
    reason = request.POST.get("reason", "").strip()
    errors = {}
    if request.method == "POST":
        errors = _declare(request, name, chosen, reason)
        if not errors:
            messages.success(request, _("U heeft gezegd waarvoor dit sjabloon is."))
            return redirect("edit_template", name)
    licence = find_licence(request.actor.organisation_id)
    context = {
        "name": name,
        "purposes": purpose_choices(licence.purposes if licence else ()),
        "now": templates[0],
        "is_declared": templates[0].purpose_from == PurposeFrom.DECLARED,
        "chosen": chosen,
        "reason": reason,
        "errors": errors,
        "longest": REASON_LENGTH,
    }
    status = _UNPROCESSABLE if errors else 200
    return render(request, "editor/purpose.html", context, status=status)


def _declare(request: ActingRequest, name: str, chosen: str, reason: str) -> dict[str, str]:
    """What is wrong, by field; empty once it is declared."""
    if len(reason) > REASON_LENGTH:
        return {"reason": _("Houd het korter: hooguit %(most)s tekens.") % {"most": REASON_LENGTH}}
    try:
        declare_purpose(request.actor, name, chosen, reason)
    except policy.UnknownPurpose:
        return {"purpose": _("Kies een doel uit de lijst.")}
    except ReasonMissing:
        return {"reason": _("Schrijf waarom dit sjabloon een ander doel krijgt.")}
    return {}
