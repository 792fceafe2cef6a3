"""Words by which citizens subscribe, as a municipality chose them.

The word itself is no consent yet: it gets the question with two buttons.
"""

from __future__ import annotations

import re
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bode.basics import bare_digits
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import find_licence
from bode.organisations.actors import Actor
from bode.privacy import audit

from .areas import areas_of, read_area
from .asking import find_conversation, is_start, put_question
from .consents import list_last_words
from .errors import ConversationError, KeywordWrong, PurposeNotLicensed
from .giving_email import is_about_email
from .languages import LANGUAGES, take_over
from .models import Contact, Keyword, Message
from .saying_no import obey, purposes_refused, word_refused, words_of
from .what_they_get import asks_what_they_get

LONGEST = 30
MOST = 200
"""So many words a municipality may have."""
_WORD = re.compile(r"(?=.*[^\W\d_])\w[\w ]+")


@transaction.atomic
def add_keyword(actor: Actor, word: str, purpose: str, *, area: str, language: str) -> Keyword:
    """Let citizens ask for messages by this word.

    `language` is that of the answer, or empty. Raises `NotAllowed`, `PurposeNotLicensed`,
    `AreaWrong`, and `KeywordWrong`.
    """
    actor.require("administrator")
    licence = find_licence(actor.organisation_id)
    if licence is None or purpose not in licence.purposes:
        raise PurposeNotLicensed(purpose)
    said = words_of(word)
    _check(said, list_keywords(actor.organisation_id))
    added = Keyword.objects.create(
        municipality_id=actor.organisation_id,
        word=said,
        purpose=purpose,
        area=read_area(area),
        language=language if language in LANGUAGES else "",
        actor=actor.name,
    )
    _note(actor, "keyword.add", added)
    return added


@transaction.atomic
def remove_keyword(actor: Actor, keyword_id: UUID) -> None:
    """The word asks for nothing any more; who subscribed by it stays so.

    Raises `NotAllowed` or `Keyword.DoesNotExist`.
    """
    actor.require("administrator")
    found = Keyword.objects.select_for_update().get(id=keyword_id)
    _note(actor, "keyword.remove", found)
    found.delete()


def list_keywords(municipality_id: UUID) -> QuerySet[Keyword]:
    """The words of a municipality, by the alphabet."""
    return Keyword.objects.filter(municipality=municipality_id).order_by("word")


def access_keyword(keyword_id: UUID) -> Keyword:
    """One word in scope; raises `Keyword.DoesNotExist`."""
    return Keyword.objects.get(id=keyword_id)


def link_of(keyword: Keyword, number: PhoneNumber) -> str:
    """Opens WhatsApp with the word already written to this number."""
    text = keyword.word.upper().replace(" ", "%20")
    return f"https://wa.me/{bare_digits(number.display_number)}?text={text}"


def heed_keyword(bode: Actor, contact: Contact, message: Message) -> bool:
    """Ask who writes just one of these words, once a day; False for any other message."""
    said = words_of(message.text) if message.type == "text" else ""
    if not 0 < len(said) <= LONGEST:
        return False
    keyword = list_keywords(contact.municipality_id).filter(word=said).first()
    if keyword is None:
        return False
    if keyword.language:
        take_over(contact, keyword.language)
    # Where the rules do not let the question leave, an agent reads the word all the same.
    with suppress(ConversationError):
        put_question(
            bode, find_conversation(message.conversation_id), keyword.purpose, keyword.area
        )
    return True


def heed_stop_word(bode: Actor, number: PhoneNumber, contact: Contact, message: Message) -> bool:
    """Obey STOP and one of these words, if all that they get by it ends.

    Who gets more than its area with that purpose must be asked what they mean: False, as for any
    other message.
    """
    said = word_refused(message.text) if message.type == "text" else ""
    if not 0 < len(said) <= LONGEST:
        return False
    keyword = list_keywords(contact.municipality_id).filter(word=said).first()
    if keyword is None or (keyword.area and not _is_all(contact, keyword)):
        return False
    obey(bode, number, contact, message, [keyword.purpose])
    return True


def _is_all(contact: Contact, keyword: Keyword) -> bool:
    given = [each for each in list_last_words(contact) if each.purpose == keyword.purpose]
    return any(each.withdrawn_at is None and areas_of(each) == [keyword.area] for each in given)


def _check(said: str, known: QuerySet[Keyword]) -> None:
    if len(said) > LONGEST or not _WORD.fullmatch(said):
        raise KeywordWrong("form")
    taken = (purposes_refused, is_start, asks_what_they_get, is_about_email)
    if any(means(said) for means in taken):
        raise KeywordWrong("taken")
    if known.filter(word=said).exists():
        raise KeywordWrong("known")
    if known.count() >= MOST:
        raise KeywordWrong("too_many")


def _note(actor: Actor, what: str, keyword: Keyword) -> None:
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=what,
        subject="conversations.Keyword",
        subject_id=keyword.id,
        purpose=keyword.purpose,
        facts={"word": keyword.word, "area": keyword.area},
    )
