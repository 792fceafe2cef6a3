"""Rules that answers refer to, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a rule comes from, in both languages."""

    nl: str
    en: str

    def plus(self, nl: str, en: str) -> Source:
        """Return the same source, with what is to be said after it."""
        return Source(nl=self.nl + nl, en=self.en + en)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule in one sentence, in both languages, and its source."""

    nl: str
    en: str
    source: Source


VNG_2021 = Source(
    nl="VNG Realisatie, via Tweakers, januari 2021: https://tweakers.net/nieuws/176380/. "
    "Van de ingangsdatum is alleen “half januari” bekend; Bode rekent met 15 januari 2021.",
    en="VNG Realisatie, through Tweakers, January 2021: https://tweakers.net/nieuws/176380/. Of "
    "the first day only “mid-January” is known; Bode reckons with 15 January 2021.",
)
MESSAGING_POLICY = Source(
    nl="WhatsApp Business Messaging Policy, https://business.whatsapp.com/policy "
    "(zoals bekend in september 2026)",
    en="WhatsApp Business Messaging Policy, https://business.whatsapp.com/policy "
    "(as known in September 2026)",
)
PLATFORM = Source(
    nl="Documentatie van het WhatsApp Business Platform (zoals bekend in september 2026)",
    en="Documentation of the WhatsApp Business Platform (as known in September 2026)",
)
BODE = Source(nl="Eigen regel van Bode", en="Bode’s own rule")

RECIPIENT = Rule(
    nl="Een bericht gaat naar een mobiel nummer dat bestaat, of naar een gebruikers-id.",
    en="A message goes to a mobile number that exists, or to a user id.",
    source=BODE.plus(
        ", naar het Nederlandse nummerplan (bibliotheek libphonenumber)",
        ", after the Dutch numbering plan (library libphonenumber)",
    ),
)
KNOWN_PURPOSE = Rule(
    nl="Elk bericht heeft een doel uit de lijst met doelen.",
    en="Every message has a purpose from the list of purposes.",
    source=BODE,
)
FORBIDDEN_PURPOSE = Rule(
    nl="Een gemeente gebruikt WhatsApp niet voor promotie, politieke campagnes, "
    "gegevens van kiezers of invloed op verkiezingen.",
    en="A municipality does not use WhatsApp for promotion, political campaigns, "
    "voters' data or influence on elections.",
    source=VNG_2021,
)
LICENCE = Rule(
    nl="Een gemeente verstuurt alleen berichten met een vergunning die geldt.",
    en="A municipality sends messages only under a licence that is in force.",
    source=VNG_2021,
)
LICENSED_PURPOSE = Rule(
    nl="Een gemeente gebruikt WhatsApp alleen voor de doelen die in haar vergunning staan.",
    en="A municipality uses WhatsApp only for the purposes in its licence.",
    source=VNG_2021,
)
ONE_PURPOSE = Rule(
    nl="Elk sjabloon en elk token is voor één doel, en wordt voor niets anders gebruikt.",
    en="Each template and each token is for one purpose, and is used for nothing else.",
    source=BODE.plus(
        ", naar het beginsel van doelbinding (AVG artikel 5, lid 1, onder b)",
        ", after the principle of purpose limitation (GDPR article 5, paragraph 1, point b)",
    ),
)
TEMPLATE_APPROVED = Rule(
    nl="Een sjabloon mag pas weg als WhatsApp het heeft goedgekeurd, in die taal.",
    en="A template may leave only when WhatsApp has approved it, in that language.",
    source=PLATFORM.plus(
        ", foutcodes 132001, 132015 en 132016", ", error codes 132001, 132015 and 132016"
    ),
)
TEMPLATE_FITS = Rule(
    nl="Een bericht vult precies in wat het sjabloon vraagt.",
    en="A message fills in exactly what its template asks for.",
    source=PLATFORM.plus(", foutcodes 132000 en 132012", ", error codes 132000 and 132012"),
)
SERVICE_WINDOW = Rule(
    nl="Een gewoon antwoord mag tot 24 uur na het laatste bericht van de inwoner.",
    en="An ordinary reply may be sent until 24 hours after the citizen's last message.",
    source=MESSAGING_POLICY.plus("; foutcode 131047", "; error code 131047"),
)
CONSENT = Rule(
    nl="Een bericht dat de gemeente zelf begint, gaat alleen naar wie daarom heeft gevraagd.",
    en="A message that the municipality starts goes only to those who asked for it.",
    source=MESSAGING_POLICY,
)
NO_PERSONAL_NUMBERS = Rule(
    nl="Vraag of deel geen persoonlijk identificatienummer, zoals een BSN, op WhatsApp.",
    en="Do not ask for or share a personal identification number, such as a BSN, on WhatsApp.",
    source=MESSAGING_POLICY.plus(
        "; dat een BSN daaronder valt, is de uitleg van Bode",
        "; that a BSN is one of those is how Bode reads it",
    ),
)
NAMES_AROUND_ELECTIONS = Rule(
    nl="Van de kandidaatstelling tot de dag na de stemming kijkt een mens naar elk bericht dat een "
    "partij of kandidaat noemt, of over stemmen gaat zonder alleen praktisch te zijn.",
    en="From the nomination of candidates until the day after the vote a person looks at each "
    "message that names a party or candidate, or is about voting without being just practical.",
    source=BODE.plus(
        f", naar {VNG_2021.nl} De dagen komen uit de Kieswet, artikelen F 1 en J 1.",
        f", after {VNG_2021.en} The days are those of the Elections Act, articles F 1 and J 1.",
    ),
)
