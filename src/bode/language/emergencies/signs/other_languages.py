"""The plainest words of other languages that citizens write in."""

from __future__ import annotations

CUES = """
fire burn smoke unconscious breath bleed collapsed choking overdose drown _gun knife hitting beating
attack kill break die stab police ambulance emergency shot
shooting waking wake flames following scared eingebrochen reagiert überfall
brenn feuer hilfe notfall polizei krankenwagen notarzt atmet bewusstlos messer schlägt
étouff bleu bayıldı rusza інфаркт инфаркт скорую швидку قتلي يقتلني
secours feu l'aide aidez respire gaz frappe appelez incend couteau
yang yanıyor yaniyor imdat yardım yardim döv nefes polis ambulans itfaiye bıçak
pali pożar pozar ratunku pomocy oddycha bije nóż karetk policj pogotowi straż
пожеж пожар гор рятуйте допоможіть виклич вызов помощь помогите дихає дышит б'є бьет бьёт убь
ніж нож
حريق النار يحترق ساعدوني الحقوني النجدة الشرطة إسعاف اسعاف يتنفس يضربني سكين
fuego incendio socorro ayuda quema llamen respira ambulancia
"""

ALONE = (
    r"(?:(?:fire|feuer|hilfe|au feu|pomocy|fuego|yang[ıi]n|пожежа|пожар|حريق)[\s!.]*){1,3}",
    r"(?:police|polizei|polis|policja|policía|поліція|полиция|الشرطة)\s*!+",
)

_ENGLISH = (
    r"\bemergency\b(?! (?:passport|travel|document|number|shelter|fund))|\bon fire\b|\bfire fire\b",
    r"\b(?:is|a) fire in\b|\b(?:is|are|house|flat) burning\b|\bsmoke (?:everywhere|coming|from)\b",
    r"\bsend help\b|\b(?:call|send|need) (?:the |an? )?(?:ambulance|police|fire ?brigade|112)\b",
    r"\b(?:ambulance|police|fire ?brigade)\b[^.?!]{0,12}\b(?:please|now|needed|come)\b",
    r"\bunconscious\b|\b(?:not|can't|cannot|cant|stopped) breath\w*|\bbleeding\b|\bheart attack\b",
    r"\bshooting (?:outside|at|in)\b|\b(?:not|won't) wak(?:e|ing) up\b|\bflames\b|\bfollowing me\b",
    r"\b(?:scared|afraid|danger)\b[^.?!]{0,15}\bhelp\b",
    r"\bcollapsed\b|\bchoking\b|\boverdose\b|\bdrowning\b|\bstabbed\b|\bbeen shot\b",
    r"\bsmell(?:s|ing)? (?:of |like )?gas\b|\bgas leak\b",
    r"\b(?:has|have|with) (?:a |got a )?(?:gun|knife)\b|\bbreak(?:ing)? in(?:to)?\b",
    r"\b(?:hitting|beating|attacking|hurting|threatening) (?:me|her|him|us|my)\b",
    r"\b(?:wants? to|going to|gonna|will) kill\b|\bkill (?:myself|me)\b|\bi want to die\b",
)
_GERMAN = (
    r"\bnotfall\b|\bes brennt\b|\bfeuer (?:im|in|bei)\b|\bhilfe\W+hilfe\b|^\W*hilfe\s*[,!]",
    r"\b(?:polizei|krankenwagen|notarzt|feuerwehr)\b[^.?!]{0,15}\b(?:bitte|schicken|rufen|kommen)\b",
    r"\b(?:bitte|brauche|brauchen|rufen sie)\b[^.?!]{0,15}\b(?:polizei|krankenwagen|notarzt)\b",
    r"\batmet nicht\b|\bbewusstlos\b|\briecht nach gas\b|\bein messer\b|\bschlägt mich\b",
    r"\bwird (?:\w+ )?eingebrochen\b|\breagiert nicht\b|\büberfall\b",
)
_FRENCH = (
    r"\bau secours\b|\bil y a le feu\b|\bau feu\b|\bincendie\b|\bl'aide\s*[,!]|\baidez-moi\s*[,!]",
    r"\bne respire (?:plus|pas)\b|\bsent le gaz\b|\bme (?:frappe|bat)\b",
    r"\bun couteau\b|\bétouff\w*|\btout bleu\b",
    r"\bappelez (?:la police|une ambulance|les pompiers|les secours)\b",
)
_TURKISH = (
    r"\byang[ıi]n\b(?! (?:merdiven|söndür|tüp|sigorta|alarm))|\byan[ıi]yor\b|\bi?mdat\b",
    r"\byard[ıi]m edin\b|\b(?:beni|bizi) d[öo]v[üu]yor\b|\bnefes al(?:m[ıi]|am[ıi])yor\b",
    r"\b(?:polis|ambulans|itfaiye)\w* (?:çağır|ara|laz[ıi]m|gönder|yolla)\w*",
    r"\blütfen (?:ambulans|polis)\b|\bbayıldı\b|\bb[ıi]ça[kğ]\w*",
)
_POLISH = (
    r"\bpo[żz]ar\w*|\bpali si[ęe]\b|\bsi[ęe] pali\b|\bratunku\b",
    r"\bnie oddycha\b|\bmnie bije\b|\bbije mnie\b|\bnie rusza si[ęe]\b",
    r"\bpomocy\b\s*(?:[,!]|$)|\bma n[óo][żz]\b",
    r"\b(?:wez?w|zadzwo|dzwo|przy[śs]l|potrzeb)\w*[^.?!]{0,15}\b(?:karetk|policj|pogotowi|straż)\w*",
)
_CYRILLIC = (
    r"пожеж\w|пожар\w?|\bгорить\b|\bгорит\b|\bрятуйте\b|\bна помощь\b|не дихає|не дышит",
    r"\b(?:допоможіть|помогите)\W*(?:$|[,!.]|пожалуйста|будь ласка)",
    r"\b(?:викличте|вызовите|викликайте|вызывайте)\b|\b(?:мене б'є|меня бь[её]т|б'є мене)\b",
    r"\bубь[её]т\b|\bинфаркт\b|\bскорую\b|\bшвидку\b|\b(?:в нього|у него) (?:ніж|нож)\b",
)
_ARABIC = (
    r"حريق|النار|يحترق|النجدة|الحقوني|ساعدوني(?! في)|لا يتنفس|يضربني|سكين|قتلي|يقتلني",
    r"(?:اتصل|اطلب|أحتاج|احتاج|أرسل|ارسل)\w*[^.?!]{0,12}(?:الشرطة|إسعاف|اسعاف|الإسعاف)",
)
_SPANISH = (
    r"\bfuego\b|\bincendio\b|\bsocorro\b|\bayuda\s*[,!]|\bse quema\b|\bno respira\b|\bme pega\b",
    r"\b(?:llamen|llame|llama|necesito)\b[^.?!]{0,12}\b(?:policía|ambulancia|bomberos)\b",
)
SIGNS = (
    *_ENGLISH,
    *_GERMAN,
    *_FRENCH,
    *_TURKISH,
    *_POLISH,
    *_CYRILLIC,
    *_ARABIC,
    *_SPANISH,
)
