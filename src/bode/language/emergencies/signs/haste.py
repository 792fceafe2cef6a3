"""What can't wait: a term that ends, a bed for tonight, water in the house."""

from __future__ import annotations

CUES = """
spoed drin urge asap zsm z.s.m snel direct meteen wacht haast soon sos passport
uitgezet ontruimd straat huis slaap buiten vlieg vlucht vertrek termijn deadline vandaag_nog
blank uur_ schiphol operee kelder water dring eil piln acil термінов срочн عاجل ضروري مستعجل ratunku
"""
_TODAY = r"(?:vandaag|vanavond|vannacht|morgen|morgenochtend|nu)"

SIGNS = (
    r"\b(?:spoed|spoedgeval|dringe?nd|urge[nt][td]|urgent|urgente|urgently|asap|sos)\b",
    r"\bz\.?s\.?m\b|\bas soon as possible\b|\bemergency passport\b",
    r"\b(?:snel|direct|meteen) (?:mogelijk )?hulp\b|\bhulp\b[^.?!]{0,12}\b(?:snel|direct|meteen)\b",
    r"\bkan (?:echt )?niet (?:langer |meer )?wachten\b|\bheel snel (?:een )?antwoord\b",
    r"\bheeft (?:(?!geen)\w+ )?haast\b",
    r"\ber is (?:(?!geen)\w+ )?haast\b(?! (?:niemand|geen|nooit|niks|niets))",
    r"\bvandaag nog (?:\w+ ){0,2}(?:reactie|antwoord|bellen|terugbellen|gebeld|bericht)",
    r"\b(?:termijn|deadline)\b[^.?!]{0,20}\b(?:vandaag|vanavond|verloopt|morgen)\b",
    rf"\b(?:vlucht|vlieg|vliegen|vertrek|vertrekken)\b[^.?!]{{0,15}}\b{_TODAY}\b",
    rf"\b{_TODAY}\b[^.?!]{{0,15}}\b(?:vlucht|vlieg|vliegen)\b",
    rf"\b{_TODAY} (?:\w+ ){{0,3}}(?:uitgezet|ontruimd)\b|\b(?:uitgezet|ontruimd) {_TODAY}\b",
    rf"\b{_TODAY} (?:\w+ ){{0,3}}uit (?:\w+ )?huis\b|\b{_TODAY} op straat\b",
    rf"\b{_TODAY}\b[^.?!]{{0,20}}\b(?:slaapplek|slaapplaats|buiten)\b|\bslaa\w+ {_TODAY} buiten\b",
    r"\bwater (?:loopt|komt|stroomt) [^.?!]{0,20}(?:huis|kamer|woning|keuken|binnen)\b",
    r"\bkelder (?:loopt|staat|stroomt) (?:helemaal )?(?:onder|blank|vol)\b|\bstaat blank\b",
    r"\bover een (?:half )?uur (?:moet|vertrek|vlieg)\w*|\bop schiphol\b",
    r"\buit (?:ons |mijn |het )?huis gezet\b|\bmorgen geopereerd\b",
    r"\b(?:dringend|eilig|es eilt)\b|\burgence\b(?! dentaire)|\bacil\b|\bpiln\w+|\bratunku\b",
    r"\bтермінов\w+|\bсрочн\w+|عاجل|ضروري جدا|مستعجل",
)
