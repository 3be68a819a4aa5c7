"""What becomes different from the former export, unit by unit."""

from etl.plans import Change, of_several_roles
from ui.importing.changes import named

HOME = Change("Solbakken 2025", "user", 10, 12, 100, 120)
KIN = Change("Solbakken 2025", "next_of_kin", 5, 6, 50, 60)
OTHER = Change("Elvebredden 2025", "user", 7, 7, 70, 70)


def test_a_unit_that_answered_in_two_roles_has_the_role_beside_its_name():
    table = named([HOME, KIN, OTHER])

    assert table["unit"].tolist() == ["Solbakken 2025 – bruker", "Solbakken 2025 – pårørende", "Elvebredden 2025"]
    assert table["respondents_after"].tolist() == [12, 6, 7]


def test_the_same_unit_and_role_twice_is_of_one_role():
    assert of_several_roles([HOME, HOME]) == frozenset()
