"""Many records made by varying real ones: their words, headings and names, mixed by a seeded generator.

What is made is MARC 21 of the common fields. Words come as often as in the real records, with one rare word that no
language has among thirty, as names and misprints are in a real catalogue: else the vocabulary would be far too small.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import pymarc
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.reading import read_file
from tutela.catalogue.record import Record
from tutela.web.site.register import the_register

FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "marc"
"""Real records, beside the project; read when the benchmark runs and never copied."""

_SUFFIXES = (".mrc", ".xml", ".dat", ".mrk", ".gz")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TYPES = ("guidance", "good-practice", "research", "law", "report", "news", "graphics", "training")
_COUNTRIES = ("FR", "ES", "DE", "KE", "BR", "IN", "PH", "MX", "SN", "GB", "US", "CO", "TH", "ZA", "CA", "PE")
_SYLLABLES = tuple("ba be bo ca da de di fa ga ke la le lo ma mi mo na ne no pa ra ri ro sa se so ta te ti va".split())


def real_records(folder: Path = FOLDER) -> list[Record]:
    """All records of these files that have a title. Raises FileNotFoundError where the folder is not there."""
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    files = sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)
    return [one for path in files for one in read_file(path) if isinstance(one, Record) and one.title.proper]


class _Pool:
    """Things to draw from, each as often as it was seen; the most frequent not more often than all words are."""

    def __init__(self, seen: Iterable[str]) -> None:
        counts = Counter(one for one in seen if one)
        self.things = list(counts)
        self._sums = list(accumulate(min(count, 400) for count in counts.values()))

    def draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.things, cum_weights=self._sums, k=count)


class Varied:
    """Records made of the words of real ones; the same for the same seed."""

    def __init__(self, real: list[Record], seed: int = 20190910) -> None:
        self._chance = random.Random(seed)
        texts = [(one.title.full, *one.summaries, *(note.text for note in one.notes)) for one in real]
        self._titles = [one.title.proper for one in real]
        self._words = _Pool(word.lower() for text in texts for part in text for word in _WORD.findall(part))
        self._subjects = _Pool(one.parts[0] for record in real for one in record.subjects)
        self._names = _Pool(one.name for record in real for one in record.contributors)
        self._publishers = _Pool(name for record in real for one in record.publications for name in one.publishers)
        self._languages = _Pool(record.languages[0] for record in real if record.languages)
        register = the_register()
        self._measures = [measure.id for measure in register.measures]
        self._audiences = [term.id for term in register.addressees]

    def records(self, count: int) -> Iterator[Record]:
        """So many records, one after the other."""
        for number in range(1, count + 1):
            yield Record(self._made(number))

    def text(self, least: int, most: int) -> str:
        """Words as they come, one in thirty of them rare."""
        words = self._words.draw(self._chance, self._chance.randint(least, most))
        return " ".join(self._rare() if self._chance.random() < 1 / 30 else word for word in words)

    def _rare(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(3, 5)))

    def _title(self) -> str:
        """A real title with some of its words exchanged."""
        words = self._chance.choice(self._titles).split()[:14]
        fresh = self._words.draw(self._chance, len(words))
        kept = [new if self._chance.random() < 0.6 else old for old, new in zip(words, fresh, strict=True)]
        return " ".join([*kept, self.text(1, 4)]).capitalize()

    def _made(self, number: int) -> pymarc.Record:
        chance = self._chance
        year = min(2025, max(1850, int(2026 - chance.expovariate(1 / 18))))
        language = self._languages.draw(chance, 1)[0]
        fields = [
            Field(tag="001", data=f"bench{number:07}"),
            Field(tag="008", data=f"191101s{year}    xx            000 0 {language} d".ljust(40)[:40]),
            _field("020", "  ", "a", f"978{number:010}"),
            _field("040", "  ", "b", "eng"),
            _field("245", "10", "a", self._title()),
            Field(
                tag="264",
                indicators=Indicators(" ", "1"),
                subfields=[Subfield("b", self._publishers.draw(chance, 1)[0]), Subfield("c", f"{year}.")],
            ),
            _field("500", "  ", "a", self.text(8, 25).capitalize()),
            _field("100", "1 ", "a", self._names.draw(chance, 1)[0]),
        ]
        if chance.random() < 0.3:
            fields.append(_field("191", "  ", "a", f"A/BENCH/{number}"))
        if chance.random() < 0.6:
            fields.append(_field("520", "  ", "a", self.text(30, 90).capitalize()))
        if chance.random() < 0.5:
            fields.append(_field("856", "40", "u", f"https://example.org/{number}"))
        for _ in range(chance.randint(1, 4)):
            heading = self._subjects.draw(chance, 1)[0]
            if chance.random() < 0.25:
                heading = f"{heading} ({self._words.draw(chance, 1)[0]})"
            fields.append(_field("650", " 7", "a", heading))
        fields += self._own(chance)
        made = pymarc.Record(leader="00000nam a2200000 i 4500")
        made.leader.coding_scheme = "a"
        made.add_field(*fields)
        return made

    def _own(self, chance: random.Random) -> list[Field]:
        """What Tutela's own catalogue adds."""
        fields = [_own("655", chance.choice(_TYPES))]
        if chance.random() < 0.5:
            fields.append(_own("691", chance.choice(self._measures)))
        if chance.random() < 0.5:
            fields.append(_own("385", chance.choice(self._audiences)))
        if chance.random() < 0.6:
            fields.append(_field("043", "  ", "c", chance.choice(_COUNTRIES)))
        return fields


def _field(tag: str, indicators: str, code: str, value: str) -> Field:
    return Field(tag=tag, indicators=Indicators(*indicators), subfields=[Subfield(code, value)])


def _own(tag: str, value: str) -> Field:
    pairs = [Subfield("a", value), Subfield("2", "tutela")]
    return Field(tag=tag, indicators=Indicators(" ", "7"), subfields=pairs)
