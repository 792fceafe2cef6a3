"""Why a message can't be sent, or not once more, in words for an agent."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.errors import ContentDoubtful, RepeatRefused
from bode.conversations.explaining import explain_error
from bode.web.templatetags.bode import local
from bode.whatsapp import FieldProblem

_KNOWN = {
    ("text.body", "required"): gettext_noop("Schrijf eerst een antwoord."),
    ("text.body", "too_long"): gettext_noop(
        "Het antwoord is te lang. WhatsApp staat 4.096 tekens toe. Maak er twee berichten van."
    ),
    **{
        (f"{kind}.caption", "too_long"): gettext_noop(
            "De tekst bij het bestand is te lang. WhatsApp staat 1.024 tekens toe. Verstuur de "
            "rest als een apart bericht."
        )
        for kind in ("image", "video", "document")
    },
    ("audio.caption", "not_allowed"): gettext_noop(
        "Bij een geluidsbestand past geen tekst. Verstuur de tekst als een apart bericht."
    ),
    ("sticker.caption", "not_allowed"): gettext_noop(
        "Bij een sticker past geen tekst. Verstuur de tekst als een apart bericht."
    ),
}
_BLANK = gettext_noop("Vul alle waarden van het sjabloon in.")
_OTHER = gettext_noop("WhatsApp kan dit bericht zo niet versturen. Pas het aan.")


def no_repeat(refused: RepeatRefused) -> str:
    """Why a message is not sent once more, or from when it may be."""
    if refused.since is not None:
        at = formats.date_format(timezone.localtime(refused.since), "j F H:i")
        return _("Opnieuw versturen kan vanaf %(at)s.") % {"at": at}
    explained = explain_error(refused.code)
    advice = local(explained, "advice") if explained else ""
    return " ".join((_("Hetzelfde bericht komt weer niet aan."), advice)).strip()


def doubt(doubtful: ContentDoubtful) -> str:
    """What may be forbidden in a message of which nobody looked at that."""
    first = doubtful.findings[0]
    about = _("Het gaat om “%(phrase)s”.") % {"phrase": first.phrase}
    look = _("Kijk eerst of dit mag. Verstuur het dan zelf hieronder.")
    return " ".join((about, local(first.ground, "reason"), look))


def describe(problems: Sequence[FieldProblem]) -> str:
    """One sentence for the first problem."""
    first = problems[0]
    known = _KNOWN.get((first.name, first.reason))
    if known is None:
        known = _BLANK if first.name.startswith("template") else _OTHER
    return _(known)
