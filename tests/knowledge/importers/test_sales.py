"""Whether a sale is running on a day, by dates as shops write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.sales import is_running

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "running"),
    [
        ("", "", True),
        ("2026-03-10", "2026-03-10", True),
        ("2026-03-10 19:00:00", "", False),
        ("2026-03-01T00:00:00+01:00", "", True),
        ("", "2026-03-09 23:59:59", False),
        ("10.3.2026", "10.3.26", True),
        ("3/10/26, 7:18 PM", "3/31/26", True),
        ("9/3/2026", "31/3/2026", True),
        ("1/2/2026", "3/4/2027", True),
        ("25/12/2026", "", False),
    ],
)
def test_a_day_counts_until_midnight(starts, ends, running):
    assert is_running(starts, ends, NOW) is running


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "31.02.2026", "13/13/2026", "1/2/3"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is no date such as"):
        is_running(text, "", NOW)


def test_a_date_that_may_be_two_days_is_refused_only_where_it_matters():
    with pytest.raises(ValueError, match="may be two different days"):
        is_running("04/03/2026", "", NOW)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
    st.datetimes(datetime(2020, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_every_way_of_writing_a_date_says_the_same(first, days, now):
    last = first + timedelta(days=days)
    begins, ends = datetime.combine(first, time.min), datetime.combine(last, time.max)
    expected = begins <= now.replace(tzinfo=None) <= ends
    for style in ("%Y-%m-%d", "%Y-%m-%d 00:00:00", "%d.%m.%Y"):
        assert is_running(first.strftime(style), last.strftime(style), now) is expected
