import importlib
import logging
import pkgutil
import sqlite3
import threading
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text

import register as package
from core.errors import AppError
from core.messages import error_text
from core.settings import Settings
from register import actions
from register.actions import Action
from register.base import Base
from register.database import Register, RegisterUnavailableError, open_register
from tests.register.conftest import SERVER_USER, new_database

MODULES = [importlib.import_module(f"register.{found.name}") for found in pkgutil.iter_modules(package.__path__)]
SECRET = "correct-horse"


def add_and_stumble(register: Register) -> None:
    """Write a tiltak, and meet an error before the transaction is at its end."""
    with register.session() as session:
        actions.add(session, {"title": "Halvveis"}, "adviser")
        actions.change(session, 99, 1, {}, "adviser")


def lose_the_connection(register: Register, server: psycopg.Connection) -> None:
    """Ask while the server ends the conversation."""
    with register.reading() as session:
        pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        server.execute("SELECT pg_terminate_backend(%s, 1000)", (pid,))
        session.execute(text("SELECT 1"))


def test_the_revisions_make_the_tables_that_the_code_knows(register: Register):
    assert MODULES
    with register.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    # The history of changes is guarded by triggers, of which the code knows nothing.
    assert differences == []


def test_a_register_is_opened_by_many_at_once(settings: Settings):
    opened: list[Register] = []
    failed: list[Exception] = []
    together = threading.Barrier(4)

    def open_it() -> None:
        together.wait()
        try:
            opened.append(open_register(settings))
        except AppError as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    with opened[0].reading() as session:
        assert session.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1
    for one in opened:
        one.close()


def test_what_was_written_is_there_when_the_register_is_opened_again(settings: Settings):
    first = open_register(settings)
    with first.session() as session:
        actions.add(session, {"title": "Ukeplan på døra", "due": None}, "adviser")
    first.close()

    again = open_register(settings)

    with again.reading() as session:
        assert session.scalars(select(Action.title)).all() == ["Ukeplan på døra"]
    again.close()


def test_half_a_transaction_is_not_kept(register: Register):
    with pytest.raises(AppError):
        add_and_stumble(register)

    with register.reading() as session:
        assert session.scalars(select(Action)).all() == []


def test_a_register_of_a_later_edition_is_left_alone(settings: Settings):
    register = open_register(settings)
    with register.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    register.close()

    with pytest.raises(AppError) as refused:
        open_register(settings)

    assert refused.value.code == "register_newer"


def test_a_file_that_somebody_else_holds_is_unavailable_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("register.database.SECONDS_TO_WAIT", 0)
    register = open_register(Settings(data=tmp_path))
    holder = sqlite3.connect(tmp_path / "register.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(RegisterUnavailableError) as refused, register.session() as session:
        actions.add(session, {"title": "Mens noen holder filen"}, "adviser")

    assert "Ingenting er lagret" in error_text(refused.value)
    with register.reading() as session:
        assert session.scalars(select(Action)).all() == []
    holder.close()
    register.close()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path):
    (tmp_path / "register.sqlite3").write_text("Dette er ikke en database. " * 100, encoding="utf-8")

    with pytest.raises(RegisterUnavailableError):
        open_register(Settings(data=tmp_path))


def test_a_server_that_does_not_answer_is_unavailable_and_its_password_is_told_to_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    settings = Settings(data=tmp_path, register_url=f"postgresql://leser:{SECRET}@127.0.0.1:1/register")

    with caplog.at_level(logging.DEBUG), pytest.raises(RegisterUnavailableError) as refused:
        open_register(settings)

    assert "127.0.0.1:1/register" in error_text(refused.value)
    for told in (error_text(refused.value), str(refused.value), caplog.text, repr(settings)):
        assert SECRET not in told


def test_a_server_that_goes_away_is_unavailable_and_is_found_again(postgresql: Path, tmp_path: Path):
    address = new_database(postgresql)
    register = open_register(Settings(data=tmp_path, register_url=address))
    with register.reading() as session:
        name = session.execute(text("SELECT current_database()")).scalar_one()
    server = psycopg.connect(host=str(postgresql), user=SERVER_USER, dbname="postgres", autocommit=True)

    with server, pytest.raises(RegisterUnavailableError):
        lose_the_connection(register, server)

    with register.reading() as session:
        assert session.execute(text("SELECT current_database()")).scalar_one() == name
    register.close()


@pytest.mark.parametrize(
    "address", [f"mysql://leser:{SECRET}@vert/register", f"ikke en adresse {SECRET}", "", "sqlite://"]
)
def test_an_address_of_another_kind_is_refused_without_being_shown(address: str, tmp_path: Path):
    with pytest.raises(AppError) as refused:
        open_register(Settings(data=tmp_path, register_url=address))

    assert refused.value.code == "register_url_invalid"
    assert SECRET not in error_text(refused.value)
    assert SECRET not in str(refused.value)


def test_the_file_is_named_by_its_address_where_one_is_given(tmp_path: Path):
    path = tmp_path / "another.sqlite3"

    register = open_register(Settings(data=tmp_path, register_url=f"sqlite:///{path}"))

    assert path.exists()
    assert inspect(register.engine).has_table("action")
    register.close()
