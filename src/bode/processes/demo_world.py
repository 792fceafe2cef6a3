"""The world of the demo: invented municipalities, providers, people and programs.

Made once; what people change in it afterwards stays as they left it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bode.basics import now
from bode.broadcasts.second_channel.channel import ChannelSet, set_channel
from bode.broadcasts.second_channel.states import EmailBy
from bode.licensing import actions
from bode.licensing.models import Application, PhoneNumber, ProviderConnection, Template
from bode.licensing.numbers import connect_number
from bode.licensing.platform_templates import store_templates
from bode.licensing.queries import list_licences
from bode.licensing.reaching import access_of, open_client
from bode.licensing.template_states import PurposeFrom
from bode.monitor.inventing import invent_statuses
from bode.organisations.actors import Actor, find_actor, token_digest
from bode.organisations.models import (
    ApiToken,
    Membership,
    Municipality,
    Organisation,
    OrganisationKind,
    Person,
    Provider,
    Role,
    TokenScope,
)
from bode.organisations.tenancy import every_tenant, scope
from bode.simulator import NOTIFY_KEY
from bode.whatsapp import Access, TemplateShape
from bode.whatsapp.limits import THROUGHPUT_RAISED

from . import demo_application
from .demo_past import make_past
from .demo_replies import make_replies

_PASSWORD = "bode-demo"  # noqa: S105 - published on purpose
_APP_SECRET = "simulator-app-secret"  # noqa: S105 - the simulator's
_VERIFY_TOKEN = "simulator-verify-token"  # noqa: S105
_NUMBER = "100000000000001"
_SMS_TEMPLATE = UUID("0f0e0d0c-3333-4ccc-8ccc-000000000003")
_ACCESS_TOKEN = "simulator-token"  # noqa: S105


@dataclass(frozen=True, kw_only=True, slots=True)
class _Account:
    email: str
    name: str
    organisation: str
    role: Role


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    token: str
    organisation: str
    scopes: tuple[TokenScope, ...]
    made_by: str


_ORGANISATIONS = (
    (OrganisationKind.MUNICIPALITY, "GM9901", "Voorbeeldstad"),
    (OrganisationKind.MUNICIPALITY, "GM9902", "Testdam"),
    (OrganisationKind.PROVIDER, "berichtenbrug", "Berichtenbrug"),
    (OrganisationKind.PROVIDER, "waterlijn", "Waterlijn"),
    (OrganisationKind.VNG, "vng", "VNG"),
)

# Their places on the map lie in the sea, where no real municipality is.
_PLACES = {"GM9901": (1, 4), "GM9902": (1, 6)}

_PROVIDER = {
    "contact_role": "Servicepunt overheid (verzonnen)",
    "contact_email": "overheid@bsp.example",
    "website": "https://bsp.example",
    "api_address": "https://api.bsp.example",
}

_ACCOUNTS = tuple(
    _Account(email=email, name=name, organisation=organisation, role=role)
    for email, name, organisation, role in (
        ("beheer@voorbeeldstad.example", "Hanneke Vos", "GM9901", Role.ADMINISTRATOR),
        ("klantcontact@voorbeeldstad.example", "Sanne Kuipers", "GM9901", Role.AGENT),
        ("balie@voorbeeldstad.example", "Bilal Amrani", "GM9901", Role.AGENT),
        ("crisis@voorbeeldstad.example", "Chris Verweij", "GM9901", Role.BROADCASTER),
        ("burgemeester@voorbeeldstad.example", "Willem Brandsma", "GM9901", Role.APPROVER),
        ("privacy@voorbeeldstad.example", "Noor Peters", "GM9901", Role.PRIVACY_OFFICER),
        ("beheer@testdam.example", "Tess Damstra", "GM9902", Role.ADMINISTRATOR),
        ("klantcontact@testdam.example", "Ilse Damen", "GM9902", Role.AGENT),
        ("account@berichtenbrug.example", "Berend Brugman", "berichtenbrug", Role.ACCOUNT_MANAGER),
        ("account@waterlijn.example", "Walter Lijnsma", "waterlijn", Role.ACCOUNT_MANAGER),
        ("monitor@vng.example", "Mona Terpstra", "vng", Role.MONITOR),
    )
)

_AGENTS = ("GM9901", Role.AGENT)
_ALL_BUT_APPROVAL = tuple(each for each in TokenScope if each is not TokenScope.APPROVAL)
_LICENSING = (TokenScope.APPLICATIONS, TokenScope.LICENCES)
_TOKENS = tuple(
    _Token(token=token, organisation=organisation, scopes=scopes, made_by=made_by)
    for token, organisation, scopes, made_by in (
        (
            "bode-demo-voorbeeldstad",
            "GM9901",
            _ALL_BUT_APPROVAL,
            "beheer@voorbeeldstad.example",
        ),
        (
            "bode-demo-voorbeeldstad-approver",
            "GM9901",
            (TokenScope.BROADCASTS, TokenScope.APPROVAL),
            "burgemeester@voorbeeldstad.example",
        ),
        ("bode-demo-testdam", "GM9902", _ALL_BUT_APPROVAL, "beheer@testdam.example"),
        ("bode-demo-berichtenbrug", "berichtenbrug", _LICENSING, "account@berichtenbrug.example"),
        ("bode-demo-waterlijn", "waterlijn", _LICENSING, "account@waterlijn.example"),
        ("bode-demo-vng", "vng", _LICENSING, "monitor@vng.example"),
    )
)

_TOWNS = ("GM9901", "GM9902")
_WHY_EVERY_PURPOSE = "Met dit token probeert u alles uit wat de gemeente mag versturen."
_TEMPLATES = {
    "afspraak_herinnering": "appointments",
    "vergunning_status": "permits",
    "crisis_melding": "crisis_response",
    "besluit_met_brief": "permits",
}


def make() -> None:
    """Make what is missing, and read the templates from the platform."""
    with transaction.atomic():
        for kind, code, name in _ORGANISATIONS:
            Organisation.objects.get_or_create(code=code, defaults={"kind": kind, "name": name})
        for code, (row, col) in _PLACES.items():
            _make_municipality(code, row, col)
        for account in _ACCOUNTS:
            _make_account(account)
        for token in _TOKENS:
            _make_token(token)
        for provider in Organisation.objects.filter(kind=OrganisationKind.PROVIDER):
            Provider.objects.get_or_create(organisation=provider, defaults=_PROVIDER)
            ProviderConnection.objects.get_or_create(
                provider=provider,
                defaults={"app_secret": _APP_SECRET, "verify_token": _VERIFY_TOKEN},
            )
        with every_tenant("the demo world holds several municipalities"):
            is_new = not Application.objects.filter(municipality__code="GM9901").exists()
        if is_new:
            _license()
            _prepare_second_channel()
            make_replies(_actor("klantcontact@voorbeeldstad.example"))
            _make_past()
        invent_statuses(["Berichtenbrug", "Waterlijn"], timezone.localdate())
    _read_templates()


def _make_municipality(code: str, row: int, col: int) -> None:
    organisation = Organisation.objects.get(code=code)
    Municipality.objects.get_or_create(
        organisation=organisation,
        defaults={
            "official_name": organisation.name,
            "is_invented": True,
            "row": row,
            "col": col,
        },
    )


def _make_account(account: _Account) -> None:
    if Person.objects.filter(email=account.email).exists():
        return
    person = Person.objects.create_user(account.email, _PASSWORD, name=account.name)
    organisation = Organisation.objects.get(code=account.organisation)
    Membership.objects.create(person=person, organisation=organisation, role=account.role)


def _make_token(token: _Token) -> None:
    maker = Person.objects.get(email=token.made_by)
    made, _ = ApiToken.objects.get_or_create(
        digest=token_digest(token.token),
        defaults={
            "organisation": Organisation.objects.get(code=token.organisation),
            "name": token.token,
            "made_by": maker,
            "scopes": list(token.scopes),
            "every_purpose_because": _WHY_EVERY_PURPOSE if token.organisation in _TOWNS else "",
        },
    )
    if made.made_by is None:  # a demo of before that was kept
        made.made_by = maker
        made.save(update_fields=["made_by"])


def _license() -> None:
    """Take Voorbeeldstad through the real procedure, each party making its own steps."""
    municipality = _actor("beheer@voorbeeldstad.example")
    provider = _actor("account@berichtenbrug.example")
    with scope(municipality.organisation_id):
        application = actions.apply(
            municipality,
            municipality="GM9901",
            provider="berichtenbrug",
            route="bsp",
            purposes=demo_application.DECLARED,
        )
        officer = _actor("privacy@voorbeeldstad.example")
        demo_application.fill_and_sign(municipality, officer, application)
    with scope(provider.organisation_id):
        actions.take_step(provider, application.id, "accept")
        actions.take_step(provider, application.id, "submit")
        actions.take_step(
            provider,
            application.id,
            "approve",
            reason="Het platform heeft de aanvraag goedgekeurd.",
        )
        licence = list_licences("GM9901")[0]
        connect_number(
            provider,
            licence.id,
            platform_id=_NUMBER,
            account_id="200000000000001",
            display_number="+31850000001",
            access_token=_ACCESS_TOKEN,
            messages_per_second=THROUGHPUT_RAISED,  # as the simulator allows
        )


def _prepare_second_channel() -> None:
    """Switched off, with a key that the simulator takes, and its mail server."""
    administrator = _actor("beheer@voorbeeldstad.example")
    with scope(administrator.organisation_id):
        set_channel(
            administrator,
            ChannelSet(
                on=False,
                minutes=5,
                order="sms,email",
                template_id=_SMS_TEMPLATE,
                api_key=NOTIFY_KEY,
                email_by=EmailBy.SMTP,
                subject="Waarschuwing van uw gemeente",
            ),
        )


def _make_past() -> None:
    with every_tenant("the demo world holds several municipalities"):
        number = PhoneNumber.objects.get(platform_id=_NUMBER)
    agents = [_actor(each.email) for each in _ACCOUNTS if (each.organisation, each.role) == _AGENTS]
    make_past(_actor("beheer@voorbeeldstad.example"), agents, number)


def _read_templates() -> None:
    """As the job does, but before anyone can look."""
    with every_tenant("the demo world holds several municipalities"):
        number = PhoneNumber.objects.filter(platform_id=_NUMBER).first()
        if number is not None:
            shapes = asyncio.run(_templates(access_of(number)))
            store_templates(number, shapes, now())
            _propose_purposes()


def _propose_purposes() -> None:
    """As for a template of the library: what it is for, until the municipality says so itself."""
    for name, purpose in _TEMPLATES.items():
        Template.objects.filter(name=name, purpose="").update(
            purpose=purpose, purpose_from=PurposeFrom.PROPOSED
        )


async def _templates(access: Access) -> list[TemplateShape]:
    async with open_client() as client:
        return await client.templates(access)


def _actor(email: str) -> Actor:
    actor = find_actor(Person.objects.get(email=email))
    assert actor is not None
    return actor
