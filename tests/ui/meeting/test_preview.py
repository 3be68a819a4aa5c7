"""The report as it will stand, before it is made."""

from core.document import Chapter, Column, Document, Figure, Table
from ui.meeting.preview import preview

UNITS = ("Solbakken hjemmetjeneste", "Nordlia")
TABLE = Table(
    (
        Column("Enhet", "words", UNITS, UNITS),
        Column("Indeks", "number", (76.0, 81.0), ("76", "81")),
        Column("Periode", "words", ("2025", "2025"), ("2025", "2025")),
        Column("Vurdering", "words", ("Ingen sikker forskjell", ""), ("Ingen sikker forskjell", "")),
    )
)


def test_a_column_of_long_words_is_given_room_as_in_every_other_table() -> None:
    units = Chapter("Enhetene", (Figure("units", "To enheter", "Kilde", table=TABLE),))
    report = Document("Rapport", "", "nb", facts=(), chapters=(units,))

    html = preview(report)

    assert '<th scope="col" class="bi-words bi-long">Enhet</th>' in html
    assert '<th scope="row" class="bi-words bi-long">Nordlia</th>' in html
    assert '<th scope="col" class="bi-number">Indeks</th>' in html
    assert '<th scope="col" class="bi-words">Periode</th>' in html
    assert '<td class="bi-words bi-long">Ingen sikker forskjell</td>' in html
