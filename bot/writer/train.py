"""Training: a compact GPT-2 from scratch, or a given one trained on.

Needs no command line, so that a GPU host with nothing but torch and transformers can do

    python3 -c "from bot.writer.train import main; main('data/train.jsonl', 'out')"
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    GPT2Config,
    GPT2LMHeadModel,
    Trainer,
    TrainerCallback,
    TrainingArguments,
    set_seed,
)

from bot.writer import card, data, tokenizer
from bot.writer.data import DataError, Example
from bot.writer.decode import Sampling
from bot.writer.evaluate import evaluate
from bot.writer.grammar import load
from bot.writer.plan import Outcome, Plan

# Chosen by latency on a CPU: four texts of 30 tokens in under 100 ms on one core.
CONFIGS = {"compact": {"n_layer": 4, "n_embd": 256, "n_head": 4, "n_positions": 256}}
IGNORED = -100
_Encoded = list[dict[str, list[int]]]


def main(data: str, output: str, **plan: Any) -> None:
    """Train with `Plan`'s fields as keywords and print the rates."""
    print(train(Plan(Path(data), Path(output), **plan)))


def train(plan: Plan) -> card.Card:
    """Train, measure on held-out replies, and write the checkpoint with its card.

    The validation and test sets are `validation.jsonl` and `test.jsonl` beside the data
    file, or else parts split off by the seed. Raises DataError.
    """
    set_seed(plan.seed)
    trained, validation, test = _splits(plan)
    grammar = load()
    acts, slots = tokenizer.names(trained, grammar)
    words, model = _start(plan, trained, acts, slots)
    with tempfile.TemporaryDirectory() as scratch:
        sets = _encode(trained, words), _encode(validation, words)
        outcome = _fit(_arguments(plan, scratch), model, words, sets, plan.minutes)
    model.eval().float()
    rates = evaluate(model, words, test, Sampling(seed=plan.seed))
    written = card.Card(plan, outcome, rates, examples=len(trained), device=_device_name())
    _save(plan.output, model, words, written)
    return written


def _splits(plan: Plan) -> tuple[list[Example], list[Example], list[Example]]:
    examples = data.read(plan.data)
    if not any(example.reply for example in examples):
        raise DataError(f"{plan.data}: no line has a reply to learn from")
    siblings = [plan.data.with_name(f"{name}.jsonl") for name in ("validation", "test")]
    if all(path.exists() and path != plan.data for path in siblings):
        return examples, data.read(siblings[0]), data.read(siblings[1])
    random.Random(plan.seed).shuffle(examples)
    held = max(1, len(examples) // 20)
    return examples[2 * held :] or examples, examples[:held], examples[held : 2 * held]


def _start(
    plan: Plan, examples: Sequence[Example], acts: set[str], slots: set[str]
) -> tuple[Any, Any]:
    if plan.base:
        words = AutoTokenizer.from_pretrained(plan.base)
        tokenizer.extend(words, acts, slots)
        model = AutoModelForCausalLM.from_pretrained(plan.base, dtype=torch.float32)
        model.resize_token_embeddings(len(words))
        return words, model
    words = tokenizer.build((example.target for example in examples), acts, slots)
    ids = {"bos_token_id": None, "eos_token_id": words.eos_token_id}
    config = GPT2Config(
        vocab_size=len(words), pad_token_id=words.pad_token_id, **ids, **CONFIGS[plan.config]
    )
    return words, GPT2LMHeadModel(config)


def _arguments(plan: Plan, scratch: str) -> TrainingArguments:
    gpu = torch.cuda.is_available()
    return TrainingArguments(
        output_dir=scratch,
        num_train_epochs=plan.epochs,
        per_device_train_batch_size=plan.batch,
        per_device_eval_batch_size=256,
        learning_rate=plan.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=100,
        weight_decay=0.01,
        bf16=gpu or _cpu_has_bf16(),
        use_cpu=not gpu,
        eval_strategy="epoch",
        save_strategy="no",
        logging_steps=50,
        report_to="none",
        seed=plan.seed,
        remove_unused_columns=False,
        disable_tqdm=True,
    )


def _fit(
    arguments: TrainingArguments,
    model: Any,
    words: Any,
    sets: tuple[_Encoded, _Encoded],
    minutes: float,
) -> Outcome:
    began = time.monotonic()
    trainer = Trainer(
        model=model,
        args=arguments,
        train_dataset=sets[0],
        eval_dataset=sets[1],
        data_collator=lambda rows: _collate(rows, words.pad_token_id),
        callbacks=[_StopAfter(minutes)] if minutes else None,
    )
    trainer.train()
    loss = float(trainer.evaluate()["eval_loss"])
    took = (time.monotonic() - began) / 60
    return Outcome(trainer.state.global_step, took, loss, model.num_parameters())


class _StopAfter(TrainerCallback):
    """Ends the training when its time is up."""

    def __init__(self, minutes: float) -> None:
        self._until = time.monotonic() + 60 * minutes

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        control.should_training_stop = time.monotonic() > self._until


def _encode(examples: Sequence[Example], words: Any) -> _Encoded:
    """Token ids with labels on the reply alone: the prompt is given, not learned."""
    rows = []
    for example in examples:
        asked = words.encode(example.prompt, add_special_tokens=False)
        reply = [*words.encode(example.target, add_special_tokens=False), words.eos_token_id]
        rows.append({"input_ids": asked + reply, "labels": [IGNORED] * len(asked) + reply})
    return rows


def _collate(rows: Sequence[dict[str, list[int]]], pad: int) -> dict[str, torch.Tensor]:
    width = max(len(row["input_ids"]) for row in rows)

    def padded(name: str, filler: int) -> torch.Tensor:
        return torch.tensor([row[name] + [filler] * (width - len(row[name])) for row in rows])

    lengths = torch.tensor([len(row["input_ids"]) for row in rows])
    return {
        "input_ids": padded("input_ids", pad),
        "labels": padded("labels", IGNORED),
        "attention_mask": (torch.arange(width)[None] < lengths[:, None]).long(),
    }


def _cpu_has_bf16() -> bool:
    """Half the time a step where the processor multiplies bf16 itself, slower elsewhere."""
    try:
        return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001
    except (AttributeError, RuntimeError):
        return False


def _device_name() -> str:
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return f"CPU, {torch.get_num_threads()} threads"


def _save(output: Path, model: Any, words: Any, written: card.Card) -> None:
    output.mkdir(parents=True, exist_ok=True)
    model.half().save_pretrained(output)
    words.save_pretrained(output)
    (output / "README.md").write_text(written.text(), encoding="utf-8")
    (output / "rates.json").write_text(json.dumps(written.numbers(), indent=2) + "\n")
