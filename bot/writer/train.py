"""Training: a compact GPT-2 from scratch, or a given one trained on.

Needs no command line, so that a GPU host with nothing but torch and transformers can do

    python3 -c "from bot.writer.train import main; main('data/train.jsonl', 'out')"
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GPT2Config, GPT2LMHeadModel, set_seed

from bot.writer import card, curve, data, tokenizer
from bot.writer.data import DataError, Example
from bot.writer.decode import Sampling
from bot.writer.evaluate import Rates, Request, evaluate, requests
from bot.writer.fit import fit
from bot.writer.grammar import load
from bot.writer.plan import Plan

# Chosen by latency on a CPU: four texts of 30 tokens in under 100 ms on one core.
CONFIGS = {
    "compact": {"n_layer": 4, "n_embd": 256, "n_head": 4, "n_positions": 256, "attn_pdrop": 0.0}
}
# As many different requests are written for after each epoch, and at the end.
GLANCE, MEASURED = 200, 600


def main(data: str, output: str, **plan: Any) -> None:
    """Train with `Plan`'s fields as keywords and print the rates."""
    print(train(Plan(Path(data), Path(output), **plan)))


def train(plan: Plan) -> card.Card:
    """Train, measure on held-out replies, and write the checkpoint with its card.

    The validation and test sets are `validation.jsonl` and `test.jsonl` beside the data
    file, or else parts split off by the seed. A run that was cut off goes on where it
    was. Raises DataError.
    """
    set_seed(plan.seed)
    trained, validation, test = _splits(plan)
    words, model = _start(plan, trained)
    glance = _some(requests(validation), GLANCE, plan.seed)
    measured = _some(requests(test), MEASURED, plan.seed)

    def rate(model: Any) -> Rates:
        return evaluate(model, words, glance, Sampling(temperature=0, seed=plan.seed), asks=1)

    outcome = fit(plan, model, words, (trained, validation), rate)
    model.eval().float()
    rates = evaluate(model, words, measured, Sampling(seed=plan.seed))
    written = card.Card(plan, outcome, rates, len(trained), _device_name())
    _save(plan.output, model, words, written)
    return written


def _some(asked: Sequence[Request], count: int, seed: int) -> Sequence[Request]:
    return random.Random(seed).sample(asked, count) if len(asked) > count else asked


def _splits(plan: Plan) -> tuple[list[Example], list[Example], list[Example]]:
    examples = data.read(plan.data)
    if not any(example.reply for example in examples):
        raise DataError(f"{plan.data}: no line has a reply to learn from")
    siblings = [plan.data.with_name(f"{name}.jsonl") for name in ("validation", "test")]
    if all(path.exists() and path != plan.data for path in siblings):
        return _clean(plan.data, examples), data.read(siblings[0]), data.read(siblings[1])
    random.Random(plan.seed).shuffle(examples)
    held = max(1, len(examples) // 20)
    trained = _clean(plan.data, examples[2 * held :] or examples)
    return trained, examples[:held], examples[held : 2 * held]


def _clean(path: Path, examples: Sequence[Example]) -> list[Example]:
    clean = [example for example in examples if example.clean]
    if not clean:
        raise DataError(f"{path}: no reply says each of its facts once, in the fact's own words")
    if len(clean) < len(examples):
        left_out = next(example for example in examples if not example.clean)
        print(
            f"{path}: {len(examples) - len(clean)} of {len(examples)} replies are left out, "
            f"because a fact is missing, repeated or another figure is said: {left_out.reply!r}",
            file=sys.stderr,
        )
    return clean


def _start(plan: Plan, examples: Sequence[Example]) -> tuple[Any, Any]:
    names = tokenizer.names(examples, load())
    if plan.base:
        words = AutoTokenizer.from_pretrained(plan.base)
        tokenizer.extend(words, names)
        model = AutoModelForCausalLM.from_pretrained(plan.base, dtype=torch.float32)
        model.resize_token_embeddings(len(words))
        return words, model
    words = tokenizer.build((example.target for example in examples), names)
    ids = {"bos_token_id": None, "eos_token_id": words.eos_token_id}
    config = GPT2Config(
        vocab_size=len(words), pad_token_id=words.pad_token_id, **ids, **CONFIGS[plan.config]
    )
    return words, GPT2LMHeadModel(config)


def _device_name() -> str:
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return f"CPU, {torch.get_num_threads()} threads"


def _save(output: Path, model: Any, words: Any, written: card.Card) -> None:
    model.half().save_pretrained(output)
    words.save_pretrained(output)
    curve.draw(written.outcome.history, output / "curve.png")
    (output / "README.md").write_text(written.text(), encoding="utf-8")
    (output / "rates.json").write_text(json.dumps(written.numbers(), indent=2) + "\n")
