"""Tables with every quirk that spreadsheets and exports bring."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.csv_table import TableRow, read_table
from knowledge.importers.report import RowError


@pytest.fixture
def table(tmp_path):
    def read(data):
        path = tmp_path / "table.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(read_table(path))

    return read


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(table, delimiter):
    (row,) = table(f'Name{delimiter}"Price, net; EUR"\n"a{delimiter}b"{delimiter}1\n')
    assert (row["Name"], row["price, net; eur"]) == (f"a{delimiter}b", "1")


def test_a_row_is_at_the_line_where_it_begins(table):
    rows = table('\ufeffid,text\r\n1,"one\r\ntwo, ""quoted"""\r\n\r\n,\r\n2,x\r\n')
    assert [(row.line, row["id"]) for row in rows] == [(2, "1"), (6, "2")]
    assert rows[0]["text"] == 'one\r\ntwo, "quoted"'
    assert rows[0]["missing"] == ""


@pytest.mark.parametrize(
    ("data", "line", "field", "reason"),
    [
        ("", 0, "", "is empty"),
        ("\n\n", 0, "", "is empty"),
        ("id,name\n", 1, "", "holds a header and no rows"),
        ("id,name,ID\n1,a,2\n", 1, "id", "is a column twice"),
        ("id,name\n1\n", 2, "name", "is missing: the row has 1 cells, the header 2"),
        ("id,name\n1,a,b\n", 2, "name", "is followed by more"),
        ("id,name,\n1,a,b\n", 2, "", "is followed by more"),
        ('id,name\n1,a\n2,"b\n3,c\n', 3, "", "is broken CSV: unexpected end of data"),
        ('id,name\n1,"a"b\n', 2, "", "is broken CSV"),
        ("id,name\n1,Größe\n".encode("latin-1"), 2, "", "is not UTF-8 (byte 0xF6)"),
        ("id,name\n1,a\n".encode("utf-16"), 1, "", "is UTF-16: save the file as UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3\n", 1, "", "is a PDF, not text"),
        (b"PK\x03\x04\x14\x00", 1, "", "is a spreadsheet or an archive, not text"),
        (b"id,na\0me\n", 1, "", "is not text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(table, data, line, field, reason):
    errors = [row for row in table(data) if isinstance(row, RowError)]
    assert [(error.line, error.field) for error in errors] == [(line, field)]
    assert errors[0].reason.startswith(reason)


def test_rows_around_a_bad_one_are_read(table):
    rows = table("id,name\n1,a\n2\n3,c\n")
    assert [isinstance(row, TableRow) for row in rows] == [True, False, True]


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8) | (
    st.sampled_from(["a\nb", 'say "hi"', "1,2;3\t4|5"])
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read(table, rows, delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([("first", "second"), *rows])
    found = [row for row in table(text.getvalue()) if isinstance(row, TableRow)]
    written = [tuple(map(str.strip, row)) for row in rows if any(map(str.strip, row))]
    assert [(row["first"], row["second"]) for row in found] == written
