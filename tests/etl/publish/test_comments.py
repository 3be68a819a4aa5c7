"""Which comments a release tells, and where: approved, masked, in places of enough respondents, and nothing beside."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Settings
from etl import pipeline
from etl.comments.queue import Comment, comments_of, first_review, words_of
from etl.publish.comments import Scope, Year
from register import reviews
from register.database import open_register
from register.reviews import APPROVED, HIDDEN, Review
from tests.etl.store import HEADER, Store, small_codebook, small_rows

CANARY = "14833630556"
SERVICE = ("9901", "s", "", "user")
SCOPES = "comment_scope JOIN scope USING (scope) JOIN comment USING (comment_no)"


def approve(store: Store, chosen: list[Comment], **facts: object) -> None:
    settings = Settings(data=store.folder)
    register = open_register(settings)
    words = words_of(settings)
    with register.session() as session:
        for comment in chosen:
            review = first_review(comment, words)
            fields = {"seen": comment.seen, "status": APPROVED, "masked": (), "themes": review.themes} | facts
            reviews.save(session, Review(comment.key, **fields), "adviser")
    register.close()


def listed(store: Store) -> dict[str, set[str]]:
    """The texts by place."""
    found: dict[str, set[str]] = {}
    for row in store.released(f"SELECT place, text FROM {SCOPES}").itertuples():
        found.setdefault(row.place, set()).add(row.text)
    return found


def comments(store: Store) -> list[Comment]:
    return list(comments_of(Settings(data=store.folder)))


def published(store: Store) -> dict[str, set[str]]:
    pipeline.publish_again(store.context())
    return listed(store)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers of thirteen, twelve and four in three units, each with a comment, one with a number in it."""
    store = Store(tmp_path_factory.mktemp("comments") / "data", pytest.MonkeyPatch())
    store.codebook(small_codebook())
    rows = small_rows({"Furua": 13, "Lia": 12, "Myra": 4})
    rows[2][-1] = f"Fnr {CANARY} står feil. Ventetiden er lang."
    file = store.table("small.csv", [HEADER, *rows])
    assert store.run("import", file, "--instrument", "small", "--edition", "2024").code == 0
    return store.folder


@pytest.fixture
def imported(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of one's own with these answers."""
    shutil.copy(once.parent / "small.csv", tmp_path)
    return Store(Path(shutil.copytree(once, tmp_path / "data")), monkeypatch)


def test_approved_comments_stand_where_enough_answered_and_the_canary_nowhere(imported: Store):
    of_unit = {
        unit: {one.text for one in comments(imported) if one.unit_name == unit} for unit in ("Furua", "Lia", "Myra")
    }
    assert imported.released("SELECT count(*) AS n FROM comment")["n"].iloc[0] == 0
    approve(imported, comments(imported))

    found = published(imported)

    units = {place.rpartition("/")[2]: texts for place, texts in found.items() if place.count("/") == 2}
    services = [texts for place, texts in found.items() if place.count("/") < 2]
    # Those of four stand in no list that, less the lists of the shown units, would hold them alone.
    assert set(units) < {"furua", "lia"}
    assert all(units[name] == of_unit[name.capitalize()] for name in units)
    shown_alone = set().union(*units.values())
    assert services
    assert all(texts == set().union(*of_unit.values()) or texts == shown_alone for texts in services)
    files = [path for path in imported.folder.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files if CANARY.encode() in path.read_bytes()} == {"received"}
    assert any("[fødselsnummer]" in text for text in services[0])


def test_only_what_was_approved_as_it_reads_is_told_and_in_a_new_order(imported: Store):
    one, other, outdated, *rest = comments(imported)
    approve(imported, [one], masked=((0, 3),))
    approve(imported, [other], status=HIDDEN)
    approve(imported, [outdated], seen="an older text")
    approve(imported, rest)

    told = published(imported)
    order = "SELECT text FROM comment ORDER BY comment_no"
    first = imported.released(order)["text"].tolist()
    published(imported)
    second = imported.released(order)["text"].tolist()

    texts = set().union(*told.values())
    assert f"[sladdet]{one.text[3:]}" in texts
    assert not {one.text, other.text, outdated.text} & texts
    assert sorted(first) == sorted(second)
    assert first != second


def test_reviews_find_their_comments_again_after_a_rebuild_and_a_new_import(imported: Store):
    approve(imported, comments(imported))
    keys = [comment.key for comment in comments(imported)]

    assert imported.run("rebuild").code == 0
    after_rebuild = listed(imported)
    for path in [imported.folder / "warehouse.duckdb", *(imported.folder / "releases").glob("*")]:
        path.unlink()
    again = imported.run("import", imported.folder.parent / "small.csv", "--instrument", "small", "--edition", "2024")

    assert again.code == 0
    assert [comment.key for comment in comments(imported)] == keys
    assert after_rebuild
    assert listed(imported) == after_rebuild


def test_a_forgotten_upload_takes_its_reviews_along(imported: Store):
    approve(imported, comments(imported))

    pipeline.forget([1], imported.context())

    register = open_register(Settings(data=imported.folder))
    with register.reading() as session:
        assert reviews.reviews(session) == {}
    register.close()


def year_of(units: list[int], shown: list[bool], least: int = 10) -> Year:
    """A service of units, and the municipality around it."""
    scopes = {
        ("9901", "s", str(number), "user"): Scope(number, n, is_shown and n >= least, least)
        for number, (n, is_shown) in enumerate(zip(units, shown, strict=True))
    }
    total = sum(units)
    scopes[SERVICE] = Scope(100, total, total >= least, least)
    scopes["9901", "", "", "user"] = Scope(101, total, total >= least, least)
    return Year(scopes)


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=8))
def test_no_list_less_the_lists_within_it_is_of_few(units):
    counts, shown = [n for n, _ in units], [is_shown for _, is_shown in units]
    year = year_of(counts, shown)

    lists = {number: year.listed(("9901", "s", str(number), "user")) for number in range(len(counts))}

    for scope in (100, 101, *range(len(counts))):
        within = {number for number, found in lists.items() if scope in found}
        smaller = {number for number in within if any(other < scope for other in lists[number] if other != scope)}
        for left in (within, within - smaller):
            assert not left or sum(counts[number] for number in left) >= 10


def test_small_units_stand_together_in_the_service_where_they_are_enough():
    year = year_of([20, 6, 7], [True, True, True])

    assert year.listed(("9901", "s", "0", "user")) == [0, 100, 101]
    assert year.listed(("9901", "s", "1", "user")) == year.listed(("9901", "s", "2", "user")) == [100, 101]


def test_a_small_unit_alone_stands_nowhere():
    year = year_of([20, 6], [True, True])

    assert year.listed(("9901", "s", "1", "user")) == []
