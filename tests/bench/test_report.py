from __future__ import annotations

from io import StringIO

from rich.console import Console

from bot.bench.report import show_latency, show_split
from bot.bench.stats import Latency, Split


def printed(show, *values) -> str:
    console = Console(record=True, width=100, file=StringIO())
    show(console, *values)
    return console.export_text()


def test_ours_stands_beside_bare_rasa_with_the_ratio():
    ours = Latency(turns=56, p50=0.2, p95=0.4, mean=0.25, rate=4.0)
    bare = Latency(turns=56, p50=0.05, p95=0.1, mean=0.05, rate=20.0)
    text = printed(show_latency, "One shopper", ours, bare)
    assert "200" in text
    assert "4.0 x" in text
    assert "0.20 x" in text


def test_a_split_shows_shares_and_calls_what_is_left_by_its_name():
    text = printed(show_split, "Where", Split(nlu=0.05, retrieval=0.025, writer=0.1, rest=0.025))
    assert "25%" in text
    assert "writer" in text
    unknown = printed(show_split, "Where", Split(nlu=0, retrieval=0.05, writer=0.1, rest=0.05))
    assert "NLU, waiting, rest" in unknown
