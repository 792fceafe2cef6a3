"""What no municipality may use WhatsApp for; what looks like it and is allowed, is told too."""

from __future__ import annotations

from .kinds import Purpose, inside, outside

FORBIDDEN = (
    Purpose(
        code="promotion",
        allowed=False,
        name_nl="Promotie",
        name_en="Promotion",
        about_nl="Reclame: iets verkopen, mensen trekken of de gemeente aanprijzen.",
        about_en="Advertising: selling something, attracting people or praising the town.",
        inside=(
            inside("Koop nu kaarten met korting.", "Buy tickets at a discount now."),
            inside(
                "Onze gemeente is de mooiste. Kom hier wonen!",
                "Our town is the most beautiful. Come and live here!",
            ),
            inside(
                "Doe mee aan onze winactie en win een fiets.",
                "Take part in our prize draw and win a bicycle.",
            ),
            inside(
                "Wij zoeken collega’s. Solliciteer voor 1 mei!",
                "We are looking for colleagues. Apply before 1 May!",
            ),
        ),
        outside=(
            outside(
                "Het museum is vandaag open tot 17.00 uur.",
                "The museum is open until 17:00 today.",
                "Iemand vroeg ernaar: een feit voor een bezoeker is toerisme.",
                "Someone asked: a fact for a visitor is tourism.",
            ),
            outside(
                "Grof vuil ophalen is gratis. Maak hier een afspraak.",
                "Collecting bulky waste is free. Make an appointment here.",
                "“Gratis” is hier een feit over een dienst van de gemeente.",
                "“Free” is a fact about a municipal service here.",
            ),
            outside(
                "Met een laag inkomen betaalt u minder voor het zwembad. Zo vraagt u het aan.",
                "With a low income you pay less for the pool. This is how you apply.",
                "Uitleg over een regeling voor inwoners is een dienst.",
                "Explaining an arrangement for citizens is a service.",
            ),
            outside(
                "Zaterdag is er markt. De Dorpsstraat is dan dicht.",
                "There is a market on Saturday. The main street is closed then.",
                "Dit zegt wat er dicht is, en prijst niets aan.",
                "This tells what is closed, and praises nothing.",
            ),
        ),
    ),
    Purpose(
        code="political_campaign",
        allowed=False,
        name_nl="Politieke campagne",
        name_en="Political campaign",
        about_nl="Steun werven voor een partij, een kandidaat of een bestuurder.",
        about_en="Winning support for a party, a candidate or an official.",
        inside=(
            inside("Stem op lijst 3.", "Vote for list 3."),
            inside("Kom naar de bijeenkomst van onze partij.", "Come to our party's meeting."),
            inside(
                "Deze kandidaat zorgt voor betaalbare huizen.",
                "This candidate will see to affordable homes.",
            ),
            inside(
                "Dankzij onze wethouder is uw straat veilig. Onthoud dat op woensdag.",
                "Thanks to our alderman your street is safe. Remember that on Wednesday.",
            ),
        ),
        outside=(
            outside(
                "De gemeenteraad vergadert op dinsdag om 20.00 uur in het stadhuis.",
                "The council meets on Tuesday at 20:00 in the town hall.",
                "Wanneer de raad vergadert is een feit: dienst van de gemeente.",
                "When the council meets is a fact: a municipal service.",
            ),
            outside(
                "De lijst met kandidaten hangt in het stadhuis.",
                "The list of candidates is on display in the town hall.",
                "Zeggen waar de lijst hangt, steunt geen kandidaat.",
                "Saying where the list is supports no candidate.",
            ),
            outside(
                "Zo schrijft u een partij in voor de verkiezingen.",
                "This is how a party registers for the elections.",
                "Uitleg die voor elke partij gelijk is, is een dienst.",
                "Information that is the same for every party is a service.",
            ),
            outside(
                "De burgemeester opent vrijdag de nieuwe brug. De weg is dan dicht.",
                "The mayor opens the new bridge on Friday. The road is closed then.",
                "Dit gaat over de weg, niet over steun voor iemand.",
                "This is about the road, not about support for anyone.",
            ),
        ),
    ),
    Purpose(
        code="voter_data",
        allowed=False,
        name_nl="Gegevens van kiezers verzamelen",
        name_en="Collecting voters' data",
        about_nl="Vragen of bijhouden wie stemt, op wie, of wat iemand politiek vindt.",
        about_en="Asking or recording who votes, for whom, or what someone's politics are.",
        inside=(
            inside("Op welke partij gaat u stemmen?", "Which party will you vote for?"),
            inside(
                "Een lijst maken van inwoners die niet hebben gestemd.",
                "Making a list of residents who did not vote.",
            ),
            inside(
                "Heeft u vandaag al gestemd? Antwoord ja of nee.",
                "Did you vote today? Answer yes or no.",
            ),
            inside(
                "Bewaren wat inwoners van een partij vinden.",
                "Keeping what citizens think of a party.",
            ),
        ),
        outside=(
            outside(
                "Uw stempas kwijt? Zo vraagt u een nieuwe aan.",
                "Lost your voting pass? This is how you ask for a new one.",
                "U vraagt niet of en wat iemand stemt: dit is een dienst.",
                "You do not ask whether and how someone votes: this is a service.",
            ),
            outside(
                "Wilt u helpen op een stembureau? Zo meldt u zich aan.",
                "Do you want to help at a polling station? This is how you sign up.",
                "Wie helpt bij het tellen, vertelt niet wat hij stemt.",
                "Whoever helps with counting does not tell how they vote.",
            ),
            outside(
                "Zo machtigt u iemand om voor u te stemmen.",
                "This is how someone else can vote on your behalf.",
                "Uitleg over het machtigen is een dienst. Laat het formulier niet via WhatsApp "
                "sturen.",
                "Explaining a proxy vote is a service. Do not have the form sent over WhatsApp.",
            ),
            outside(
                "Hoe tevreden bent u over ons antwoord? Kies 1 tot 5.",
                "How satisfied are you with our answer? Choose 1 to 5.",
                "Dit gaat over de dienst, niet over politiek.",
                "This is about the service, not about politics.",
            ),
        ),
    ),
    Purpose(
        code="election_influence",
        allowed=False,
        name_nl="Verkiezingen beïnvloeden",
        name_en="Influencing elections",
        about_nl="Iets doen waardoor mensen anders of niet stemmen, ook in een referendum.",
        about_en="Anything that makes people vote otherwise or not at all, in a referendum too.",
        inside=(
            inside("Ga niet stemmen. Het heeft geen zin.", "Do not go and vote. It is of no use."),
            inside(
                "De wethouder vraagt u om voor het plan te stemmen.",
                "The alderman asks you to vote for the plan.",
            ),
            inside(
                "Een verkeerde dag of plaats noemen om te stemmen.",
                "Naming a wrong day or place to vote.",
            ),
            inside(
                "Alleen de wijken met weinig kiezers een oproep sturen.",
                "Sending a call to vote only to areas where few people vote.",
            ),
        ),
        outside=(
            outside(
                "Het stembureau in de bibliotheek is open van 7.30 tot 21.00 uur.",
                "The polling station in the library is open from 7:30 to 21:00.",
                "Openingstijden van stembureaus zijn een dienst van de gemeente.",
                "Opening hours of polling stations are a municipal service.",
            ),
            outside(
                "Neem uw stempas en een geldig identiteitsbewijs mee.",
                "Bring your voting pass and a valid proof of identity.",
                "Praktische uitleg die voor iedereen gelijk is, mag.",
                "Practical information that is the same for everyone is allowed.",
            ),
            outside(
                "Het stembureau in de Dorpsstraat is dicht door een storing. Ga naar de school.",
                "The polling station in the main street is closed by a failure. Go to the school.",
                "Een feit dat klopt en dat mensen nodig hebben om te stemmen.",
                "A fact that is right and that people need in order to vote.",
            ),
            outside(
                "De uitslag van de verkiezingen staat op onze website.",
                "The result of the elections is on our website.",
                "De uitslag na afloop noemen, verandert geen stem.",
                "Telling the result afterwards changes no vote.",
            ),
        ),
    ),
)
