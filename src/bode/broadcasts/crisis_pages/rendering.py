"""The pages and feeds as text: whole by themselves, so that nothing else need be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from uuid import UUID, uuid5

from django.conf import settings
from django.template.defaultfilters import date
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.broadcasts.states import BroadcastStatus
from bode.organisations.models import Organisation

from .telling import CrisisMessage

LANGUAGES = {"nl": "", "en": "en/"}
"""In which they are, and below which folder."""
STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.125rem/1.6 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:1rem;"
    "overflow-wrap:anywhere;background:#fff;color:#001a40}"
    "h1,h2,h3{line-height:1.25;hyphens:auto}h1{font-size:clamp(1.5rem,7vw,2.25rem)}"
    "a{color:#00406e}a:focus-visible{outline:3px solid;outline-offset:2px}"
    "article{border:1px solid #586c88;border-radius:.25rem;margin:0 0 1rem;padding:0 1rem}"
    ".now article{border-inline-start:.5rem solid #b3261e}"
    "@media(prefers-color-scheme:dark){body{background:#0c1726;color:#eef3fa}a{color:#9cc9ff}"
    "article{border-color:#8fa3bf}.now article{border-inline-start-color:#ff8a80}}"
)
"""All there is of looks; the door lets no other in."""
_STATUS = {
    BroadcastStatus.RUNNING: gettext_noop("Wordt nu verstuurd."),
    BroadcastStatus.PAUSED: gettext_noop("Het versturen is even stilgezet."),
    BroadcastStatus.DONE: gettext_noop("Verstuurd op %(at)s uur."),
}
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """A feed that is the same as long as its messages are."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)


def render_municipality(
    municipality: Organisation, messages: Sequence[CrisisMessage]
) -> Iterator[tuple[str, str]]:
    """Each file of a municipality: its path, and what stands in it."""
    for language, below in LANGUAGES.items():
        with translation.override(language):
            folder = f"{municipality.code}/{below}"
            yield f"{folder}index.html", _page(language, municipality, messages)
            yield f"{folder}feed.xml", _feed(language, folder, municipality, messages)


def render_list(municipalities: Sequence[Organisation]) -> Iterator[tuple[str, str]]:
    """The page that leads to each of them, in each language."""
    for language, below in LANGUAGES.items():
        with translation.override(language):
            told = _usual(language) | {"municipalities": municipalities}
            yield f"{below}index.html", render_to_string("broadcasts/crisis_list.html", told)


def _page(language: str, municipality: Organisation, messages: Sequence[CrisisMessage]) -> str:
    told = [(each, each.texts_for(language), _say(each)) for each in messages]
    context = _usual(language) | {
        "municipality": municipality,
        "current": [each for each in told if each[0].is_current],
        "past": [each for each in told if not each[0].is_current],
    }
    return render_to_string("broadcasts/crisis.html", context)


def _say(message: CrisisMessage) -> str:
    """How far it is with it."""
    told = _(_STATUS[BroadcastStatus(message.status)])
    return told % {"at": _moment(message.changed_at)} if message.ended_at else told


def _moment(at: datetime) -> str:
    return date(timezone.localtime(at), "j F Y H:i")


def _usual(language: str) -> dict[str, object]:
    return {"language": language, "style": mark_safe(STYLE)}  # noqa: S308 - our own constant


def _feed(
    language: str, folder: str, municipality: Organisation, messages: Sequence[CrisisMessage]
) -> str:
    address = f"{settings.ADDRESS}/crisis/{folder}"
    feed = _Feed(
        title=_("Crisismeldingen van %(name)s") % {"name": municipality.name},
        link=address,
        description="",
        language=language,
        feed_url=f"{address}feed.xml",
        feed_guid=_urn(uuid5(municipality.id, f"crisis {language}")),
        author_name=municipality.name,
    )
    for each in messages:
        feed.add_item(
            title=_("Melding van %(at)s uur") % {"at": _moment(each.started_at)},
            link=f"{address}#m-{each.id}",
            description=linebreaks(_summary(each, language), autoescape=True),
            unique_id=_urn(each.id),
            pubdate=each.started_at,
            updateddate=each.changed_at,
        )
    written = StringIO()
    feed.write(written, "utf-8")
    return written.getvalue()


def _summary(message: CrisisMessage, language: str) -> str:
    said = [text for _language, text in message.texts_for(language)]
    return "\n\n".join([*said, _say(message)])


def _urn(key: UUID) -> str:
    return f"urn:uuid:{key}"
