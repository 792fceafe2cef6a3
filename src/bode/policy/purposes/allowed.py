"""What a municipality may apply for."""

from __future__ import annotations

from .kinds import Purpose, inside, outside

ALLOWED = (
    Purpose(
        code="crisis_response",
        allowed=True,
        name_nl="Hulp bij een crisis",
        name_en="Crisis response",
        about_nl="Inwoners waarschuwen en helpen bij gevaar of een grote storing.",
        about_en="Warning and helping citizens in danger or when something vital fails.",
        inside=(
            inside(
                "Er is een grote brand. Houd ramen en deuren dicht.",
                "There is a large fire. Keep windows and doors closed.",
            ),
            inside(
                "Door hoog water is de kade in het centrum afgesloten.",
                "High water has closed the quay in the centre.",
            ),
            inside(
                "U kunt vanavond slapen in de sporthal. Neem uw medicijnen mee.",
                "You can sleep in the sports hall tonight. Bring your medicines.",
            ),
            inside(
                "Kook uw drinkwater drie minuten. Wij laten weten als het weer veilig is.",
                "Boil your drinking water for three minutes. We will tell you when it is safe.",
            ),
            inside(
                "De stroom is uit in uw wijk. Bij het buurthuis kunt u uw telefoon opladen.",
                "The power is out in your area. You can charge your phone at the community centre.",
            ),
        ),
        outside=(
            outside(
                "Volgende week wordt uw straat opnieuw bestraat.",
                "Your street will be repaved next week.",
                "Gepland werk is geen gevaar: het hoort bij diensten van de gemeente.",
                "Planned work is no danger: it belongs to municipal services.",
            ),
            outside(
                "Onze brandweer zoekt vrijwilligers. Meld u aan!",
                "Our fire brigade is looking for volunteers. Sign up!",
                "Werven is promotie, ook als het om hulpverlening gaat.",
                "Recruiting is promotion, also when it is for the emergency services.",
            ),
            outside(
                "De burgemeester deed het goed tijdens de brand.",
                "The mayor did well during the fire.",
                "Lof voor een bestuurder helpt niemand in gevaar, en kan campagne zijn.",
                "Praise for an official helps no one in danger, and may be campaigning.",
            ),
            outside(
                "Bel 112 via WhatsApp.",
                "Call 112 over WhatsApp.",
                "Wie nu hulp nodig heeft, belt 112. WhatsApp is daar niet voor.",
                "Whoever needs help now calls 112. WhatsApp is not for that.",
            ),
        ),
    ),
    Purpose(
        code="permits",
        allowed=True,
        name_nl="Vergunningen",
        name_en="Permits",
        about_nl="Alles over het aanvragen en krijgen van een vergunning of ontheffing.",
        about_en="Everything about applying for and getting a permit or exemption.",
        inside=(
            inside(
                "Wij hebben uw aanvraag voor een dakkapel ontvangen.",
                "We have received your application for a dormer window.",
            ),
            inside("Uw parkeervergunning is klaar.", "Your parking permit is ready."),
            inside(
                "Wij missen nog een tekening bij uw aanvraag.",
                "A drawing is still missing from your application.",
            ),
            inside(
                "Uw vergunning voor het straatfeest loopt op 1 mei af.",
                "Your permit for the street party ends on 1 May.",
            ),
            inside(
                "Heb ik een vergunning nodig om een boom te kappen?",
                "Do I need a permit to cut down a tree?",
            ),
        ),
        outside=(
            outside(
                "U heeft morgen om 10.00 uur een afspraak over uw vergunning.",
                "You have an appointment about your permit tomorrow at 10:00.",
                "Dit gaat over de afspraak: kies het doel afspraken.",
                "This is about the appointment: choose the purpose appointments.",
            ),
            outside(
                "Uw paspoort ligt klaar.",
                "Your passport is ready.",
                "Een paspoort is geen vergunning: het hoort bij diensten van de gemeente.",
                "A passport is no permit: it belongs to municipal services.",
            ),
            outside(
                "Bouwt u een dakkapel? Neem dan deze aannemer.",
                "Building a dormer window? Then take this contractor.",
                "Een bedrijf aanprijzen is promotie.",
                "Recommending a company is promotion.",
            ),
            outside(
                "Wat vindt u van het plan van deze partij voor parkeren?",
                "What do you think of this party's plan for parking?",
                "Een mening over een partij vragen is politiek, geen vergunning.",
                "Asking what someone thinks of a party is politics, not a permit.",
            ),
        ),
    ),
    Purpose(
        code="appointments",
        allowed=True,
        name_nl="Afspraken",
        name_en="Appointments",
        about_nl="Een afspraak maken, verzetten of afzeggen, en eraan herinneren.",
        about_en="Making, moving or cancelling an appointment, and reminding of it.",
        inside=(
            inside(
                "U heeft morgen om 10.00 uur een afspraak bij de balie.",
                "You have an appointment at the desk tomorrow at 10:00.",
            ),
            inside(
                "Wilt u uw afspraak verzetten? Kies een nieuwe tijd.",
                "Do you want to move your appointment? Choose a new time.",
            ),
            inside(
                "Neem uw oude paspoort mee naar de afspraak.",
                "Bring your old passport to the appointment.",
            ),
            inside(
                "Uw afspraak van vandaag gaat niet door. Het spijt ons.",
                "Your appointment of today is cancelled. We are sorry.",
            ),
            inside(
                "De trouwambtenaar komt op vrijdag om 14.00 uur bij u langs.",
                "The registrar will visit you on Friday at 14:00.",
            ),
        ),
        outside=(
            outside(
                "Zaterdag is er feest op het plein. Komt u ook?",
                "There is a party on the square on Saturday. Will you come?",
                "Een uitnodiging voor iedereen is geen afspraak. Dit kan promotie zijn.",
                "An invitation for everyone is no appointment. This may be promotion.",
            ),
            outside(
                "Vergeet niet te stemmen op woensdag!",
                "Don't forget to vote on Wednesday!",
                "Oproepen om te stemmen is geen afspraak. Praktische uitleg over stemmen is een "
                "dienst.",
                "Calling on people to vote is no appointment. Practical information about voting "
                "is a service.",
            ),
            outside(
                "Uw bouwvergunning is verleend.",
                "Your building permit has been granted.",
                "Dit gaat over de vergunning zelf: kies het doel vergunningen.",
                "This is about the permit itself: choose the purpose permits.",
            ),
            outside(
                "De fractie nodigt u uit voor een gesprek.",
                "The party group invites you for a talk.",
                "Een partij gebruikt het nummer van de gemeente niet.",
                "A party does not use the municipality's number.",
            ),
        ),
    ),
    Purpose(
        code="municipal_services",
        allowed=True,
        name_nl="Diensten van de gemeente",
        name_en="Municipal services",
        about_nl="Vragen en berichten over wat de gemeente voor inwoners doet.",
        about_en="Questions and news about what the municipality does for its citizens.",
        inside=(
            inside(
                "Op welke dag haalt de gemeente het papier op?",
                "On which day does the municipality collect paper?",
            ),
            inside(
                "Dank voor uw melding. Wij maken de straatlamp deze week.",
                "Thank you for your report. We will repair the street light this week.",
            ),
            inside(
                "Zo vraagt u een nieuw rijbewijs aan.",
                "This is how you apply for a new driving licence.",
            ),
            inside(
                "Het stembureau in de bibliotheek is open van 7.30 tot 21.00 uur.",
                "The polling station in the library is open from 7:30 to 21:00.",
            ),
            inside(
                "Volgende week wordt uw straat opnieuw bestraat.",
                "Your street will be repaved next week.",
            ),
        ),
        outside=(
            outside(
                "Neem een abonnement op het gemeentenieuws en win een fiets.",
                "Subscribe to the town's news and win a bicycle.",
                "Een winactie is promotie.",
                "A prize draw is promotion.",
            ),
            outside(
                "Stuur uw BSN en een foto van uw paspoort.",
                "Send your citizen service number and a photo of your passport.",
                "Persoonlijke nummers horen niet op WhatsApp. Verwijs naar een pagina met DigiD.",
                "Personal numbers do not belong on WhatsApp. Refer to a page with DigiD.",
            ),
            outside(
                "Wat vindt u van het college? Vul de peiling in.",
                "What do you think of the executive? Fill in the poll.",
                "Een mening over bestuurders peilen kan verkiezingen beïnvloeden.",
                "Polling opinions on officials may influence elections.",
            ),
            outside(
                "Verhuis naar onze gemeente: hier is het goed wonen.",
                "Move to our town: life is good here.",
                "Mensen trekken is promotie van de gemeente, geen dienst aan inwoners.",
                "Attracting people is promotion of the town, not a service to citizens.",
            ),
        ),
    ),
    Purpose(
        code="tourism",
        allowed=True,
        name_nl="Toerisme",
        name_en="Tourism",
        about_nl="Bezoekers helpen met vragen over hun bezoek aan de gemeente.",
        about_en="Helping visitors with questions about their visit to the town.",
        inside=(
            inside("Hoe laat gaat het museum open?", "When does the museum open?"),
            inside("Waar kan ik mijn camper parkeren?", "Where can I park my camper?"),
            inside(
                "Deze wandeling door het duin is 8 kilometer.",
                "This walk through the dunes is 8 kilometres long.",
            ),
            inside(
                "De pont vaart vandaag niet. Neem bus 12.",
                "There is no ferry today. Take bus 12.",
            ),
            inside(
                "U betaalt toeristenbelasting per nacht. Zo werkt het.",
                "You pay tourist tax for each night. This is how it works.",
            ),
        ),
        outside=(
            outside(
                "Boek nu en krijg 20% korting op een hotel!",
                "Book now and get 20% off a hotel!",
                "Verkopen met korting is promotie.",
                "Selling at a discount is promotion.",
            ),
            outside(
                "Kom naar de mooiste kerstmarkt van Nederland!",
                "Come to the finest Christmas market in the country!",
                "Bezoekers lokken is promotie. Een vraag over de markt beantwoorden mag wel.",
                "Luring visitors is promotion. Answering a question about the market is allowed.",
            ),
            outside(
                "Uw bewonersvergunning geldt niet bij het strand.",
                "Your resident's permit does not hold at the beach.",
                "Dit gaat over een vergunning: kies het doel vergunningen.",
                "This is about a permit: choose the purpose permits.",
            ),
            outside(
                "Dankzij onze wethouder is het strand schoner dan ooit.",
                "Thanks to our alderman the beach is cleaner than ever.",
                "Lof voor een bestuurder kan campagne zijn.",
                "Praise for an official may be campaigning.",
            ),
        ),
    ),
)
