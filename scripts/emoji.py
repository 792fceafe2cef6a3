"""Make the list of the emoji picker, src/bode/web/static/emoji.json, out of Emojibase's data.

python scripts/emoji.py FOLDER      the unpacked npm package `emojibase-data` (MIT; made from CLDR)

Each emoji has its group, its name in Dutch and in English, and the words by which it is found in
either. It is run by hand when a new version of Unicode has come to most phones.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

LIST = Path(__file__).resolve().parent.parent / "src" / "bode" / "web" / "static" / "emoji.json"
PARTS = 2  # the group of skin tones and hair, which are no emoji by themselves


def main(folder: Path) -> None:
    """Write the list, in the order of Unicode."""
    dutch, english = (read(folder / each / "compact.json") for each in ("nl", "en"))
    known = [each for each in dutch.values() if each.get("group", PARTS) != PARTS]
    known.sort(key=lambda each: each["order"])
    made = [entry(each, english[each["hexcode"]]) for each in known]
    rows = ",\n".join(json.dumps(each, ensure_ascii=False) for each in made)
    LIST.write_text(f"[\n{rows}\n]\n")


def read(path: Path) -> dict[str, Any]:
    """What one language calls each emoji."""
    return {each["hexcode"]: each for each in json.loads(path.read_text())}


def entry(dutch: dict[str, Any], english: dict[str, Any]) -> list[Any]:
    """One emoji: the sign, its group, its names, and by which other words it is found."""
    names = f"{dutch['label']} {english['label']}".lower()
    tags = [*dutch.get("tags", []), *english.get("tags", [])]
    words = [tag for tag in dict.fromkeys(map(str.lower, tags)) if tag not in names]
    return [dutch["unicode"], dutch["group"], dutch["label"], english["label"], " ".join(words)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
