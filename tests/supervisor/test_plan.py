from __future__ import annotations

from pathlib import Path

from rasa.core.run import create_http_input_channels

from bot.channels.rest import ShopRestInput
from bot.supervisor.plan import child_env, rasa_options, shell_command, shop_parts
from knowledge.settings import Settings


def test_the_order_in_which_parts_are_shown():
    parts = shop_parts(Settings(), Path("m.tar.gz"))
    assert [part.name for part in parts] == ["writer", "actions", "Rasa", "storefront"]


def test_somebody_elses_writer_is_not_started():
    settings = Settings(writer_url_="http://gpu.example:8000")
    assert "writer" not in [part.name for part in shop_parts(settings, Path("m"))]


def test_two_shops_share_nothing(tmp_path):
    one, two = (
        Settings(data=str(tmp_path / name), rasa_port_=f"{n}005", actions_port_=f"{n}055",
                 writer_port_=f"{n}080", shop_port_=f"{n}000")
        for name, n in (("one", 5), ("two", 6))
    )  # fmt: skip
    parts = [shop_parts(settings, Path("m")) for settings in (one, two)]
    assert not {p.port for p in parts[0]} & {p.port for p in parts[1]}
    assert not {p.log for p in parts[0]} & {p.log for p in parts[1]}
    assert child_env(one)["SHOPBOT_TRACKER_DB"] != child_env(two)["SHOPBOT_TRACKER_DB"]


def test_children_get_every_setting_and_no_telemetry():
    env = child_env(Settings(rasa_port_="5105"), {"PATH": "/bin", "PYTHONDONTWRITEBYTECODE": "1"})
    assert env["SHOPBOT_RASA_PORT"] == "5105"
    assert env["SHOPBOT_HOST"] == "127.0.0.1"
    assert env["RASA_TELEMETRY_ENABLED"] == "false"
    assert env["PATH"] == "/bin"
    assert "PYTHONDONTWRITEBYTECODE" not in env


def test_the_network_is_closed_to_models_that_are_on_the_disk_only(tmp_path):
    local = Settings(writer_model=str(tmp_path), encoder=str(tmp_path))
    assert child_env(local, {})["HF_HUB_OFFLINE"] == "1"
    for hub in (Settings(writer_model="shop/writer"), Settings(encoder="shop/encoder")):
        assert "HF_HUB_OFFLINE" not in child_env(hub, {})
        assert child_env(hub, {"HF_HUB_OFFLINE": "1"})["HF_HUB_OFFLINE"] == "1"


def test_rasas_api_stays_closed_and_messages_out_of_its_log():
    options = rasa_options(Settings(), Path("m"))
    assert "--enable-api" not in options
    assert "--debug" not in options
    assert "--debug" in rasa_options(Settings(log_messages_="true"), Path("m"))


def test_the_shell_has_a_channel_that_answers_and_that_rasa_takes_for_its_terminal():
    command = shell_command(Settings(), Path("m"))
    name = command[command.index("--connector") + 1]
    (channel,) = create_http_input_channels(name, None)
    assert isinstance(channel, ShopRestInput)
    assert channel.name() == "cmdline"
