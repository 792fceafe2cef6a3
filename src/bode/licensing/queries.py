"""The only reads of licensing for other rooms; all of them inside a scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.standing import list_there
from bode.policy import LicenceFacts, TemplateFacts
from bode.whatsapp import Mismatch, TemplateShape

from .models import (
    Account,
    Application,
    ApplicationEvent,
    DeclaredPurpose,
    Licence,
    PhoneNumber,
    ProviderConnection,
    Template,
)
from .states import (
    DISMISS,
    IN_FORCE,
    OBJECT,
    ApplicationStatus,
    EventKind,
    LicenceStatus,
    Party,
    steps_from,
)
from .template_states import PurposeFrom

BOUND = 200
HOLD_TEMPLATE = """
SELECT * FROM licensing_template WHERE account_id = %s AND name = %s AND language = %s FOR SHARE
"""
HOLD_LICENCE = "SELECT * FROM licensing_licence WHERE id = %s FOR SHARE"
Cursor = tuple[datetime, UUID]
_DECIDED = (
    ApplicationStatus.APPROVED,
    ApplicationStatus.PARTLY_APPROVED,
    ApplicationStatus.REJECTED,
    ApplicationStatus.WITHDRAWN,
)


def access_application(application_id: UUID, *, lock: bool = False) -> Application:
    """One application of the organisation in scope; raises `Application.DoesNotExist`."""
    found = Application.objects.select_related("municipality", "provider")
    if lock:
        found = found.select_for_update(of=("self",))
    return found.get(id=application_id)


def party_of(application: Application, actor: Actor) -> Party | None:
    """Whose steps in this application are the actor's; None for an outsider."""
    if actor.organisation_id == application.municipality_id:
        return Party.MUNICIPALITY
    if actor.organisation_id == application.provider_id:
        return Party.PROVIDER
    return None


def list_steps(application: Application, actor: Actor) -> list[str]:
    """The steps that the actor's side may make now, in their usual order."""
    steps = steps_from(application.status, party_of(application, actor))
    # An objection is decided once; after that a new application is the way.
    return [step for step in steps if step != OBJECT or not _was_dismissed(application)]


def _was_dismissed(application: Application) -> bool:
    return any(event.transition == DISMISS for event in application.events.all())


def list_applications(*, before: Cursor | None = None, limit: int = BOUND) -> list[Application]:
    """The newest applications in scope; `before` is the last one of the page before."""
    found = Application.objects.select_related("municipality", "provider")
    if before is not None:
        at, key = before
        found = found.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=key))
    found = found.order_by("-created_at", "-id").prefetch_related("purposes", "events", "sections")
    return list(found[:limit])


def list_events(application: Application, kind: EventKind | None = None) -> list[ApplicationEvent]:
    """The timeline of an application, from the first step on; of one kind if that is asked."""
    events = application.events.select_related("organisation")
    return list(events.filter(kind=kind) if kind else events)


def list_due_applications() -> list[Application]:
    """The applications in scope in which someone must do something before a last day."""
    return list(Application.objects.filter(due_on__isnull=False))


def list_licences(
    municipality: str | None = None, *, before: Cursor | None = None, limit: int = BOUND
) -> list[Licence]:
    """Licences in scope, newest first; `municipality` is a code such as GM0363.

    `before` is the last one of the page before.
    """
    found = Licence.objects.select_related("municipality", "provider")
    if municipality is not None:
        found = found.filter(municipality__code=municipality)
    if before is not None:
        at, key = before
        found = found.filter(Q(valid_from__lt=at) | Q(valid_from=at, id__lt=key))
    found = found.order_by("-valid_from", "-id").prefetch_related("phone_numbers")
    return list(found[:limit])


def access_licence(licence_id: UUID) -> Licence:
    """One licence in scope; raises `Licence.DoesNotExist`."""
    return Licence.objects.select_related("municipality", "provider").get(id=licence_id)


def find_licence(municipality_id: UUID) -> Licence | None:
    """The licence under which a municipality sends: an active one with a number, else the latest.

    While a number moves to another provider there are two that are active.
    """
    numbers = PhoneNumber.objects.filter(licence_id=OuterRef("id"))
    found = list(
        Licence.objects.filter(municipality_id=municipality_id)
        .select_related("municipality", "provider")
        .annotate(can_send=Exists(numbers))
    )
    active = [licence for licence in found if licence.status == LicenceStatus.ACTIVE]
    able = [licence for licence in active if licence.can_send]
    return next(iter(able or active or found), None)


def hold_licence(licence_id: UUID) -> Licence:
    """A licence, to send under it.

    Until the transaction ends it stays as it is: who suspends or ends it waits, and then finds
    what was queued under it.
    """
    return Licence.objects.raw(HOLD_LICENCE, [licence_id])[0]


def list_licensed_purposes(municipality_id: UUID) -> list[str]:
    """The purposes of all a municipality's licences that have not ended, each once and in order."""
    found = Licence.objects.filter(municipality_id=municipality_id)
    licences = found.exclude(status=LicenceStatus.ENDED).order_by("valid_from")
    return list(dict.fromkeys(code for each in licences for code in each.purposes))


def count_templates(licence: Licence) -> dict[str, tuple[int, int]]:
    """By purpose how many templates its municipality and provider have: approved, and in all."""
    found = Template.objects.filter(
        municipality_id=licence.municipality_id, provider_id=licence.provider_id
    )
    approved = Count("id", filter=Q(status="APPROVED"))
    counted = found.values("purpose").annotate(approved=approved, every=Count("id"))
    return {
        each["purpose"]: (each["approved"], each["every"]) for each in counted.order_by("purpose")
    }


def list_open_stops(licence: Licence) -> list[Account]:
    """The accounts of a licence's numbers that the platform banned or restricts now."""
    accounts = licence.phone_numbers.values_list("account_id", flat=True)
    found = Account.objects.filter(
        municipality_id=licence.municipality_id, platform_id__in=list(accounts)
    )
    return list(found.exclude(status="active", withheld=0, is_rejected=False))


def list_licences_to_move_to(licence: Licence) -> list[Licence]:
    """The other licences in force of its municipality, to which a number may move."""
    found = Licence.objects.filter(
        municipality_id=licence.municipality_id, status=LicenceStatus.ACTIVE
    )
    return list(found.exclude(id=licence.id).select_related("provider")[:BOUND])


def list_suspended_licences() -> list[Licence]:
    """The licences in scope that are suspended."""
    found = Licence.objects.filter(status=LicenceStatus.SUSPENDED)
    return list(found.select_related("municipality", "provider"))


def find_licence_of(application: Application) -> Licence | None:
    """The licence that an application led to: one of its own, or the one that it extended."""
    if application.status not in IN_FORCE:
        return None
    own = Licence.objects.filter(application=application).first()
    return own or licences_in_force(application.municipality_id, application.provider_id).first()


def licences_in_force(municipality_id: UUID, provider_id: UUID) -> QuerySet[Licence]:
    """The one licence of these two that has not ended, if there is one; it may be suspended."""
    found = Licence.objects.filter(municipality_id=municipality_id, provider_id=provider_id)
    return found.exclude(status=LicenceStatus.ENDED)


def count_licences_by_purpose() -> Counter[str]:
    """How many licences in scope that have not ended name each purpose."""
    found = Licence.objects.exclude(status=LicenceStatus.ENDED)
    return Counter(code for codes in found.values_list("purposes", flat=True) for code in codes)


def count_running_licences() -> int:
    """How many licences in scope have not ended."""
    return Licence.objects.exclude(status=LicenceStatus.ENDED).count()


def count_open_applications() -> int:
    """How many applications in scope nobody decided on yet."""
    return Application.objects.exclude(status__in=_DECIDED).count()


def count_applications_by_purpose() -> Counter[str]:
    """How many applications in scope that nobody decided on yet name each purpose."""
    open_ones = DeclaredPurpose.objects.exclude(application__status__in=_DECIDED)
    return Counter(open_ones.values_list("code", flat=True))


def licence_facts(licence: Licence | None) -> LicenceFacts | None:
    """What the rules need to know of a licence."""
    if licence is None:
        return None
    is_over = licence.valid_to is not None and licence.valid_to <= now()
    status = LicenceStatus.ENDED if is_over else licence.status
    return LicenceFacts(status=status, purposes=frozenset(licence.purposes))


def template_facts(template: Template | None, mismatch: Mismatch | None = None) -> TemplateFacts:
    """What the rules need to know of a template; `mismatch` is what of a message doesn't fit it."""
    return TemplateFacts(
        exists=template is not None,
        status=template.status if template else "",
        category=template.category if template else "",
        mismatch=(mismatch.nl, mismatch.en) if mismatch else None,
        purpose=template.purpose if template else "",
        is_declared=template is not None and template.purpose_from == PurposeFrom.DECLARED,
    )


def find_number(licence: Licence) -> PhoneNumber | None:
    """The number from which a licence sends when no conversation says which."""
    return licence.phone_numbers.order_by("id").first()


def find_number_of(municipality_id: UUID) -> PhoneNumber | None:
    """The number from which a municipality sends, under whatever licence `find_licence` finds."""
    licence = find_licence(municipality_id)
    return find_number(licence) if licence else None


def find_number_by_platform_id(platform_id: str, *, provider: str) -> PhoneNumber | None:
    """Whose number a webhook is about; asked with every tenant in scope.

    `provider` is the code of whose webhook it is: another provider's numbers are not its business.
    """
    found = PhoneNumber.objects.filter(platform_id=platform_id, provider__code=provider)
    return found.first()


def find_number_in_account(account_id: str, *, provider: str) -> PhoneNumber | None:
    """Any of a provider's numbers in this account of the platform's; with every tenant in scope."""
    found = PhoneNumber.objects.filter(account_id=account_id, provider__code=provider)
    return found.order_by("id").first()


def list_refused_purposes(licence: Licence) -> list[DeclaredPurpose]:
    """What the platform refused in the application of a licence, and is not in it since."""
    refused = DeclaredPurpose.objects.filter(
        application_id=licence.application_id, is_granted=False
    )
    return list(refused.exclude(code__in=licence.purposes))


def access_number(number_id: UUID) -> PhoneNumber:
    """One number in scope; raises `PhoneNumber.DoesNotExist`."""
    return PhoneNumber.objects.select_related("municipality", "provider", "licence").get(
        id=number_id
    )


def list_numbers() -> list[PhoneNumber]:
    """The numbers in scope."""
    found = PhoneNumber.objects.select_related("municipality", "provider", "licence")
    return list(found.order_by("display_number")[:BOUND])


def list_unpaid_numbers() -> list[PhoneNumber]:
    """The numbers in scope that still send, though their account's payment is missing."""
    unpaid = Account.objects.filter(
        municipality_id=OuterRef("municipality_id"),
        platform_id=OuterRef("account_id"),
        payment_missing_since__isnull=False,
    )
    return list(PhoneNumber.objects.filter(Exists(unpaid), stopped_code=None))


def list_stopped_numbers() -> list[PhoneNumber]:
    """The numbers in scope from which the platform no longer lets us send."""
    found = PhoneNumber.objects.exclude(stopped_code=None).select_related("municipality")
    return list(found.order_by("display_number")[:BOUND])


def list_accounts() -> list[Account]:
    """The accounts in scope of which something is known, with their restrictions."""
    found = Account.objects.select_related("municipality", "provider")
    return list(found.prefetch_related("restrictions")[:BOUND])


def list_withheld_accounts() -> list[Account]:
    """The accounts in scope of which some messages must wait."""
    return list(Account.objects.exclude(withheld=0)[:BOUND])


def withheld_traits() -> dict[tuple[UUID, str], int]:
    """Which messages must wait (`standing.Trait`), by municipality and account."""
    found = Account.objects.exclude(withheld=0)
    rows = found.values_list("municipality_id", "platform_id", "withheld")
    return {(municipality_id, account): traits for municipality_id, account, traits in rows}


def limited_municipalities() -> set[UUID]:
    """The municipalities that may write first to so many citizens in 24 hours, and no more."""
    found = Account.objects.filter(reach__isnull=False)
    return set(found.values_list("municipality_id", flat=True))


def hold_template(account_id: str, name: str, language: str) -> Template | None:
    """The template with that name and language in a municipality's account, to send with.

    Until the transaction ends it stays as it is: who changes it waits, and then finds what was
    queued with it.
    """
    return next(iter(Template.objects.raw(HOLD_TEMPLATE, [account_id, name, language])), None)


def template_shape(template: Template) -> TemplateShape:
    """A template in the platform's shape, to check a send against and to fill in."""
    return TemplateShape(
        id=template.platform_id,
        name=template.name,
        language=template.language,
        category=template.category,
        status=template.status,
        parameter_format=template.parameter_format,
        components=template.components,
    )


def list_templates_named(account_ids: Iterable[str], names: Iterable[str]) -> list[Template]:
    """The templates of these accounts with one of these names, in every language."""
    found = Template.objects.filter(account_id__in=list(account_ids), name__in=list(names))
    return list(found)


def list_approved_templates(account_id: str | None = None) -> list[Template]:
    """What an agent may choose from: of one account, or of all in scope."""
    found = Template.objects.filter(status="APPROVED")
    if account_id is not None:
        found = found.filter(account_id=account_id)
    return list(found[:BOUND])


def find_template(template_id: UUID, account_id: str) -> Template | None:
    """A template of this account, also one that may not be used any more."""
    return Template.objects.filter(id=template_id, account_id=account_id).first()


def list_connections() -> list[ProviderConnection]:
    """How each provider's webhooks are recognised."""
    return list(ProviderConnection.objects.select_related("provider"))


def list_parties(kind: OrganisationKind) -> list[Organisation]:
    """Municipalities or providers that are there today, by name, to choose from."""
    return list_there(kind, localdate())
