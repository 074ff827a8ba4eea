"""docs/channels.md tells the truth: its variables exist, and its curl commands work as printed."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from bot.channels.messaging.settings import ChannelSettings
from bot.channels.rest import ShopRestInput
from knowledge.settings import PROJECT, Settings
from tests.channels.platforms.every import CASES
from tests.channels.serving import ScriptedAgent, says, serving
from tests.missing import missing

PAGE = (PROJECT / "docs" / "channels.md").read_text("utf-8")
HERE = "http://127.0.0.1:5005"
COMMANDS = {
    match[1]: block
    for block in re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
    if (match := re.search(rf"{HERE}/webhooks/(\w+)/webhook", block))
}
PUBLIC = "https://assistant.example"


def test_every_channel_can_be_tried_with_curl() -> None:
    assert COMMANDS.keys() == {"rest", *(case.name for case in CASES)}


def test_every_variable_is_known_and_every_setting_of_a_channel_is_told() -> None:
    told = set(re.findall(r"SHOPBOT_[A-Z_]+", PAGE))
    ours = {f.metadata["env"] for f in fields(ChannelSettings)}
    assert ours <= told <= ours | {f.metadata["env"] for f in fields(Settings)}


async def shell(command: str, env: dict[str, str]) -> str:
    for program in ("bash", "curl", "openssl"):
        if not shutil.which(program):
            missing(f"{program} is not installed")
    process = await asyncio.create_subprocess_exec(
        "bash", "-ec", command, env=env, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode()


@pytest.mark.parametrize("name", COMMANDS)
async def test_the_curl_command_works_as_printed(name: str, tmp_path: Path) -> None:
    agent = ScriptedAgent(says({"text": "Hi!"}))
    channel_settings = ChannelSettings(rest_token="t")
    channels = [ShopRestInput("t")]
    if name != "rest":
        case = next(case for case in CASES if case.name == name)
        channel_settings = case.settings("http://127.0.0.1:1")
        channels.append(case.input_type.of(Settings(data=str(tmp_path)), channel_settings))
    env = {f.metadata["env"]: getattr(channel_settings, f.name) for f in fields(channel_settings)}
    path = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    with serving(channels, agent) as url:
        command = COMMANDS[name].replace(HERE, url)
        printed = await shell(command, path | env | {"SHOPBOT_DATA": str(tmp_path)})
        assert printed.startswith("HTTP/1.1 200"), printed
        while not agent.heard:  # noqa: ASYNC110 - Rasa's side has no event
            await asyncio.sleep(0.02)
    assert agent.heard[0].text
