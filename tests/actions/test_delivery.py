"""Handoffs reach a log file, a webhook and a mailbox, or it is said why not."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from actions.delivery import DeliveryError, LogFile, Webhook, open_target, signature
from knowledge.settings import SettingError, Settings
from tests.actions.targets import PASSWORD, USER, certificate, mail_server, webhook

OPENED = {
    "type": "handoff",
    "id": "h1",
    "conversation": "anna",
    "at": "2026-11-22T10:00:00Z",
    "channel": "widget",
    "reason": "complaint",
    "question": "where is my parcel für Zoë?",
    "products": ["Harbour Parka"],
    "country": "ES",
    "criteria": {"color": "blue"},
    "messages": [{"from": "shopper", "text": "where is it?"}],
}
WROTE = {"type": "handoff_message", "id": "h1", "conversation": "anna", "at": "…", "text": "hello?"}


def settings(tmp_path: Path, **given: str) -> Settings:
    return Settings(data=str(tmp_path), **given)


async def test_the_log_file_takes_one_object_a_line_and_only_its_owner_reads_it(
    tmp_path: Path,
) -> None:
    target = open_target(settings(tmp_path / "new"))
    await target.deliver(OPENED)
    await target.deliver(WROTE)
    path = tmp_path / "new" / "handoffs.jsonl"
    assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] == [OPENED, WROTE]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_log_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match="file"):
        await LogFile(tmp_path / "file" / "handoffs.jsonl").deliver(OPENED)


async def test_the_webhook_can_check_who_sent_it(tmp_path: Path) -> None:
    key = "k" * 40
    async with webhook() as hook:
        await open_target(settings(tmp_path, handoff=hook.url, secret_=key)).deliver(OPENED)
    sent, body = hook.headers[0], hook.bodies[0]
    assert hook.accepted == [OPENED]
    signed = signature(key, sent["X-Shopbot-Timestamp"], body)
    assert sent["X-Shopbot-Signature"] == f"sha256={signed}"
    assert signature("other" * 8, sent["X-Shopbot-Timestamp"], body) != signed


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_a_webhook_that_does_not_take_it_is_an_error(status: int) -> None:
    async with webhook() as hook:
        hook.status = status
        with pytest.raises(DeliveryError, match=str(status)):
            await Webhook(hook.url, "k").deliver(OPENED)
    assert hook.tries == 1, "no redirect is followed"


async def test_a_webhook_that_is_not_there_is_an_error() -> None:
    with pytest.raises(DeliveryError, match="reached"):
        await Webhook("http://127.0.0.1:9/", "k").deliver(OPENED)


async def test_a_mail_says_it_in_words_and_what_follows_joins_its_thread(tmp_path: Path) -> None:
    with mail_server() as server:
        target = open_target(
            settings(tmp_path, handoff="mailto:team@shop.example", smtp_url=server.url)
        )
        await target.deliver(OPENED)
        await target.deliver(WROTE)
    first, second = server.mails
    assert server.to == ["team@shop.example"] * 2
    assert "complaint" in str(first["Subject"])
    assert second["References"] == first["Message-ID"]
    text = first.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]
    for part in ("für Zoë", "Harbour Parka", "ES", "color blue", "shopper: where is it?"):
        assert part in text
    assert "shopbot handoff release h1" in text


async def test_a_mail_server_gets_its_password_over_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made[0]))
    with mail_server(made) as server:
        place = server.url.removeprefix("smtp://")
        url = f"smtp://bot%40shop.example:pass%20word%2F1@{place}?starttls"
        assert (USER, PASSWORD) == ("bot@shop.example", "pass word/1")
        target = open_target(settings(tmp_path, handoff="mailto:t@shop.example", smtp_url=url))
        await target.deliver(OPENED)
        wrong = url.replace("pass%20word", "guess")
        target = open_target(settings(tmp_path, handoff="mailto:t@shop.example", smtp_url=wrong))
        with pytest.raises(DeliveryError, match="can't be sent"):
            await target.deliver(OPENED)
    assert [mail["From"] for mail in server.mails] == [USER]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"handoff": "slack"}, "SHOPBOT_HANDOFF"),
        ({"handoff": "http://shop.example/hook"}, "https"),
        ({"handoff": "https://"}, "SHOPBOT_HANDOFF"),
        ({"handoff": "mailto:team"}, "SHOPBOT_HANDOFF"),
        ({"handoff": "mailto:a@b.example"}, "SHOPBOT_SMTP_URL"),
        ({"handoff": "mailto:a@b.example", "smtp_url": "http://x"}, "SHOPBOT_SMTP_URL"),
        ({"handoff": "mailto:a@b.example", "smtp_url": "smtp://h:port"}, "SHOPBOT_SMTP_URL"),
        ({"handoff": "mailto:a@b.example", "smtp_url": "smtp://u:p@mail.example"}, "starttls"),
        ({"handoff": "https://shop.example/hook", "secret_": "short"}, "SHOPBOT_SECRET"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingError, match=said):
        open_target(settings(tmp_path, **given))
