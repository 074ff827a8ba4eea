"""Whether a sale is running, from the dates that shop systems write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from itertools import product

DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,? .*)?")


def is_running(starts: str, ends: str, now: datetime) -> bool:
    """Whether `now` lies between two dates, of which either may be empty.

    A day counts until midnight; the dates are the shop's own time. Raises ValueError where a
    date cannot be read, or could be two days of which only one has a running sale.
    """
    local = now.replace(tzinfo=None)
    answers = {
        (start is None or start <= local) and (end is None or local <= _midnight(end))
        for start, end in product(_readings(starts), _readings(ends))
    }
    if len(answers) > 1:
        raise ValueError("may be two different days: write it as 2026-03-31")
    return answers.pop()


def _midnight(end: datetime) -> datetime:
    whole_day = end.time() == time.min
    return end + timedelta(days=1, microseconds=-1) if whole_day else end


def _readings(text: str) -> set[datetime | None]:
    """Every day that `text` may mean: "03/04/2026" is in March or in April."""
    if not text:
        return {None}
    try:
        return {datetime.fromisoformat(text).replace(tzinfo=None)}
    except ValueError:
        match = DAY.fullmatch(text)
    found = set(_days(*match.groups())) if match else set()
    if not found:
        raise ValueError(f"{text!r} is no date such as 2026-03-31")
    return {*found}


def _days(first: str, sign: str, second: str, year: str) -> Iterator[datetime]:
    # Only with slashes does any country write the month first.
    for day, month in [(first, second), (second, first)] if sign == "/" else [(first, second)]:
        with suppress(ValueError):
            yield datetime.strptime(f"{day} {month} {year[-2:]}", "%d %m %y")  # noqa: DTZ007 - the shop's own time
