"""A real PostgreSQL for tests, from Debian's package, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from tests.missing import missing

DEBIAN = "/usr/lib/postgresql"
# Nothing of a test has to outlive it.
OPTIONS = ("fsync=off", "full_page_writes=off", "listen_addresses=")


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; the folder of its socket. Skips where it is not installed."""
    programs = _programs()
    if programs is None:
        missing("no PostgreSQL: install Debian's package postgresql")
    # The tests' own folders may be closed to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="shopbot-pg-"))
    if user := _user():
        shutil.chown(folder, user)
    data = folder / "data"
    log = (folder / "log").open("wb")
    try:
        initdb = ["--auth=trust", "--encoding=UTF8", "--username=shop", "-N", "-D", data]
        _start([programs / "initdb", *initdb], user, log.fileno()).wait(timeout=120)
        options = [part for option in OPTIONS for part in ("-c", option)]
        server = _start(
            [programs / "postgres", "-D", data, "-k", folder, *options], user, log.fileno()
        )
        try:
            _wait_for(server, folder)
            yield str(folder)
        finally:
            # Its "fast" way: open connections are cut.
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)
    finally:
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(folder: str, name: str) -> Iterator[str]:
    """The URL of a new database of the server with its socket in `folder`."""
    server = psycopg2.connect(host=folder, user="shop", dbname="postgres")
    # A database cannot be made within a transaction.
    server.autocommit = True
    server.cursor().execute(f'CREATE DATABASE "{name}"')
    yield f"postgresql://shop@/{name}?host={folder}"
    server.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path(DEBIAN).glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _user() -> str | None:
    """Whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _start(command: Sequence[object], user: str | None, log: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(part) for part in command],
        user=user,
        group=None if user is None else pwd.getpwnam(user).pw_gid,
        extra_groups=None if user is None else [],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    while server.poll() is None:
        try:
            psycopg2.connect(host=str(folder), user="shop", dbname="postgres").close()
        except psycopg2.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
