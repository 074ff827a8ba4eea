"""The compact tokenizer: byte-level BPE, with one token for each act and placeholder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from bot.writer.data import Example
from bot.writer.grammar import PLACEHOLDER, Grammar
from bot.writer.prompt import END, KINDS, PAD, SAY, act_token, flag_token

VOCABULARY = 2000


@dataclass(frozen=True, slots=True)
class Names:
    """What prompts are made of: names of acts and slots, and flags (see `Slot.flag`)."""

    acts: frozenset[str]
    slots: frozenset[str]
    flags: frozenset[str] = frozenset()

    @property
    def control_tokens(self) -> list[str]:
        """Tokens of the prompt that are never part of a reply."""
        kinds = (f"<{kind}>" for kind in KINDS)
        return [
            SAY,
            *kinds,
            *map(act_token, sorted(self.acts)),
            *map(flag_token, sorted(self.flags)),
        ]


def placeholders(slots: Iterable[str]) -> list[str]:
    return [f"[{slot}]" for slot in sorted(slots)]


def names(examples: Sequence[Example], grammar: Grammar) -> Names:
    """All names in the data and the grammar.

    A model trained on part of the acts can so be trained on with the rest.
    """
    slots = (example.given for example in examples)
    return Names(
        acts=frozenset({example.act for example in examples} | set(grammar.acts)),
        slots=frozenset().union(*slots, *(act.slots for act in grammar.acts.values())),
        flags=frozenset().union(*(example.flags for example in examples)),
    )


def build(texts: Iterable[str], names: Names) -> Any:
    """Train the tokenizer on delexicalised replies."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[PAD, END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator((PLACEHOLDER.sub("", text) for text in texts), trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        clean_up_tokenization_spaces=False,
    )
    extend(fast, names)
    return fast


def extend(tokenizer: Any, names: Names) -> None:
    """Add the prompt's and the placeholders' tokens to any tokenizer, and a padding token."""
    control = [AddedToken(token, special=True, normalized=False) for token in names.control_tokens]
    tokenizer.add_tokens(control, special_tokens=True)
    spoken = [AddedToken(token, normalized=False) for token in placeholders(names.slots)]
    tokenizer.add_tokens(spoken)
    if tokenizer.pad_token is None:
        tokenizer.add_special_tokens({"pad_token": PAD})
