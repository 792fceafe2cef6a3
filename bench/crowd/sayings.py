"""What citizens and agents say to each other, in invented but ordinary Dutch."""

from __future__ import annotations

from random import Random

QUESTIONS = (
    "Goedemorgen, {subject_q}",
    "Hallo, ik woon aan de {street} {number} en {problem}. {ask}",
    "Beste gemeente, {problem}. {ask}",
    "{subject_q} Ik woon aan de {street} {number}.",
    "Ik heb een vraag over {subject}. {ask}",
    "Kunt u mij vertellen wat er met {subject} gebeurt? Mijn zaaknummer is {case}.",
    "{problem}, al sinds {day}. Bij de {street} ter hoogte van nummer {number}.",
    "Mijn afspraak van {day} om {time} uur wil ik graag verzetten. Kan dat nog?",
    "Dank u wel!",
    "Oké, bedankt voor de snelle reactie.",
    "Klopt het dat ik voor {subject} {money} euro moet betalen?",
    "Ik krijg geen bevestiging van {subject}. {ask} Groeten, {name}",
    "Is dat ook mogelijk voor mijn {relative}? Die woont in {area}.",
    "Helaas kan ik {day} niet. Liever {day2} na {time} uur.",
)
ANSWERS = (
    "Goedemiddag {name}, dank voor uw bericht. Wij kijken het na en laten het u {day} weten.",
    "Uw aanvraag voor {subject} met nummer {case} is in behandeling. U hoort uiterlijk {day} meer.",
    "U heeft {day} om {time} uur een afspraak aan de balie. Neem {document} mee.",
    "De melding over de {street} is doorgegeven aan onze buitendienst. Zij komen {day} langs.",
    "Voor {subject} betaalt u {money} euro. U kunt dat aan de balie met pin betalen.",
    "Wat vervelend om te horen. Heeft u een foto van de situatie aan de {street}?",
    "Dat kan. Zullen wij de afspraak verplaatsen naar {day} om {time} uur?",
    "Uw {document} ligt klaar. U kunt het ophalen tijdens de openingstijden in {area}.",
    "Graag gedaan. Nog een fijne dag!",
    "Voor uw {relative} kunt u {subject} samen aanvragen. Neem dan ook {document} mee.",
)
ASKS = (
    "Wanneer hoor ik meer?", "Hoe lang duurt dat?", "Kunt u mij helpen?", "Wat moet ik doen?",
    "Bij wie moet ik zijn?", "Kan ik daarvoor een afspraak maken?", "Is daar iets aan te doen?",
)  # fmt: skip
SUBJECTS = (
    "de vergunning voor een dakkapel", "de omgevingsvergunning", "een kapvergunning",
    "mijn nieuwe paspoort", "een identiteitskaart", "de parkeervergunning voor bewoners",
    "de verlenging van mijn rijbewijs", "een uittreksel uit het bevolkingsregister",
    "de verhuizing naar een ander adres", "de aanslag onroerendezaakbelasting",
    "kwijtschelding van de gemeentelijke belastingen", "een gehandicaptenparkeerkaart",
    "de evenementenvergunning voor ons straatfeest", "huishoudelijke hulp vanuit de Wmo",
    "bijzondere bijstand", "een traplift", "leerlingenvervoer", "de aangifte van een geboorte",
    "een huwelijk in het gemeentehuis", "naturalisatie", "een container voor gft",
    "het ophalen van grofvuil", "een laadpaal voor mijn straat", "de energietoeslag",
    "een bouwvergunning voor een schuur", "een ontheffing voor de milieuzone",
)  # fmt: skip
PROBLEMS = (
    "er ligt een losse stoeptegel", "de lantaarnpaal doet het niet", "de container zit vol",
    "er is afval naast de ondergrondse container gezet", "het riool ruikt sterk",
    "er staat water op de weg na de regen", "een boom is omgewaaid", "er is een gat in het wegdek",
    "de buren zorgen voor geluidsoverlast", "het speeltoestel is kapot",
    "er zwerven ratten rond het plantsoen", "een fietswrak staat al maanden op de stoep",
    "het verkeerslicht blijft te lang op rood", "er zit graffiti op het bruggetje",
    "de gladheid op het fietspad is gevaarlijk", "er hangt een wespennest bij de speeltuin",
)  # fmt: skip
TREES = (
    "Berken", "Eiken", "Linden", "Kastanje", "Populieren", "Wilgen", "Elzen", "Iepen", "Meidoorn",
    "Beuken", "Dennen", "Sparren", "Vlier", "Hazelaar", "Notenboom", "Esdoorn", "Merel", "Kievit",
    "Zwaluw", "Reiger", "Spreeuwen", "Leeuwerik", "Tulpen", "Hyacinten", "Narcissen", "Molen",
    "Schippers", "Vissers", "Bakkers", "Smids", "Timmer", "Weide", "Polder", "Dijk", "Haven",
)  # fmt: skip
WAYS = ("straat", "laan", "weg", "plein", "hof", "kade", "singel", "pad", "dreef", "gracht")
AREAS = ("het centrum", "Noord", "Zuid", "Oost", "West", "de Oude Haven", "het Buitengebied")
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "volgende week", "morgen")
DOCUMENTS = ("uw paspoort", "een pasfoto", "uw rijbewijs", "het huurcontract", "een machtiging")
RELATIVES = ("moeder", "vader", "dochter", "zoon", "buurvrouw", "opa", "zus")
FIRST = (
    "Anouk", "Bram", "Chaima", "Daan", "Esmée", "Femke", "Gijs", "Hülya", "Ilse", "Joris",
    "Khadija", "Lotte", "Mehmet", "Noor", "Oscar", "Pleun", "Quinten", "René", "Sanne", "Teun",
    "Umut", "Vera", "Wouter", "Xander", "Youssef", "Zoë", "Chloé", "Søren", "Marianne", "Jip",
    "Zeynep", "Ravi",
)  # fmt: skip
LAST = (
    "de Wit", "van den Berg", "Janssen", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder",
    "Yıldız", "El Amrani", "Bouzid", "Kowalski", "Dijkstra", "van Veen", "Hoekstra", "Prins",
    "Peeters", "Koster", "Willems", "Öztürk", "Singh", "Postma", "Kuipers", "van Dam", "Vos",
)  # fmt: skip


def say(random: Random, *, ours: bool) -> str:
    """One message of an agent, or of a citizen."""
    pick = random.choice
    subject = pick(SUBJECTS)
    return pick(ANSWERS if ours else QUESTIONS).format(
        subject=subject,
        subject_q=f"hoe staat het met {subject}?",
        street=street(random),
        number=random.randrange(1, 250),
        problem=pick(PROBLEMS),
        ask=pick(ASKS),
        case=f"Z-{random.randrange(2024, 2027)}-{random.randrange(1_000_000):06}",
        day=pick(DAYS),
        day2=pick(DAYS),
        time=f"{random.randrange(8, 18)}.{pick(('00', '15', '30', '45'))}",
        money=random.randrange(10, 400),
        name=pick(FIRST),
        relative=pick(RELATIVES),
        area=pick(AREAS),
        document=pick(DOCUMENTS),
    )


def street(random: Random) -> str:
    """A street that lies nowhere."""
    return random.choice(TREES) + random.choice(WAYS)


def name(random: Random) -> str:
    """Somebody."""
    return f"{random.choice(FIRST)} {random.choice(LAST)}"
