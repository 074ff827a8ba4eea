"""The training loop: Hugging Face's Trainer with our clock, rates and progress."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.optim.lr_scheduler import LambdaLR
from transformers import PrinterCallback, Trainer, TrainerCallback, TrainingArguments

from bot.writer.data import Example
from bot.writer.evaluate import Rates
from bot.writer.plan import Epoch, Outcome, Plan
from bot.writer.unfinished import Unfinished

IGNORED = -100
WARM_UP = 0.03
SAVE_EVERY = 120.0
_RATES = ("slot_error", "polarity_error", "bleu", "distinct_2")

Rate = Callable[[Any], Rates]


def fit(
    plan: Plan,
    model: Any,
    words: Any,
    sets: tuple[Sequence[Example], Sequence[Example]],
    rate: Rate,
) -> Outcome:
    """Train `model` on the first set; the second is evaluated after each epoch.

    `rate` measures how the model writes. A run that was cut off goes on at its newest
    checkpoint.
    """
    unfinished = Unfinished(plan)
    clock = _Clock(plan.minutes, unfinished.minutes)
    trainer = _Trainer(
        clock,
        model=model,
        args=_arguments(plan, unfinished),
        train_dataset=_Replies(sets[0], words, plan.shuffle, plan.seed),
        eval_dataset=_Replies(sets[1], words),
        data_collator=lambda rows: _collate(rows, words.pad_token_id),
        callbacks=[clock, _Save(clock, unfinished), _Report(clock, rate)],
    )
    trainer.remove_callback(PrinterCallback)
    checkpoint = unfinished.checkpoint
    if checkpoint:
        print(f"goes on at {checkpoint.name}", file=sys.stderr)
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    loss = float(trainer.evaluate()["eval_loss"])
    history = _history(trainer.state.log_history)
    unfinished.remove()
    return Outcome(trainer.state.global_step, clock.minutes, loss, model.num_parameters(), history)


def _arguments(plan: Plan, unfinished: Unfinished) -> TrainingArguments:
    gpu = torch.cuda.is_available()
    return TrainingArguments(
        output_dir=str(unfinished.folder),
        num_train_epochs=plan.epochs,
        per_device_train_batch_size=plan.batch,
        per_device_eval_batch_size=256,
        learning_rate=plan.learning_rate,
        weight_decay=0.05,
        train_sampling_strategy="group_by_length",
        bf16=gpu or _cpu_has_bf16(),
        use_cpu=not gpu,
        eval_strategy="epoch",
        save_strategy="no",
        save_total_limit=2,
        logging_steps=50,
        report_to="none",
        seed=plan.seed,
        remove_unused_columns=False,
        disable_tqdm=not sys.stderr.isatty(),
    )


class _Clock(TrainerCallback):
    """How far the training is, by steps or by time, whichever is further."""

    def __init__(self, limit: float, spent: float) -> None:
        self._limit = limit
        self._began = time.monotonic() - 60 * spent

    @property
    def minutes(self) -> float:
        return (time.monotonic() - self._began) / 60

    def progress(self, step: int, steps: int) -> float:
        """Between 0 and 1."""
        by_time = self.minutes / self._limit if self._limit else 0.0
        return min(1.0, max(step / max(1, steps), by_time))

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if self._limit and self.minutes >= self._limit:
            control.should_training_stop = True


class _Trainer(Trainer):
    lr_scheduler: Any

    def __init__(self, clock: _Clock, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._clock = clock

    def create_scheduler(self, num_training_steps: int, optimizer: Any = None) -> LambdaLR:
        """Warm up, then fall in a straight line to nothing at the end of the run."""

        def share(step: int) -> float:
            done = self._clock.progress(step, num_training_steps)
            return min(step / max(1.0, WARM_UP * num_training_steps), 1.0 - done)

        if self.lr_scheduler is None:
            self.lr_scheduler = LambdaLR(optimizer or self.optimizer, share)
        return self.lr_scheduler


class _Save(TrainerCallback):
    """A checkpoint every few minutes, so that a kill costs no more than those."""

    def __init__(self, clock: _Clock, unfinished: Unfinished) -> None:
        self._clock = clock
        self._unfinished = unfinished
        self._last = time.monotonic()

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        control.should_save = time.monotonic() - self._last > SAVE_EVERY

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self._last = time.monotonic()
        self._unfinished.save(self._clock.minutes)


class _Report(TrainerCallback):
    """Rates of what the model writes, into the log and onto the terminal."""

    def __init__(self, clock: _Clock, rate: Rate) -> None:
        self._clock = clock
        self._rate = rate

    def on_evaluate(self, args: Any, state: Any, control: Any, **given: Any) -> None:
        model = given["model"]
        model.eval()
        rates = self._rate(model)
        state.log_history[-1].update({name: getattr(rates, name) for name in _RATES})
        line = (
            f"epoch {state.epoch:.1f}, step {state.global_step} of {state.max_steps}, "
            f"{self._clock.minutes:.1f} minutes: loss {given['metrics']['eval_loss']:.3f}, "
            f"slot error {rates.slot_error:.2%}, polarity error {rates.polarity_error:.2%}, "
            f"BLEU {rates.bleu:.1f}, distinct-2 {rates.distinct_2:.3f}"
        )
        print(line, file=sys.stderr, flush=True)


def _history(log: Sequence[dict[str, float]]) -> tuple[Epoch, ...]:
    """One entry a step: the last epoch's is evaluated twice, in the loop and after it."""
    epochs: dict[int, Epoch] = {}
    training = float("nan")
    for entry in log:
        training = entry.get("loss", training)
        if "slot_error" in entry:
            rates = {name: entry[name] for name in _RATES}
            step = int(entry["step"])
            epochs[step] = Epoch(entry["epoch"], step, training, entry["eval_loss"], **rates)
    return tuple(epochs.values())


class _Replies(torch.utils.data.Dataset[dict[str, list[int]]]):
    """Token ids with labels on the reply alone: the prompt is given, not learned.

    A `shuffle` share of the prompts has its slots in another order each time.
    """

    def __init__(
        self, examples: Sequence[Example], words: Any, shuffle: float = 0, seed: int = 0
    ) -> None:
        self._examples = examples
        self._words = words
        self._shuffle = shuffle
        self._rng = random.Random(seed)
        self._replies = [[*self._ids(each.target), words.eos_token_id] for each in examples]

    def __len__(self) -> int:
        return len(self._replies)

    def __getitem__(self, at: int) -> dict[str, list[int]]:
        example = self._examples[at]
        asked = self._ids(
            example.shuffled(self._rng) if self._rng.random() < self._shuffle else example.prompt
        )
        reply = self._replies[at]
        return {"input_ids": asked + reply, "labels": [IGNORED] * len(asked) + reply}

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._words.encode(text, add_special_tokens=False)
        return ids


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
