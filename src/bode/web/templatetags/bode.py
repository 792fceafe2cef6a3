"""How values of ours read on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils import formats, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode import policy
from bode.conversations.costs import Cost
from bode.organisations.models import Role
from bode.web.dates import short_day, short_time, shortest
from bode.web.desk.contacts import HUES, pretty
from bode.web.desk.hiding import hide_in_line
from bode.web.formatting import to_html

ROLE_NAMES = {
    str(Role.ADMINISTRATOR): gettext_noop("beheerder"),
    str(Role.SIGNATORY): gettext_noop("tekenbevoegde"),
    str(Role.AGENT): gettext_noop("medewerker klantcontact"),
    str(Role.BROADCASTER): gettext_noop("verzender van groepsberichten"),
    str(Role.APPROVER): gettext_noop("goedkeurder"),
    str(Role.PRIVACY_OFFICER): gettext_noop("privacyfunctionaris"),
    str(Role.ACCOUNT_MANAGER): gettext_noop("accountmanager"),
    str(Role.MONITOR): gettext_noop("monitor"),
}

CATEGORY_NAMES = {
    "UTILITY": gettext_noop("Dienstverlening"),
    "SERVICE": gettext_noop("Antwoord op een vraag"),
    "MARKETING": gettext_noop("Marketing"),
    "AUTHENTICATION": gettext_noop("Inlogcode"),
}

TEMPLATE_STATUS_NAMES = {
    "DRAFT": gettext_noop("Concept"),
    "SUBMITTING": gettext_noop("Wordt ingediend"),
    "PENDING": gettext_noop("WhatsApp controleert"),
    "IN_APPEAL": gettext_noop("WhatsApp controleert opnieuw"),
    "APPROVED": gettext_noop("Goedgekeurd"),
    "REJECTED": gettext_noop("Afgekeurd"),
    "PAUSED": gettext_noop("Gepauzeerd"),
    "DISABLED": gettext_noop("Uitgezet door WhatsApp"),
    "LIMIT_EXCEEDED": gettext_noop("Grens bereikt"),
    "LOCKED": gettext_noop("Op slot"),
    "ARCHIVED": gettext_noop("Gearchiveerd"),
    "PENDING_DELETION": gettext_noop("Wordt verwijderd"),
    "DELETED": gettext_noop("Verwijderd"),
}

TEMPLATE_TONES = {
    "DRAFT": "neutral",
    "APPROVED": "positive",
    "REJECTED": "negative",
    "DISABLED": "negative",
    "PAUSED": "warning",
    "LIMIT_EXCEEDED": "warning",
    "LOCKED": "warning",
    "ARCHIVED": "neutral",
    "DELETED": "neutral",
    "PENDING_DELETION": "neutral",
}

QUALITY_NAMES = {
    "GREEN": gettext_noop("goed"),
    "YELLOW": gettext_noop("matig"),
    "RED": gettext_noop("slecht"),
}

REJECTIONS = {
    "ABUSIVE_CONTENT": gettext_noop("De tekst is kwetsend of bedreigend."),
    "INCORRECT_CATEGORY": gettext_noop("De tekst past niet bij de categorie."),
    "INVALID_FORMAT": gettext_noop("De vorm klopt niet. Kijk naar de variabelen."),
    "PROMOTIONAL": gettext_noop("De tekst is reclame."),
    "SCAM": gettext_noop("De tekst lijkt op oplichting."),
    "TAG_CONTENT_MISMATCH": gettext_noop("De tekst past niet bij de taal of de categorie."),
}

CHANGE_NAMES = {
    "create": gettext_noop("Ingediend"),
    "edit": gettext_noop("Aangepast"),
    "delete": gettext_noop("Verwijderd"),
    "save": gettext_noop("Bewaard"),
    "discard": gettext_noop("Weggegooid"),
    "purpose": gettext_noop("Doel vastgelegd"),
    "archive": gettext_noop("Gearchiveerd"),
    "unarchive": gettext_noop("Teruggehaald uit het archief"),
    "unpause": gettext_noop("Pauze beëindigd"),
    "waiting": gettext_noop("wacht op WhatsApp"),
    "done": gettext_noop("gelukt"),
    "refused": gettext_noop("geweigerd door WhatsApp"),
}

register = template.Library()

AROUND = 80  # characters before and after words that were found


@register.filter
def local(value: Any, name: str) -> str:
    """The field of this name in the page's language: `reason` is `reason_nl` or `reason_en`.

    A field that is Dutch has only its translation marked: `rule`, `rule_en`.
    """
    language = "en" if (translation.get_language() or "").startswith("en") else "nl"
    found = getattr(value, f"{name}_{language}", None)
    return str(found if found is not None else getattr(value, name, ""))


@register.filter
def told(value: Any) -> str:
    """In the page's language, what has a text in both: a rule, a source, an example."""
    english = (translation.get_language() or "").startswith("en")
    return str(value.en if english else value.nl)


@register.filter
def at(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """What stands under this key; None where nothing does."""
    return (mapping or {}).get(key)


@register.filter
def marked(finding: policy.Finding) -> SafeString:
    """The words that were found, marked, with what stands around them."""
    before, after = finding.before, finding.after
    cut_before = f"… {before[-AROUND:].partition(' ')[2]}" if len(before) > AROUND else before
    cut_after = f"{after[:AROUND].rpartition(' ')[0]} …" if len(after) > AROUND else after
    return format_html("{}<mark>{}</mark>{}", cut_before, finding.phrase, cut_after)


@register.filter
def purpose_name(code: str) -> str:
    """What a purpose is called; an unknown code stays as it is."""
    known = policy.PURPOSES.get(code)
    return local(known, "name") if known else code


register.filter("day", short_day, expects_localtime=True)
register.filter("day_and_time", short_time)
register.filter("moment", shortest)


@register.simple_tag
@lru_cache(maxsize=2_000)
def icon(name: str, label: str = "") -> SafeString:
    """A sign from the sprite; without a label it is decoration."""
    told = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon icon--{}" {}><use href="{}#{}"></use></svg>',
        name,
        told,
        static("icons.svg"),
        name,
    )


@register.filter
def local_list(value: Any, name: str) -> list[str]:
    """As `local`, for a field that holds several texts."""
    language = "en" if (translation.get_language() or "").startswith("en") else "nl"
    return list(getattr(value, f"{name}_{language}"))


@register.filter
def words(text: str) -> SafeString:
    """What someone wrote, as WhatsApp shows it; its links open beside the desk."""
    return to_html(text)


@register.filter
def in_words(names: Sequence[str]) -> str:
    """A list as one says it: a, b en c."""
    return get_text_list(list(names), _("en"))


@register.filter
def masked(text: str) -> str:
    """The beginning of what a citizen wrote, without what is private."""
    return hide_in_line(text)


@register.filter
def hue(name: str) -> int:
    """Which of the style sheet's colours goes with a name: always the same one."""
    return crc32(name.lower().encode()) % HUES


@register.filter
def phone(number: str) -> str:
    """A phone number with spaces."""
    return pretty(number)


@register.filter
def role_name(role: str) -> str:
    """What a role is called."""
    return _(ROLE_NAMES.get(role, role))


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """An amount in whole cents; a dash for one that is not known."""
    if amount is None:
        return "–"
    sign = "€" if currency == "EUR" else currency
    return f"{sign} {formats.number_format(amount, 2, use_l10n=True, force_grouping=True)}"


@register.filter
def spent(cost: Cost, currency: str) -> str:
    """What messages cost; where not every price is known, what they cost at least, if anything."""
    if not cost.unpriced:
        return money(cost.at_least, currency)
    if not cost.at_least:
        return money(None, currency)
    return _("ten minste %(amount)s") % {"amount": money(cost.at_least, currency)}


@register.filter
def category_name(category: str) -> str:
    """What WhatsApp's category of a template is called; a new one stays as it is."""
    return _(CATEGORY_NAMES.get(category, category))


@register.filter
def template_status(status: str) -> str:
    """How a template stands; a new word of WhatsApp's stays as it is."""
    return _(TEMPLATE_STATUS_NAMES.get(status, status))


@register.filter
def template_tone(status: str) -> str:
    """The look of a template's status: calm, unless it is in this table."""
    return TEMPLATE_TONES.get(status, "calm")


@register.filter
def quality_name(quality: str) -> str:
    """How citizens take a template's messages; empty while WhatsApp doesn't know."""
    return _(QUALITY_NAMES[quality]) if quality in QUALITY_NAMES else ""


@register.filter
def rejection_name(reason: str) -> str:
    """Why WhatsApp rejected a template; a new reason stays as it is."""
    return _(REJECTIONS.get(reason, reason))


@register.filter
def change_name(word: str) -> str:
    """What was done with a template, or what came of it."""
    return _(CHANGE_NAMES.get(word, word))


@register.filter
def spoken(name: str) -> str:
    """A template's name as people say it: WhatsApp allows it no spaces and no capitals."""
    return name.replace("_", " ").capitalize()


@register.filter
def language_name(code: str) -> str:
    """The language of a template; WhatsApp writes `en_GB`. An unknown one stays as it is."""
    try:
        return str(translation.get_language_info(code.replace("_", "-").lower())["name_translated"])
    except KeyError:
        return code
