"""The survey that is in every file: who answered when, what they rated, chose and wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

RATINGS = 40
POINTS = 6
UNANSWERED, WITH_COMMENT = 0.07, 0.3
SCALE = ("Helt uenig", "Uenig", "Litt uenig", "Litt enig", "Enig", "Helt enig")
CHANNELS = ("Telefon", "E-post", "Oppmøte", "Brev")
BACKGROUND = {
    "Kjønn": ("Kvinne", "Mann", "Annet"),
    "Alder": ("Under 30", "30-49", "50-66", "67 eller eldre"),
    "Tjeneste": ("Barnehage", "Bibliotek", "Hjemmetjeneste", "Helsestasjon", "Byggesak"),
    "Enhet": tuple(f"Enhet {number:02d}" for number in range(1, 31)),
}
WORDS = (
    "jeg", "vi", "dere", "alle", "ansatte", "tiden", "svar", "hjelp", "telefonen", "lenge", "venter", "god", "dårlig",
    "rask", "vennlig", "tydelig", "informasjon", "møtet", "timen", "brevet", "enheten", "fikk", "ikke", "bare", "mer",
    "mindre", "bedre", "burde", "kunne", "takk", "opplevde", "savnet", "likte", "etter", "før", "når",
)  # fmt: skip
LONGEST_COMMENT = 12
FIRST_DAY, DAYS = np.datetime64("2024-03-01T07:00:00"), 60
LEAST_SECONDS, MOST_SECONDS = 90, 1200
SEED = 40


@dataclass(frozen=True)
class Survey:
    """``ratings`` has the points of each respondent and question, 0 where unanswered; ``chosen`` a column an option."""

    started: npt.NDArray[np.datetime64]
    ended: npt.NDArray[np.datetime64]
    ratings: npt.NDArray[np.int8]
    background: dict[str, npt.NDArray[np.int64]]
    chosen: npt.NDArray[np.bool_]
    comments: pa.StringArray

    @property
    def respondents(self) -> int:
        """How many answered."""
        return len(self.started)

    def numbers(self, first: int) -> pa.StringArray:
        """A number a respondent."""
        return pa.array(np.arange(first, first + self.respondents)).cast(pa.string())

    def rated(self, question: int, words: Sequence[str] | None = None) -> pa.StringArray:
        """The answers to a question: points, or the words for them from the lowest on."""
        return chosen_of(["", *(words or map(str, range(1, POINTS + 1)))], self.ratings[:, question])

    def told(self, *, coded: bool = False) -> dict[str, pa.StringArray]:
        """What respondents told of themselves, in words or as codes from 1."""
        return {
            name: chosen_of([str(place) for place in range(1, len(words) + 1)] if coded else words, found)
            for (name, words), found in zip(BACKGROUND.items(), self.background.values(), strict=True)
        }

    def several(self, sign: str, *, at_end: bool = False, names: Sequence[str] = CHANNELS) -> pa.StringArray:
        """The channels that a respondent chose, in one cell."""
        sets = [[name for place, name in enumerate(names) if number >> place & 1] for number in range(1 << len(names))]
        cells = [sign.join(chosen) + (sign if at_end and chosen else "") for chosen in sets]
        return chosen_of(cells, self.chosen @ (1 << np.arange(len(names))))

    def ticked(self, option: int, tick: str, otherwise: str) -> pa.StringArray:
        """Whether a respondent chose an option."""
        return chosen_of((otherwise, tick), self.chosen[:, option].astype(np.int64))


def survey(respondents: int) -> Survey:
    """The survey with so many respondents; the same number gives the same survey."""
    rng = np.random.default_rng([SEED, respondents])
    started = FIRST_DAY + rng.integers(0, DAYS * 86_400, respondents).astype("timedelta64[s]")
    return Survey(
        started=started,
        ended=started + rng.integers(LEAST_SECONDS, MOST_SECONDS, respondents).astype("timedelta64[s]"),
        ratings=_ratings(rng, respondents),
        background={name: rng.integers(0, len(words), respondents) for name, words in BACKGROUND.items()},
        chosen=rng.random((respondents, len(CHANNELS))) < 0.4,
        comments=_comments(rng, respondents),
    )


def chosen_of(words: Sequence[str], places: npt.NDArray[np.integer]) -> pa.StringArray:
    """The word at each place."""
    return pa.array(words, pa.string()).take(pa.array(places))


def written(times: npt.NDArray[np.datetime64], form: str) -> pa.StringArray:
    """The times in a form of ``strftime``."""
    return pc.strftime(pa.array(times.astype("datetime64[s]")), form)


def _ratings(rng: np.random.Generator, respondents: int) -> npt.NDArray[np.int8]:
    """A person's answers hang together, lie high, and some are missing."""
    felt = rng.normal(4.8, 0.7, (respondents, 1)) + rng.normal(0, 0.8, (respondents, RATINGS))
    points = np.rint(felt).clip(1, POINTS).astype(np.int8)
    points[rng.random(points.shape) < UNANSWERED] = 0
    return points


def _comments(rng: np.random.Generator, respondents: int) -> pa.StringArray:
    """A few words of some; hardly two are the same."""
    lengths = np.where(rng.random(respondents) < WITH_COMMENT, rng.integers(2, LONGEST_COMMENT, respondents), 0)
    drawn = rng.integers(0, len(WORDS), (respondents, LONGEST_COMMENT))
    return pa.array(
        [" ".join(WORDS[word] for word in row[:length]) for row, length in zip(drawn, lengths, strict=True)]
    )
