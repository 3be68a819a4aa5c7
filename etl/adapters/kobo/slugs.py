"""Names of answers as forms write them: ``1___not_at_all``, ``don_t_know``, ``rice_and_fish``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Names that say that there is no rating, in the letters of `bare`; all but "don't know" mean that nothing was answered.
DONT_KNOW = {"dont_know": "Don't know", "dontknow": "Don't know", "dk": "Don't know", "vet_ikke": "Vet ikke"}
NOT_ASKED = {"n/a": "N/A", "na": "N/A", "not_applicable": "Not applicable", "ikke_aktuelt": "Ikke aktuelt"}
REFUSED = {
    "refused": "Refused",
    "refuse_to_answer": "Refused",
    "refused_to_answer": "Refused",
    "prefer_not_to_say": "Prefer not to say",
    "no_answer": "No answer",
    "vil_ikke_svare": "Ønsker ikke å svare",
}
WITHOUT_RATING = DONT_KNOW | NOT_ASKED | REFUSED
# More names than this are somebody's own words without blanks.
MOST_NAMES = 60
_NUMBERED = re.compile(r"(\d{1,3})_+([^\W\d_].*)")
_NAME = re.compile(r"[^\s,;]+")


@dataclass(frozen=True)
class Answers:
    """The answers of one question: written name -> code, code -> text, and the codes that are no answer."""

    codes: Mapping[str, str]
    labels: Mapping[str, str]
    no_answer: tuple[str, ...]


def bare(name: str) -> str:
    """A name as it is looked up: ``don_t_know`` and ``Don’t_know`` are ``dont_know``."""
    return re.sub(r"(?<=n)[_'’]+t_", "t_", name.strip().casefold()).replace("'", "").replace("’", "")


def worded(name: str) -> str:
    """``house_shelter_(rented)`` as words."""
    return " ".join(name.replace("_", " ").split())


def is_numbered(names: Iterable[str]) -> bool:
    """Whether all names begin with their code, but those that say that there is no rating; two codes at least."""
    matches = _codes(names)
    told = {(match[1], bare(worded(match[2]))) for match in matches if match}
    return all(matches) and len({code for code, _ in told}) == len(told) > 1


def have_codes(names: Iterable[str]) -> bool:
    """Whether all names begin with a code, but those that say that there is no rating."""
    return all(_codes(names))


def _codes(names: Iterable[str]) -> list[re.Match[str] | None]:
    """The names taken apart, those without a code as nothing; those that say that there is no rating are left out."""
    return [_NUMBERED.fullmatch(name) for name in names if bare(name) not in WITHOUT_RATING]


def are_names(texts: Iterable[str]) -> bool:
    """Whether the cells are names of answers and not words or numbers: none has a blank, and some have a low line."""
    written = list(texts)
    known = [text for text in written if bare(text) in WITHOUT_RATING]
    fitting = all(_NAME.fullmatch(text) for text in written)
    return fitting and len(known) < len(written) <= MOST_NAMES and any("_" in text for text in written)


def answers(names: Iterable[str], choices: Mapping[str, str]) -> Answers:
    """What the names of one question mean; ``choices`` is name -> text where the form tells."""
    written = list(dict.fromkeys([*choices, *names]))
    numbered = is_numbered(written)
    codes = {name: match[1] if numbered and (match := _NUMBERED.fullmatch(name)) else name for name in written}
    texts = {name: choices.get(name) or _text(name, numbered=numbered) for name in written}
    ordered = (
        sorted(written, key=lambda name: int(codes[name]) if codes[name].isdecimal() else 1000) if numbered else written
    )
    refused = [codes[name] for name in written if bare(name) in REFUSED]
    return Answers(codes, {codes[name]: texts[name] for name in ordered}, tuple(dict.fromkeys(refused)))


def _text(name: str, *, numbered: bool) -> str:
    known = WITHOUT_RATING.get(bare(name))
    match = _NUMBERED.fullmatch(name) if numbered else None
    return known or worded(match[2] if match else name)
