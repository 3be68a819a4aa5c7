"""What respondents write: about what they rate low in one question, about what they rate high in the other."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from sample_data.answers import scores
from sample_data.contents import codebook_of, content, planted
from sample_data.units import Survey

IMPROVE, KEEP = "improve", "keep"
WHO = {("habilitation", "user"): "habilitation_user", ("habilitation", "next_of_kin"): "habilitation_kin"}
# People end without a full stop and begin without a capital letter.
WITHOUT_STOP, WITHOUT_CAPITAL = 0.15, 0.07


def with_comments(survey: Survey, table: pd.DataFrame) -> pd.DataFrame:
    """The table with a column of texts ("" where nothing is written) a comment question."""
    if IMPROVE not in codebook_of(survey.instrument).edition(survey.edition).columns:
        return table
    writer = _Writer(survey.generator(4), content("comments"), content("model")["comments"])
    liked = _by_dimension(survey, table)
    written = [writer.both(WHO.get(who, who[0]), mean) for who, mean in zip(_who(table), liked, strict=True)]
    table = table.assign(**{name: [texts[name] for texts in written] for name in (IMPROVE, KEEP)})
    for fact in planted("personal_data", survey.instrument, edition=survey.edition):
        table.loc[fact["row"], IMPROVE] = fact["text"]
    return table


def _who(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["service"], table["role"], strict=True))


def _by_dimension(survey: Survey, table: pd.DataFrame) -> list[dict[str, float]]:
    """Each respondent's mean rating by dimension."""
    dimension = pd.Series({item.id: item.dimension for item in codebook_of(survey.instrument).items})
    means = scores(survey, table).T.groupby(dimension).mean().T
    return [{str(name): value for name, value in row.items() if value == value} for row in means.to_dict("records")]


@dataclass
class _Writer:
    """Deals sentences so that none is repeated before all have been used."""

    rng: np.random.Generator
    texts: dict[str, Any]
    model: dict[str, float]
    decks: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def both(self, who: str, liked: dict[str, float]) -> dict[str, str]:
        """The texts of one respondent in both questions, mostly empty."""
        texts = {IMPROVE: "", KEEP: ""}
        if not self._happens("share"):
            return texts
        first = IMPROVE if self.rng.random() < 0.6 else KEEP
        questions = [IMPROVE, KEEP] if self._happens("both") else [first]
        nynorsk = self._happens("nynorsk") and who in self.texts["nynorsk"]
        for question in questions:
            texts[question] = self._nynorsk(who, question) if nynorsk else self._bokmaal(who, question, liked)
        return texts

    def _bokmaal(self, who: str, question: str, liked: dict[str, float]) -> str:
        if self._happens("anyone"):
            return self._dealt("bokmaal", "anyone", question, "any")
        known = {dimension: len(sentences) for dimension, sentences in self.texts["bokmaal"][who][question].items()}
        count = 2 if self._happens("second_sentence") and len(known) > 1 else 1
        chosen = self._dimensions(known, liked, question, count)
        return self._as_typed(" ".join(self._dealt("bokmaal", who, question, dimension) for dimension in chosen))

    def _nynorsk(self, who: str, question: str) -> str:
        return self._as_typed(self._dealt("nynorsk", who, question))

    def _dimensions(self, known: dict[str, int], liked: dict[str, float], question: str, count: int) -> list[str]:
        """Mostly what is rated lowest (highest), and sometimes anything; more often what there are more words for."""
        usual = np.mean(list(liked.values())) if liked else 0.0
        sign = -1 if question == IMPROVE else 1
        lure = np.array([sign * (liked.get(dimension, usual) - usual) for dimension in known])
        chance = -np.log(-np.log(self.rng.random(len(known))))
        keys = lure / self.model["by_score"] + np.log(list(known.values())) + chance
        return [list(known)[i] for i in np.argsort(-keys, kind="stable")[:count]]

    def _dealt(self, *place: str) -> str:
        if not self.decks.get(place):
            sentences: Any = self.texts
            for step in place:
                sentences = sentences[step]
            order = np.argsort(self.rng.random(len(sentences)), kind="stable")
            self.decks[place] = [_without_dimension(sentences[i]) for i in order]
        return self._filled(self.decks[place].pop())

    def _filled(self, sentence: str) -> str:
        for slot, words in self.texts["slots"].items():
            if f"{{{slot}}}" in sentence:
                sentence = sentence.replace(f"{{{slot}}}", words[int(self.rng.random() * len(words))])
        return sentence

    def _as_typed(self, text: str) -> str:
        habits = self.rng.random(2)
        if habits[0] < WITHOUT_STOP:
            text = text.removesuffix(".")
        return text[0].lower() + text[1:] if habits[1] < WITHOUT_CAPITAL else text

    def _happens(self, chance: str) -> bool:
        return bool(self.rng.random() < self.model[chance])


def _without_dimension(sentence: str | dict[str, str]) -> str:
    return sentence if isinstance(sentence, str) else next(iter(sentence.values()))
