"""The compact tokenizer: byte-level BPE, with one token for each act and placeholder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from bot.writer.data import Example
from bot.writer.grammar import PLACEHOLDER, Grammar
from bot.writer.prompt import END, KINDS, PAD, SAY, act_token

VOCABULARY = 2000


def control_tokens(acts: Iterable[str]) -> list[str]:
    """Tokens of the prompt that are never part of a reply."""
    return [SAY, *(f"<{kind}>" for kind in KINDS), *(act_token(act) for act in sorted(acts))]


def placeholders(slots: Iterable[str]) -> list[str]:
    return [f"[{slot}]" for slot in sorted(slots)]


def names(examples: Sequence[Example], grammar: Grammar) -> tuple[set[str], set[str]]:
    """All act and slot names of the data and the grammar.

    A model trained on part of the acts can so be trained on with the rest.
    """
    acts = {example.act for example in examples} | set(grammar.acts)
    slots = {name for example in examples for name in example.given}
    return acts, slots.union(*(act.slots for act in grammar.acts.values()))


def build(texts: Iterable[str], acts: Iterable[str], slots: Iterable[str]) -> Any:
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
    extend(fast, acts, slots)
    return fast


def extend(tokenizer: Any, acts: Iterable[str], slots: Iterable[str]) -> None:
    """Add the act and placeholder tokens to any tokenizer, and a padding token."""
    control = [AddedToken(token, special=True, normalized=False) for token in control_tokens(acts)]
    tokenizer.add_tokens(control, special_tokens=True)
    tokenizer.add_tokens([AddedToken(token, normalized=False) for token in placeholders(slots)])
    if tokenizer.pad_token is None:
        tokenizer.add_special_tokens({"pad_token": PAD})
