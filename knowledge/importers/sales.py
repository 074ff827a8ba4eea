"""Whether a sale is running, from the dates that shop systems write."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,? .*)?")


def is_running(starts: str, ends: str, now: datetime) -> bool:
    """Whether `now` lies between two dates, of which either may be empty.

    A day counts until midnight; the dates are the shop's own time. "03/04/2026" is in March or
    in April: both dates are read the same way. Raises ValueError where a date cannot be read,
    or where the sale is running by one way of reading only.
    """
    answers: set[bool] = set()
    problem = None
    for month_first in (False, True):
        try:
            start, end = (
                _date(starts, month_first=month_first),
                _date(ends, month_first=month_first),
            )
        except ValueError as error:
            problem = error
        else:
            local = now.replace(tzinfo=None)
            answers.add((not start or start <= local) and (not end or local <= _midnight(end)))
    if len(answers) == 1:
        return answers.pop()
    if problem and not answers:
        raise problem
    raise ValueError("may be two different days: write it as 2026-03-31")


def _midnight(end: datetime) -> datetime:
    whole_day = end.time() == time.min
    return end + timedelta(days=1, microseconds=-1) if whole_day else end


def _date(text: str, *, month_first: bool) -> datetime | None:
    if not text:
        return None
    try:
        if match := DAY.fullmatch(text):
            first, sign, second, year = match.groups()
            # Only with slashes does any country write the month first.
            day, month = (second, first) if month_first and sign == "/" else (first, second)
            century = 2000 if len(year) == 2 else 0
            return datetime(century + int(year), int(month), int(day))  # noqa: DTZ001 - shop's time
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date such as 2026-03-31") from error
