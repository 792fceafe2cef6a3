"""How a number, its account and a notice of the platform read on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.free_answers import free_answers
from bode.licensing.models import (
    Account,
    AccountRestriction,
    Licence,
    PhoneNumber,
    PlatformNotice,
)
from bode.licensing.notices import explain
from bode.licensing.standing import PAYMENT_MISSING, AccountStatus, reach_of
from bode.licensing.states import LicenceStatus
from bode.licensing.template_notices import KIND
from bode.whatsapp import Acts, Meaning, News

_NAME_STATUSES = {
    "APPROVED": gettext_noop("goedgekeurd"),
    "AVAILABLE_WITHOUT_REVIEW": gettext_noop("goedgekeurd"),
    "PENDING": gettext_noop("WhatsApp bekijkt hem"),
    "PENDING_REVIEW": gettext_noop("WhatsApp bekijkt hem"),
    "DEFERRED": gettext_noop("WhatsApp bekijkt hem later"),
    "DECLINED": gettext_noop("afgekeurd"),
    "REJECTED": gettext_noop("afgekeurd"),
    "EXPIRED": gettext_noop("verlopen"),
}
_RESTRICTIONS = {
    "RESTRICTED_BIZ_INITIATED_MESSAGING": gettext_noop("Zelf een gesprek beginnen mag niet"),
    "RESTRICTED_CUSTOMER_INITIATED_MESSAGING": gettext_noop("Antwoorden op inwoners mag niet"),
    "RESTRICTED_UTILITY_TEMPLATES": gettext_noop(
        "Sjablonen voor dienstverlening versturen mag niet"
    ),
    "131048": gettext_noop("Zelf een gesprek beginnen wacht"),
    "131064": gettext_noop("Sjablonen voor dienstverlening wachten"),
    "RESTRICTED_ADD_PHONE_NUMBER_ACTION": gettext_noop("Een nummer toevoegen mag niet"),
}
_STATUSES = {
    AccountStatus.BANNED: gettext_noop("WhatsApp heeft het account uitgezet."),
    AccountStatus.DELETED: gettext_noop("Het account is verwijderd."),
    AccountStatus.OFFBOARDED: gettext_noop("Het account is losgekoppeld van WhatsApp."),
}
_CONNECTIONS = {
    "BANNED": gettext_noop("WhatsApp heeft dit nummer uitgezet."),
    "DELETED": gettext_noop("Dit nummer is bij WhatsApp verwijderd."),
    "MIGRATED": gettext_noop("Dit nummer is bij WhatsApp naar een ander account verhuisd."),
    "DISCONNECTED": gettext_noop("Dit nummer is niet aangemeld bij WhatsApp."),
    "PENDING": gettext_noop("Dit nummer is nog niet helemaal aangemeld bij WhatsApp."),
    "UNVERIFIED": gettext_noop("Dit nummer is nog niet bevestigd bij WhatsApp."),
    "RESTRICTED": gettext_noop("WhatsApp beperkt dit nummer. Bode verstuurt wat nog mag."),
    "RATE_LIMITED": gettext_noop("WhatsApp laat dit nummer minder versturen. Bode wacht zo nodig."),
    "FLAGGED": gettext_noop("Inwoners klagen over dit nummer. Bode verstuurt gewoon door."),
}
_ACTORS = {
    Acts.ADMINISTRATOR: gettext_noop("De beheerder van de gemeente"),
    Acts.PROVIDER: gettext_noop("De WhatsApp-leverancier"),
    Acts.AGENT: gettext_noop("Wie het bericht stuurde"),
}


@dataclass(frozen=True, kw_only=True)
class NumberCard:
    """A number with its account, of which nothing may be known yet."""

    number: PhoneNumber
    account: Account | None
    name_status: str
    people_a_day: str
    answers: str
    """How many of its free answers it used this month; empty where it has none."""
    troubles: Sequence[str]
    may_resume: bool
    """Something of its account waits until the platform, or someone, says that it is over."""


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """A notice, with what it means, who must act and by when."""

    notice: PlatformNotice
    meaning: News | Meaning
    who: str
    by: str
    template: str
    """The name of the one that it is about; else empty."""


def number_card(number: PhoneNumber, accounts: Sequence[Account], used: int) -> NumberCard:
    """A number among the accounts in scope, which sent `used` answers this month."""
    own = (number.municipality_id, number.account_id)
    account = next(
        (each for each in accounts if own == (each.municipality_id, each.platform_id)), None
    )
    return NumberCard(
        number=number,
        account=account,
        name_status=_(_NAME_STATUSES.get(number.name_status, number.name_status)),
        people_a_day=_people(account.people_a_day) if account else "",
        answers=_answers(used, free_answers()),
        troubles=[*_halt(number.licence), *(_troubles(number, account) if account else [])],
        may_resume=bool(account and (account.withheld or account.restrictions.all())),
    )


def notice_line(notice: PlatformNotice) -> NoticeLine:
    """A notice, in words."""
    meaning = explain(notice.kind, notice.event, notice.facts)
    day = _day(str(notice.facts.get("ban_date") or "")) if _is_announced(notice) else ""
    return NoticeLine(
        notice=notice,
        meaning=meaning,
        who=_(_ACTORS[meaning.acts]) if meaning.acts in _ACTORS else "",
        by=_("Vóór %(day)s") % {"day": day} if day else _("Zo snel mogelijk"),
        template=str(notice.facts.get("template") or "") if notice.kind == KIND else "",
    )


def _is_announced(notice: PlatformNotice) -> bool:
    return bool(notice.facts.get("ban_state") == "SCHEDULE_FOR_DISABLE")


def _day(told: str) -> str:
    """A day that the platform wrote for people, in the reader's language where it can be read."""
    try:
        return formats.date_format(datetime.strptime(told, "%B %d, %Y"), "j F Y")  # noqa: DTZ007
    except ValueError:
        return told


def _people(told: str) -> str:
    if told in ("", "NOT_SET", "TIER_NOT_SET"):
        return ""
    if told.endswith("UNLIMITED"):
        return _("onbeperkt")
    reach = reach_of(told)
    return told if reach is None else formats.number_format(reach, force_grouping=True)


def _answers(used: int, free: int) -> str:
    if not free:
        return ""
    told = {
        "used": formats.number_format(min(used, free), force_grouping=True),
        "free": formats.number_format(free, force_grouping=True),
    }
    return _("%(used)s van %(free)s gebruikt") % told


def _halt(licence: Licence) -> list[str]:
    """Why nothing leaves, whatever the number itself could."""
    match LicenceStatus(licence.status):
        case LicenceStatus.SUSPENDED:
            return [_("De vergunning is tijdelijk gestopt. Dit nummer verstuurt niets.")]
        case LicenceStatus.ENDED:
            return [_("De vergunning is beëindigd. Dit nummer verstuurt niets.")]
        case LicenceStatus.ACTIVE:
            return []


def _troubles(number: PhoneNumber, account: Account) -> list[str]:
    """Each a sentence."""
    found = [_(_STATUSES[AccountStatus(account.status)])] if account.status in _STATUSES else []
    if account.is_rejected:
        found.append(_("WhatsApp heeft het account afgekeurd."))
    if number.connection in _CONNECTIONS:
        found.append(_(_CONNECTIONS[number.connection]))
    if account.ban_announced:
        day = {"day": _day(account.ban_announced)}
        found.append(_("WhatsApp zet het account uit op %(day)s.") % day)
    if account.payment_missing_since is not None:
        found.append(_unpaid(number))
    return found + [_restriction(each) for each in account.restrictions.all()]


def _unpaid(number: PhoneNumber) -> str:
    if number.stopped_code == PAYMENT_MISSING:
        return _(
            "De betaling ontbreekt, en de gratis antwoorden van deze maand zijn op. Dit nummer "
            "verstuurt niets, tot de betaling in orde is. Begint een nieuwe maand, dan gaan "
            "antwoorden weer door."
        )
    return _(
        "De betaling ontbreekt. Sjablonen wachten, tot de betaling in orde is. Antwoorden gaan "
        "door zolang ze gratis zijn."
    )


def _restriction(restriction: AccountRestriction) -> str:
    told = _(_RESTRICTIONS.get(restriction.kind, restriction.kind))
    if restriction.expires_at is None:
        return f"{told}."
    until = formats.date_format(timezone.localtime(restriction.expires_at), "j F Y H:i")
    return _("%(what)s tot %(until)s.") % {"what": told, "until": until}
