from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import jwt
import pytest

from bot.channels.sessions import Sessions
from knowledge.keys import KEY_FILE
from knowledge.settings import SettingError, Settings

KEY = "k" * 40


def test_a_token_gives_back_its_session() -> None:
    sessions = Sessions(KEY)
    token = sessions.issue()
    assert sessions.read(token) == sessions.read(token)
    assert len(sessions.read(token) or "") >= 20


def test_every_session_has_its_own_id() -> None:
    sessions = Sessions(KEY)
    assert len({sessions.read(sessions.issue()) for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        Sessions("another key of forty characters, at least").issue(),
        Sessions(KEY, timedelta(seconds=-1)).issue(),
        jwt.encode({"sub": "chosen"}, KEY, algorithm="HS256"),
        jwt.encode({"exp": 9_999_999_999}, KEY, algorithm="HS256"),
        jwt.encode({"sub": "chosen", "exp": 9_999_999_999}, None, algorithm="none"),
    ],
    ids=["empty", "nonsense", "foreign", "expired", "no expiry", "no id", "unsigned"],
)
def test_no_other_token_is_read(token: str) -> None:
    assert Sessions(KEY).read(token) is None


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    settings = Settings(data=str(tmp_path / "new"))
    token = Sessions.of(settings).issue()
    assert Sessions.of(settings).read(token)
    assert stat.S_IMODE((tmp_path / "new" / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == [KEY_FILE]


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    settings = Settings(data=str(tmp_path))
    with ThreadPoolExecutor(8) as pool:
        keys = {s.key for s in pool.map(lambda _: Sessions.of(settings), range(8))}
    assert len(keys) == 1


def test_a_given_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert Sessions.of(Settings(data=str(tmp_path), secret_=KEY)).key == KEY
    assert not list(tmp_path.iterdir())


def test_a_short_key_is_refused_by_name() -> None:
    with pytest.raises(SettingError, match="SHOPBOT_SECRET"):
        Sessions.of(Settings(secret_="short"))


def test_a_damaged_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("")
    with pytest.raises(SettingError, match=KEY_FILE):
        Sessions.of(Settings(data=str(tmp_path)))
