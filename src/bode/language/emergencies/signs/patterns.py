"""What several lists of signs are made of."""

from __future__ import annotations

import re

NEAR = r"[^.?!]{0,30}?"

MINE = r"(?:de|het|t|'t|een|n|'n|mijn|m'n|mn|ons|onze|zijn|z'n|haar|hun)"

PERSON = (
    r"(?:iemand|man|vrouw|kind\w*|jongen|jongetje|meisje|peuter|kleuter|baby|mens|mensen|persoon"
    r"|moeder|vader|oma|opa|zoon\w*|dochter\w*|buur\w+|fietser|zwemmer|hij|zij|ze|ik|we|wij)"
)


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that finds each of these."""
    return re.compile("|".join(patterns))
