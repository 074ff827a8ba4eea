from __future__ import annotations

from pathlib import Path

from bot.bench.acknowledging import Receiver, send, variables
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.whatsapp.channel import WhatsAppInput
from bot.supervisor.ports import free_ports
from knowledge.settings import Settings
from tests.channels.serving import ScriptedAgent, says, serving
from tests.channels.shops import until


async def test_each_event_is_acknowledged_and_its_answer_counted(tmp_path: Path) -> None:
    receiver, port = Receiver(), free_ports(1)[0]
    settings = ChannelSettings.from_env(variables(port))
    channel = WhatsAppInput.of(Settings(data=str(tmp_path)), settings)
    agent = ScriptedAgent(says({"text": "Yes."}))
    async with receiver.serving(port):
        with serving([channel], agent) as url:
            seconds, elapsed = await send(url, ["in 42?"] * 10, rate=100)
            await until(lambda: receiver.answered == 10)
    assert len(seconds) == 10
    assert elapsed >= 9 / 100
    assert receiver.twice == 0
    assert {message.text for message in agent.heard} == {"in 42?"}


async def test_what_is_sent_again_is_counted() -> None:
    receiver = Receiver()
    receiver.answers["4915", "Yes."] += 1
    assert (receiver.answered, receiver.twice) == (1, 0)
    receiver.answers["4915", "Yes."] += 1
    assert (receiver.answered, receiver.twice) == (1, 1)
