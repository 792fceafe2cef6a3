"""What broadcasts record in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "broadcast.make": gettext_noop("Groepsbericht gemaakt"),
            "broadcast.request-approval": gettext_noop("Groepsbericht ter goedkeuring gegeven"),
            "broadcast.approve": gettext_noop("Groepsbericht goedgekeurd"),
            "broadcast.reject": gettext_noop("Groepsbericht afgekeurd"),
            "broadcast.start": gettext_noop("Groepsbericht gestart"),
            "broadcast.pause": gettext_noop("Groepsbericht gepauzeerd"),
            "broadcast.resume": gettext_noop("Groepsbericht hervat"),
            "broadcast.stop": gettext_noop("Groepsbericht gestopt"),
            "broadcast.emergency": gettext_noop("Groepsbericht zonder goedkeuring verstuurd"),
            "broadcast.approve-afterwards": gettext_noop("Noodbericht achteraf goedgekeurd"),
            "broadcast.disapprove": gettext_noop("Noodbericht achteraf afgekeurd"),
            "emergency.switch_on": gettext_noop("Noodprocedure voor crises aangezet"),
            "emergency.confirm": gettext_noop("Noodprocedure voor crises bevestigd"),
            "emergency.switch_off": gettext_noop("Noodprocedure voor crises uitgezet"),
            "second_channel.set": gettext_noop("Sms en e-mail bij een crisis ingesteld"),
            "second_channel.switch_on": gettext_noop("Sms en e-mail bij een crisis aangezet"),
            "second_channel.switch_off": gettext_noop("Sms en e-mail bij een crisis uitgezet"),
            "test_number.prove": gettext_noop("Nummer voor proefberichten toegevoegd"),
            "test_number.remove": gettext_noop("Nummer voor proefberichten weggehaald"),
            "second_channel.again": gettext_noop(
                "Sms of e-mail opnieuw verstuurd waar het onzeker was"
            ),
            "second_channel.leave": gettext_noop("Sms of e-mail gelaten waar het onzeker was"),
            "broadcast.save-ways": gettext_noop("Opgeslagen langs welke weg wie bereikt is"),
            "broadcast.test": gettext_noop("Proef van een groepsbericht gestuurd aan een collega"),
            "broadcast.again": gettext_noop("Groepsbericht opnieuw verstuurd waar het onzeker was"),
            "broadcast.leave": gettext_noop("Groepsbericht gelaten waar het onzeker was"),
            "broadcast.spread": gettext_noop("Groepsbericht verdeeld over dagen"),
            "drill.begin": gettext_noop("Oefening van een crisis begonnen"),
            "drill.end": gettext_noop("Oefening van een crisis beëindigd"),
            "drill.clean": gettext_noop("Verzonnen inwoners van een oefening verwijderd"),
            "broadcast.finish": gettext_noop("Groepsbericht klaar"),
            "broadcast.save-missed": gettext_noop("Opgeslagen wie een groepsbericht niet kreeg"),
        }
    )
