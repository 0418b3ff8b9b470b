"""Counts in how many passages of laws, reports and policies each word stands: ``src/tutela/evidence/frequencies.json``.

    python benchmarks/frequencies.py ../shared/gold

reads ``en.jsonl``, ``fr.jsonl`` and ``es.jsonl`` there (only their texts, no label) and writes the table. Words are
folded; those in fewer than LEAST passages are left out, so that what remains is a property of the language of the
law and not of these texts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from tutela.evidence.tokens import fold, split_token
from tutela.register.wording import LANGUAGES

LEAST = 5
TABLE = Path(__file__).parents[1] / "src/tutela/evidence/frequencies.json"


def count(folder: Path, language: str) -> dict[str, object]:
    words: Counter[str] = Counter()
    lines = (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        text = json.loads(line)["text"]
        words.update({fold(word) for token in text.split() for _, word in split_token(token)})
    frequent = {word: times for word, times in sorted(words.items()) if times >= LEAST and word.isalpha()}
    return {"passages": len(lines), "words": frequent}


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    table = {language: count(Path(sys.argv[1]), language) for language in LANGUAGES}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
