"""`python -m bot.cli`: the `shopbot` command where its script is not on the path."""

from __future__ import annotations

from bot.cli import main

main()
