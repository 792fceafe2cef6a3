"""The licence, the number and the templates of a drill: as the real ones, for no real platform."""

from __future__ import annotations

import secrets

from bode.basics import INVENTED, new_drill_id, now
from bode.organisations.models import Organisation
from bode.organisations.tenancy import scope

from .models import Account, Application, Licence, PhoneNumber, ProviderConnection, Template
from .states import LicenceStatus

_OWN = ("municipality", "provider", "account_id", "example")
"""What of a template is not the same in a drill."""


def copy_number(number: PhoneNumber, world: Organisation) -> PhoneNumber:
    """A number with the pace, limits and templates of this one, in the organisation of a drill.

    It is its own provider. Its keys are new, and no platform but the drill's own knows them.
    """
    with scope(number.municipality_id):
        purposes = number.licence.purposes
        account = Account.objects.filter(platform_id=number.account_id).first()
        templates = list(Template.objects.filter(account_id=number.account_id))
    with scope(world.id):
        copied = _make_number(number, world, purposes)
        Account.objects.create(
            municipality=world,
            provider=world,
            platform_id=copied.account_id,
            reach=account.reach if account else None,
            people_a_day=account.people_a_day if account else "",
        )
        Template.objects.bulk_create(_copy_template(each, copied) for each in templates)
        return copied


def close_licence(world: Organisation) -> None:
    """Nothing is sent in this drill any more, nor heard of it."""
    ProviderConnection.objects.filter(provider=world).delete()
    with scope(world.id):
        in_force = Licence.objects.filter(municipality=world)
        in_force.update(status=LicenceStatus.ENDED, ended_at=now(), suspended_by=[])


def _make_number(number: PhoneNumber, world: Organisation, purposes: list[str]) -> PhoneNumber:
    application = Application.objects.create(
        municipality=world, provider=world, route="bsp", status="approved"
    )
    licence = Licence.objects.create(
        id=new_drill_id(),
        municipality=world,
        provider=world,
        application=application,
        purposes=purposes,
        status=LicenceStatus.ACTIVE,
        valid_from=now(),
    )
    ProviderConnection.objects.create(
        provider=world,
        app_secret=secrets.token_urlsafe(32),
        verify_token=secrets.token_urlsafe(32),
    )
    platform_id = f"{INVENTED}{secrets.randbelow(10**9):09}"
    return PhoneNumber.objects.create(
        id=new_drill_id(),
        municipality=world,
        provider=world,
        licence=licence,
        platform_id=platform_id,
        account_id=platform_id,
        display_number=f"+{INVENTED}000000000",
        display_name=number.display_name,
        access_token=secrets.token_urlsafe(32),
        messages_per_second=number.messages_per_second,
        checked_at=now(),
    )


def _copy_template(template: Template, number: PhoneNumber) -> Template:
    same = {
        field.attname: getattr(template, field.attname)
        for field in Template._meta.concrete_fields
        if field.name not in _OWN and not field.primary_key
    }
    return Template(
        **same,
        municipality_id=number.municipality_id,
        provider_id=number.provider_id,
        account_id=number.account_id,
    )
