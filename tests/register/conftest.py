"""The register on both databases: a file, and a PostgreSQL server that the tests start for themselves."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from core.settings import Settings
from register.database import Register, open_register

SERVER_USER = "postgres"
BINARIES = Path("/usr/lib/postgresql")
NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """The folder of the socket of a server that nobody else uses, and that listens to no network."""
    found = sorted(BINARIES.glob("*/bin")) if shutil.which("initdb") is None else [Path(shutil.which("initdb")).parent]
    assert found, "PostgreSQL is needed for the tests of the register: apt install postgresql"
    # Beside pytest's own folder: another user runs the server and may not look into that, and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="register_"))
    rights = _rights(folder)
    control = found[-1] / "pg_ctl"
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder, **rights}
    initialise = [found[-1] / "initdb", "-D", folder / "data", "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "-N"]
    subprocess.run([*initialise, "--locale=C.UTF-8"], **quiet)
    subprocess.run([control, "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start"], **quiet)
    yield folder
    subprocess.run([control, "-D", folder / "data", "-m", "immediate", "-w", "stop"], **quiet)
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with a register that nobody has opened yet, on each database."""
    if request.param == "sqlite":
        return Settings(data=tmp_path)
    return Settings(data=tmp_path, register_url=new_database(request.getfixturevalue("postgresql")))


@pytest.fixture(scope="session")
def template(postgresql: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database whose tables have been made, to be copied: that takes a tenth of making them anew."""
    address = new_database(postgresql)
    open_register(Settings(data=tmp_path_factory.mktemp("template"), register_url=address)).close()
    return address.partition("@/")[2].partition("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """An empty register, on each database."""
    own = Settings(data=tmp_path)
    if request.param == "postgresql":
        copied = new_database(request.getfixturevalue("postgresql"), request.getfixturevalue("template"))
        own = Settings(data=tmp_path, register_url=copied)
    opened = open_register(own)
    yield opened
    opened.close()


def new_database(folder: Path, template: str = "template1") -> str:
    """The address of a new database on the server, empty or a copy of another."""
    name = f"register_{next(NUMBERS)}"
    with psycopg.connect(host=str(folder), user=SERVER_USER, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[arg-type]
    return f"postgresql://{SERVER_USER}@/{name}?host={folder}"


def _rights(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to be run by root: the folder is given to the user it came with."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam(SERVER_USER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
