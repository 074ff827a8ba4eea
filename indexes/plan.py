"""Deciding what a build has to do; no files here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexes.previous import Place
from indexes.shelf import BASE

# What was added or went away since, as a share of the base, before all is written anew.
# Each build writes the added part again, and each search passes over what is gone.
SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """`ids` go into a new part: beside the base, whose rows `gone` are dead, or as the base."""

    keep_base: bool
    gone: tuple[int, ...]
    ids: tuple[str, ...]


def plan(base: int, places: Mapping[str, Place], wanted: Mapping[str, str]) -> Plan:
    """How to come from a base of so many rows to the records `wanted`.

    `places` says where those are that have not changed.
    """
    kept = {row for part, row in places.values() if part == BASE}
    outside = tuple(key for key in wanted if places.get(key, ("", 0))[0] != BASE)
    gone = tuple(row for row in range(base) if row not in kept)
    if kept and len(outside) + len(gone) <= SHARE * base:
        return Plan(keep_base=True, gone=gone, ids=outside)
    return Plan(keep_base=False, gone=(), ids=tuple(wanted))
