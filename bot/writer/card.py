"""The model card that lies beside a checkpoint."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.writer.plan import Outcome, Plan

if TYPE_CHECKING:
    from bot.writer.evaluate import Rates

_TEXT = """\
---
license: apache-2.0
language: en
pipeline_tag: text-generation
library_name: transformers
---
# Reply writer

Words the replies of a shop assistant. It reads an act and the names of its slots and
writes a sentence with placeholders; the caller checks the sentence and puts the values
in. It never sees a price, a size or a product's name, and cannot state one.

Prompt: `<confirm_stock>[color][product]<yes_no><say>`. A reply: `Yes, we have the
[product] in stock in [color].`

| training | |
|---|---|
| start | {start} |
| parameters | {parameters:,} |
| data | {examples:,} replies drawn from the project's own grammar ({data}) |
| steps | {steps:,} of {batch} replies |
| minutes | {minutes:.1f} on {device} |
| seed | {seed} |
| validation loss | {loss:.4f} |

![Loss, slot error and BLEU by step](curve.png)

Measured on {requests:,} different prompts of the held-out replies, ten texts for each,
drawn at temperature 0.8 and top-p 0.95, before the check unless said otherwise (BLEU: the
first text against the held-out replies):

| rate | |
|---|---|
{rates}

Made with

    shopbot writer prepare --out data
    {command}

It knows the acts of `bot/writer/grammar` and nothing else: it is no chat model.
"""


@dataclass(frozen=True, slots=True)
class Card:
    """What was trained, on what, and how well it writes."""

    plan: Plan
    outcome: Outcome
    rates: Rates
    examples: int
    device: str

    def text(self) -> str:
        """The card in Markdown."""
        plan = self.plan
        start = f"trained on from {plan.base}" if plan.base else f"from scratch ({plan.config})"
        source = f"--base {plan.base}" if plan.base else f"--config {plan.config}"
        command = (
            f"shopbot writer train --data data/{plan.data.name} --output checkpoint {source} "
            f"--epochs {plan.epochs:g} --batch {plan.batch} --learning-rate {plan.learning_rate:g} "
            f"--shuffle {plan.shuffle:g} --seed {plan.seed}"
            + (f" --minutes {plan.minutes:g}" if plan.minutes else "")
        )
        return _TEXT.format(
            start=start,
            examples=self.examples,
            requests=self.rates.requests,
            data=plan.data.name,
            batch=plan.batch,
            seed=plan.seed,
            device=self.device,
            rates=self.rates.table(),
            command=command,
            parameters=self.outcome.parameters,
            steps=self.outcome.steps,
            minutes=self.outcome.minutes,
            loss=self.outcome.loss,
        )

    def numbers(self) -> dict[str, Any]:
        """The same as plain numbers, for comparing checkpoints."""
        return asdict(self.outcome) | asdict(self.rates)
