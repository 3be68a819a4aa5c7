"""Channels by level, and what became of recommendations."""

from datetime import date

from core.participation import Recommendation
from tests.views.participation.activities import activity, recommended
from views.participation import coverage, known, recommendations


def test_every_channel_has_a_row_and_those_not_in_use_say_0_where_they_belong() -> None:
    table = coverage.by_channel([activity(users=9), activity("To", users=3), activity("Tre", level="system")])

    used = table[table["activities"] > 0][["channel", "column", "activities", "people"]]
    assert used.to_numpy().tolist()[0] == ["Brukerråd", "Tjeneste", 2, 12.0]
    assert used["column"].tolist() == ["Tjeneste", "System"]
    assert set(table["channel"]) == {known.name("channels", key) for key in known.words_known()["channels"]}
    assert table.loc[table["channel"].eq("Høring"), ["column", "text"]].to_numpy().tolist() == [["System", "0"]]


def test_the_sentence_tells_the_levels_where_nothing_is() -> None:
    told = coverage.summary(coverage.by_channel([activity()]), 2024)

    assert told.startswith("1 av 13 kanaler er i bruk i 2024.")
    assert "Ingenting på individnivå og systemnivå." in told
    assert coverage.summary(coverage.by_channel([]), 2024) == "Ingen kanaler er i bruk i 2024."


def test_recommendations_without_an_answer_come_first() -> None:
    found = [activity("Nytt", 2024, recommendations=recommended("done", "awaiting")), activity("Senere", 2027)]

    table = recommendations.table(found, 2024)

    assert table["outcome"].tolist() == ["Venter på svar", "Gjennomført"]
    assert recommendations.summary(table) == (
        "2 anbefalinger: 1 venter på svar og 1 gjennomført. "
        "Den eldste som venter på svar, er fra en aktivitet som begynte i 2024."
    )


def test_outcomes_are_counted_for_each_service_and_the_municipality_as_a_whole() -> None:
    found = [
        activity("Råd", recommendations=recommended("accepted", "partly", "rejected")),
        activity("Eldreråd", service=None, recommendations=recommended("awaiting")),
    ]

    counted = recommendations.by_service(recommendations.table(found, 2024), [None, "home_care", "school"])

    assert counted["label"].tolist() == ["Hele kommunen", "Hjemmetjenester", "Grunnskole"]
    assert counted["recommendations"].tolist() == [1, 3, 0]
    assert counted["awaiting"].tolist() == [1, 0, 0]


def test_a_decision_tells_its_day_and_reason() -> None:
    told = Recommendation("Ring først", "accepted", "Innføres nå", date(2025, 3, 20))

    row = recommendations.table([activity(unit="Solbakken", recommendations=(told,))], 2024).iloc[0]

    assert (row["place"], row["note"], row["decided"]) == ("Hjemmetjenester · Solbakken", "Innføres nå", "20.03.2025")


def test_nothing_recommended_is_said() -> None:
    table = recommendations.table([activity()], 2024)

    assert table.empty
    assert recommendations.summary(table) == "Ingen anbefalinger er registrert."
