"""What the pages of one organisation have in common: its people, and whom it worked with."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.licensing.relations import list_relations
from bode.organisations import inviting
from bode.organisations.actors import list_members
from bode.organisations.errors import InvitationRefused
from bode.organisations.models import Municipality, Organisation
from bode.organisations.people import has_manager, managing_role
from bode.organisations.standing import find_end
from bode.web.access import ActingRequest
from bode.web.people.forms import FirstForm

_REFUSED = {
    "has_administrator": gettext_lazy("Er is al iemand die de mensen daar beheert."),
    "ended": gettext_lazy("Deze organisatie bestaat niet meer. Niemand wordt er nog uitgenodigd."),
}


def show_organisation(organisation: Organisation, first: FirstForm | None = None) -> dict[str, Any]:
    """Who manages its people, whom VNG invited, and the relations of its licences."""
    has_people = has_manager(organisation)
    is_over = find_end(organisation, localdate()) is not None
    return {
        "about": organisation,
        "relations": list_relations(organisation.id),
        "people_count": len({each.person_id for each in list_members(organisation.id)}),
        "is_over": is_over,
        "first": None if has_people or is_over else first or FirstForm(),
        "invitations": [] if has_people or is_over else inviting.list_open(organisation.id),
    }


def invite_first(request: ActingRequest, organisation: Organisation, form: FirstForm) -> bool:
    """Invite the one who will manage the people there; False: the form tells why not."""
    if form.is_valid():
        try:
            inviting.invite(
                request.actor,
                organisation.id,
                email=form.cleaned_data["email"],
                roles=[managing_role(organisation)],
            )
        except InvitationRefused as refused:
            form.add_error("email", _REFUSED.get(refused.reason, _REFUSED["has_administrator"]))
        else:
            told = _("De uitnodiging voor %(email)s is verstuurd.")
            messages.success(request, told % {"email": form.cleaned_data["email"]})
    return form.is_valid()


def state_of(municipality: Municipality, today: date) -> tuple[str, str]:
    """How a municipality stands that day, in words and as a tone."""
    if municipality.valid_to and municipality.valid_to < today:
        return _("bestaat niet meer"), "neutral"
    if municipality.valid_from and municipality.valid_from > today:
        return _("bestaat nog niet"), "warning"
    if municipality.valid_to:
        return _("gaat op in een andere"), "warning"
    return _("bestaat"), "positive"
