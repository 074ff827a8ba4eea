"""A paper's table: sentences for laptops and televisions, beside the published figures.

    python -m bot.bench.rnnlg FOLDER

FOLDER holds `laptop_train.jsonl` and `tv_train.jsonl` of RNNLG (Wen et al., "Multi-domain
Neural Network Language Generation for Spoken Dialogue Systems", 2016), lines with `act` and
`ref`; `laptop_test.jsonl` and `tv_test.jsonl` are used where they are there, else a seventh
of the acts is held out. A compact model is trained from scratch on both domains together.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sacrebleu.metrics import BLEU

from bot.writer import data
from bot.writer.data import Example, numbered
from bot.writer.plan import Plan
from bot.writer.prompt import delexicalise
from bot.writer.train import train
from bot.writer.write import Writing, write_file

DOMAINS = ("laptop", "tv")
# Slot error in per cent and BLEU: Wen et al. 2016, table 3, all training data; Peng et al.,
# "Few-shot Natural Language Generation for Task-Oriented Dialog" (SC-GPT), 2020, 50 examples.
PUBLISHED = {
    "SC-LSTM, 2016, all data": {"laptop": (0.79, 51.2), "tv": (2.31, 52.7)},
    "SC-GPT, 2020, 50 examples": {"laptop": (3.4, 32.7), "tv": (3.4, 33.0)},
}
_PAIR = re.compile(r"([^=;()]+)=([^;]*)")


@dataclass(frozen=True, slots=True)
class Measured:
    """Slot error in per cent, and BLEU of the finished texts."""

    slot_error: float
    bleu: float


def read(path: Path) -> list[Example]:
    """The acts of a file of RNNLG as the writer's examples."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [_example(row["act"], row["ref"]) for row in rows]


def _example(act: str, reply: str) -> Example:
    name, _, body = act.partition("(")
    pairs = [(m[1], m[2].strip("'\"")) for m in _PAIR.finditer(body.removesuffix(")"))]
    return Example(name, numbered(pairs), reply=reply)


def split(examples: Iterable[Example], share: float, seed: int) -> tuple[list[Example], ...]:
    """Hold a share of the different acts out; returns what stays and what was held out."""
    acts: dict[tuple[object, ...], list[Example]] = {}
    for example in examples:
        acts.setdefault((example.act, example.slots), []).append(example)
    groups = list(acts.values())
    random.Random(seed).shuffle(groups)
    held = round(share * len(groups))
    return tuple([e for group in part for e in group] for part in (groups[held:], groups[:held]))


def measure(texts: Sequence[str], examples: Sequence[Example]) -> Measured:
    """Compare one text for each example with it.

    Slot error: values missing or said again, per value. BLEU: against all replies to the
    same act with the same facts.
    """
    asked = sum(len(example.given) for example in examples)
    wrong = sum(_slot_errors(*pair) for pair in zip(texts, examples, strict=True))
    same: dict[tuple[object, ...], list[str]] = {}
    for example in examples:
        same.setdefault((example.act, example.slots), []).append(example.reply)
    references = [same[example.act, example.slots] for example in examples]
    columns = [
        [replies[at] if at < len(replies) else None for replies in references]
        for at in range(max(map(len, references)))
    ]
    # The texts are words with spaces between already.
    bleu = BLEU(tokenize="none", force=True).corpus_score(list(texts), columns)
    return Measured(100 * wrong / asked, bleu.score)


def _slot_errors(text: str, example: Example) -> int:
    spoken = [slot for slot in example.slots if not slot.flag]
    said = delexicalise(text, spoken)
    missing = sum(f"[{slot.name}]" not in said for slot in spoken)
    # A value of one letter is also the article "a".
    longer = [slot for slot in spoken if len(slot.value) > 1 or slot.value.isdigit()]
    again = delexicalise(said.translate({ord("["): " <", ord("]"): "> "}), longer)
    return missing + again.count("[")


def run(folder: Path, minutes: float) -> None:
    """Train and print the table."""
    sets = {name: read(folder / f"{name}_train.jsonl") for name in DOMAINS}
    tests: dict[str, list[Example]] = {}
    for name in DOMAINS:
        given = folder / f"{name}_test.jsonl"
        if given.exists():
            tests[name] = read(given)
        else:
            sets[name], tests[name] = split(sets[name], 1 / 7, seed=7)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        parts = [split(examples, 1 / 20, seed=8) for examples in sets.values()]
        data.write(place / "train.jsonl", [e for part in parts for e in part[0]])
        data.write(place / "validation.jsonl", [e for part in parts for e in part[1]])
        data.write(place / "test.jsonl", [e for part in parts for e in part[1]])
        card = train(Plan(place / "train.jsonl", place / "model", minutes=minutes))
        ours = {
            label: {name: _written(place, tests[name], checked=checked) for name in DOMAINS}
            for label, checked in (("ours, as written", False), ("ours, after the check", True))
        }
    _print(ours, card.outcome.minutes, card.device)


def _written(place: Path, test: Sequence[Example], *, checked: bool) -> Measured:
    source, out = place / "asked.jsonl", place / "written.txt"
    data.write(source, test)
    write_file(str(place / "model"), source, out, Writing(n=8 if checked else 1, checked=checked))
    return measure(out.read_text("utf-8").splitlines(), test)


def _print(ours: dict[str, dict[str, Measured]], minutes: float, device: str) -> None:
    table = Table(title=f"RNNLG, trained from scratch in {minutes:.0f} minutes on {device}")
    for column in ("", *(f"{n} {what}" for n in DOMAINS for what in ("slot error %", "BLEU"))):
        table.add_column(column, justify="right" if column else "left")
    for label, figures in PUBLISHED.items():
        table.add_row(label, *(f"{figure}" for name in DOMAINS for figure in figures[name]))
    for label, found in ours.items():
        cells = [(f"{found[n].slot_error:.2f}", f"{found[n].bleu:.1f}") for n in DOMAINS]
        table.add_row(label, *(cell for pair in cells for cell in pair))
    Console().print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=0, help="0: until the epochs are done")
    arguments = parser.parse_args()
    run(arguments.folder, arguments.minutes)
