"""Good files with random changes are read or refused: no change makes an importer fail."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importers.catalog import read_catalog
from knowledge.importers.interface import Options
from knowledge.importers.policies import read_policies
from tests.knowledge.importers.test_google import ATOM, HEADER, ROWS, RSS, table
from tests.knowledge.importers.test_html_policies import PAGE
from tests.knowledge.importers.test_medusa import BIGGER, SHOE, VERSION_1, text_of
from tests.knowledge.importers.test_reviews import GOOGLE, JUDGE_ME, RECORD, YOTPO
from tests.knowledge.importers.test_saleor import FIXTURE

FILES = [
    ("google", "a.xml", RSS),
    ("google", "b.xml", ATOM),
    ("google", "c.tsv", table(HEADER, ROWS, "\t")),
    ("medusa", "d.csv", text_of(SHOE, BIGGER)),
    ("medusa", "e.csv", text_of(VERSION_1, delimiter=";")),
    ("saleor", "f.json", json.dumps(FIXTURE)),
    ("reviews", "g.csv", JUDGE_ME),
    ("reviews", "h.csv", YOTPO),
    ("reviews", "i.xml", GOOGLE),
    ("reviews", "j.json", json.dumps([RECORD])),
]
PIECES = [
    *(b'"', b",", b";", b"<", b">", b"&", b"\n", b"\r", b"\0", b"\xff", b"\xe2\x80", b"|"),
    *(b"null", b"[]", b"{}", b"true", b"-1", b"1e999", b"NaN", b"9" * 40, b"2026-99-99"),
    *(b"</item>", b"<!--", b"<![CDATA[", b'":'),
]
# Where in the file, how many bytes go, and what comes in their place.
changes = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from([b"", *PIECES])),
    min_size=1,
    max_size=4,
)


def changed(text, edits):
    data = text.encode()
    for place, gone, new in edits:
        at = int(place * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


@pytest.mark.parametrize(("form", "name", "text"), FILES, ids=[name for _, name, _ in FILES])
@settings(max_examples=40, deadline=None)
@given(edits=changes)
def test_changed_files_are_read_or_refused(tmp_path_factory, form, name, text, edits):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(changed(text, edits))
    catalog, report = read_catalog([path], form=form, options=Options("EUR"))
    assert catalog.products or catalog.reviews or report.errors or report.left_out


single = st.sampled_from([None, [], {}, "x", -1, 10**30, True, 1.5, {"blocks": [1]}, [1]])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0), st.integers(0), single), min_size=1, max_size=4))
def test_a_fixture_with_odd_values_is_read_or_refused(tmp_path_factory, edits):
    records = json.loads(json.dumps(FIXTURE))
    for record, name, value in edits:
        fields = records[record % len(records)]["fields"]
        fields[list(fields)[name % len(fields)]] = value
    path = tmp_path_factory.getbasetemp() / "odd.json"
    path.write_text(json.dumps(records))
    catalog, report = read_catalog([path])
    assert catalog.products or report.errors or report.left_out


@settings(max_examples=60, deadline=None)
@given(changes)
def test_changed_pages_are_read_or_refused(tmp_path_factory, edits):
    folder = tmp_path_factory.getbasetemp() / "pages"
    folder.mkdir(exist_ok=True)
    (folder / "shipping.html").write_bytes(changed(PAGE, edits))
    policies, errors = read_policies(folder, "EUR")
    assert policies.sections or errors
