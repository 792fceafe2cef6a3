"""What a merger of municipalities means for licences: nothing ends by it, and its people know."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from bode.organisations import mailing, mergers
from bode.organisations.actors import Actor
from bode.organisations.models import Municipality, Role
from bode.organisations.tenancy import every_tenant

from .models import Licence
from .states import LicenceStatus


@transaction.atomic
def confirm_merger(actor: Actor, code: str) -> None:
    """Confirm what was announced, and tell the BSPs of its licences that sending goes on.

    The successor's licence is a decision of its own, so no licence ends or moves by this. Raises
    `MergerNotOpen`.
    """
    mergers.confirm(actor, code)
    leaving = Municipality.objects.select_related("organisation").get(organisation__code=code)
    assert leaving.valid_to is not None
    name = leaving.organisation.name
    day = mailing.say_day(leaving.valid_to + timedelta(days=1))
    with every_tenant("VNG confirms; the BSPs of the municipality hear it"):
        standing = Licence.objects.filter(municipality=leaving.organisation)
        for licence in standing.exclude(status=LicenceStatus.ENDED):
            mailing.notify(
                licence.provider_id,
                roles=(Role.ACCOUNT_MANAGER,),
                subject=f"{name} houdt op {day} op te bestaan",
                text=(
                    f"VNG heeft vastgelegd dat {name} op {day} opgaat in een andere gemeente.\n\n"
                    "De vergunning voor WhatsApp stopt daardoor niet: berichten worden verstuurd "
                    "tot de gemeente of u de vergunning beëindigt. Spreek af wanneer dat is, en "
                    "of de nieuwe gemeente een eigen vergunning aanvraagt."
                ),
                path=f"/licence/{licence.id}/",
            )
