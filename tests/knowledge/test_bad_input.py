"""Every kind of bad row is named with its file, line, field and reason."""

from __future__ import annotations

import json

import pytest

from knowledge.importers.catalog import read_catalog


def change(row, path, value):
    """Set the field at `path`, which is written as in an error ("variants[0].price")."""
    *parts, last = path.replace("[", ".").replace("]", "").split(".")
    target = row
    for part in parts:
        target = target[int(part) if part.isdigit() else part]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return row


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", ..., "is missing"),
        ("id", "", "is empty"),
        ("id", True, "must be text or a whole number, not true"),
        ("title", ..., "is missing"),
        ("title", "  ", "is empty"),
        ("title", "x" * 301, "has 301 characters, at most 300 are read"),
        ("title", "half \ud83d", "holds U+D83D, which is no text"),
        ("title", "null \x00", "holds U+0000, which is no text"),
        ("description", "x" * 1_048_576, "has 1,048,576 characters, at most 20,000 are read"),
        ("url", "javascript:alert(1)", "must be an http(s) address or a path"),
        ("image", "data:text/html,x", "must be an http(s) address or a path"),
        ("tags", "blue", 'must be a list or null, not "blue"'),
        ("rating", 7, "is 7, must be a number from 1 to 5"),
        ("rating", 0.5, "is 0.5, must be a number from 1 to 5"),
        ("rating", "0.00000001", 'is "0.00000001", must be a number from 1 to 5'),
        ("size_chart", "nope", "'nope' is no known size chart"),
        ("variants", ..., "is missing"),
        ("variants", [], "is empty"),
        ("variants", "all", 'must be a list, not "all"'),
        ("variants[0].sku", ..., "is missing"),
        ("variants[0].sku", " ", "is empty"),
        ("variants[0].price", ..., "is missing"),
        ("variants[0].price", "-3.00", 'is negative: "-3.00"'),
        ("variants[0].price", 1e9, "is more than 1,000,000"),
        ("variants[0].price", "89,90", '"89,90" is not a price such as 89.90'),
        ("variants[0].price", "1e3", '"1e3" is not a price such as 89.90'),
        ("variants[0].price", "", "is empty"),
        ("variants[0].price", None, "must be text or a number, not null"),
        ("variants[0].price", "4.999", 'is "4.999", but EUR has 2 decimals'),
        ("variants[0].currency", ..., "is missing"),
        ("variants[0].currency", "ZZZ", '"ZZZ" is not an ISO 4217 currency'),
        ("variants[0].currency", "XXX", '"XXX" is not an ISO 4217 currency'),
        ("variants[1].currency", "USD", "is USD, but this product's first price is in EUR"),
        ("variants[0].stock", -1, "is -1, must be at least 0"),
        ("variants[0].stock", 1.5, "must be a whole number or null, not 1.5"),
        ("variants[0].stock", "3", 'must be a whole number or null, not "3"'),
        ("variants[0].list_price", "-3.00", 'is negative: "-3.00"'),
        ("variants[0].list_price", "4.999", 'is "4.999", but EUR has 2 decimals'),
        ("variants[0].prices", "9.90", 'must be an object or null, not "9.90"'),
        ("variants[0].image", "javascript:alert(1)", "must be an http(s) address or a path"),
        ("variants[0].options", ["42"], "must be an object or null, not a list"),
        ("variants[1].sku", "TR2-41", "'TR2-41' is already at"),
    ],
)
def test_a_bad_field(write, row, field, value, reason):
    path = write({**row, "id": "good", "variants": [{**row["variants"][0], "sku": "good"}]},
                 change(row, field, value))  # fmt: skip
    catalog, report = read_catalog([path])
    (error,) = report.errors
    assert (error.file, error.line, error.field) == (str(path), 2, field)
    assert error.reason.startswith(reason)
    assert len(error.reason) < 200
    assert [product.id for product in catalog.products] == ["good"]


def test_bad_prices_in_further_currencies_and_bad_pictures(write, row):
    row["images"] = ["back.jpg", "data:text/html,x"]
    row["variants"][0]["prices"] = {"USD": "9,90", "ZZZ": "9.90", "JPY": "1", "jpy": "2"}
    _, report = read_catalog([write(row)])
    assert {error.field: error.reason for error in report.errors} == {
        "images[1]": "must be an http(s) address or a path",
        "variants[0].prices.USD": '"9,90" is not a price such as 89.90',
        "variants[0].prices.ZZZ": '"ZZZ" is not an ISO 4217 currency',
        "variants[0].prices.jpy": "JPY has a price already",
    }


def test_two_prices_of_the_same_options_are_told_and_kept(write, row):
    row["variants"][1] |= {"options": {"color": "Blue", "size": "41", "fit": ""}, "price": "79.90"}
    catalog, report = read_catalog([write(row)])
    (warning,) = report.warnings
    assert (warning.line, warning.field) == (1, "variants[1].price")
    assert warning.reason == 'is "79.90", but variants[0] has the same options at 89.90'
    assert len(catalog.products[0].variants) == 2


def test_the_same_options_twice_at_one_price_are_two_lots(write, row):
    row["variants"][1]["options"] = row["variants"][0]["options"]
    catalog, report = read_catalog([write(row)])
    assert not report.errors
    assert len(catalog.products[0].variants) == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": ', "is broken JSON at column 7"),
        ('{"id": NaN}', "NaN is not a number"),
        ("[1]", "is not an object"),
        ('"text"', "is not an object"),
        ("[" * 5000, "is nested too deeply"),
    ],
)
def test_a_line_that_is_no_object(write, row, line, reason):
    _, report = read_catalog([write(row, line)])
    (error,) = report.errors
    assert error.line == 2
    assert reason in error.reason


def test_all_errors_of_all_rows_are_listed(write, row):
    bad = json.loads(json.dumps(row))
    bad |= {"title": "", "id": "bad"}
    bad["variants"][0] |= {"price": "-1", "stock": -1, "sku": "x"}
    bad["variants"][1] |= {"currency": "ZZZ", "sku": "y"}
    _, report = read_catalog([write(bad, "{", row, row)])
    found = [(error.line, error.field) for error in report.errors]
    assert sorted(found) == [
        (1, "title"),
        (1, "variants[0].price"),
        (1, "variants[0].stock"),
        (1, "variants[1].currency"),
        (2, ""),
        (4, "id"),
        (4, "variants[0].sku"),
        (4, "variants[1].sku"),
    ]


def test_duplicates_are_found_across_files_and_name_the_first(write, row):
    first, second = write(row), write(row, name="more.jsonl")
    _, report = read_catalog([first, second])
    assert report.errors[0].file == str(second)
    assert report.errors[0].reason == f"'trail-2' is already at {first}:1"


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        ('{"id": "a"}\n{"title": "Größe"}'.encode("latin-1"), 2, "is not UTF-8 (byte 0xF6)"),
        ('[{"id": "a"},\n{"title": "Größe"}]'.encode("latin-1"), 2, "is not UTF-8 (byte 0xF6)"),
        ('{"id": "a"}'.encode("utf-16"), 1, "is UTF-16: save the file as UTF-8"),
        (b'{\n  "id": "a"\n}', 1, "holds an object over several lines"),
        (b'[\n{"id": "a"},\n{"id": "b" "c"}]', 3, "is broken JSON at column 12"),
        (b'[{"id": "a"}\n{"id": "b"}]', 2, "is broken JSON at column 1"),
        (b'[{"id": "a"}', 1, "is broken JSON at column 13"),
        (b'[{"id": "a"}] x', 1, "is broken JSON at column 15"),
    ],
)
def test_a_file_that_cannot_be_read_as_rows(tmp_path, data, line, reason):
    path = tmp_path / "catalog.json"
    path.write_bytes(data)
    _, report = read_catalog([path])
    error = next(error for error in report.errors if error.reason.startswith(reason))
    assert (error.file, error.line) == (str(path), line)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- id: a\n- id: [\n", 3, "is broken YAML"),
        ("id: a\n", 1, "must hold a list"),
        ("- id: a\n- text\n", 2, "is not an object"),
    ],
)
def test_bad_yaml(tmp_path, text, line, reason):
    path = tmp_path / "catalog.yaml"
    path.write_text(text)
    _, report = read_catalog([path])
    error = next(error for error in report.errors if error.reason.startswith(reason))
    assert error.line == line


def test_a_missing_file_and_an_empty_folder(tmp_path):
    _, report = read_catalog([tmp_path / "gone.jsonl", tmp_path])
    assert {error.reason for error in report.errors} == {
        "cannot be read: No such file or directory",
        "holds no catalog.jsonl: name its files instead",
    }


def test_bad_charts_and_reviews(write, row, tmp_path):
    write(row)
    (tmp_path / "size_charts.yaml").write_text(
        "- {id: a, rows: []}\n"
        "- {id: b, rows: [{size: 42, measures: {foot_length: [27, 26]}}]}\n"
        "- {id: c, rows: [{size: 42, measures: {foot_length: 26}}]}\n"
    )
    review = {"id": "1", "product_id": "trail-2", "rating": 5, "text": "Good."}
    write(
        review | {"rating": 6},
        review | {"id": "2", "product_id": "gone"},
        review | {"id": "3", "date": "2026-02-30"},
        review | {"id": "4", "text": ""},
        name="reviews.jsonl",
    )
    _, report = read_catalog([tmp_path])
    assert [(error.line, error.field, error.reason) for error in report.errors] == [
        (1, "rows", "is empty"),
        (2, "rows[0].measures.foot_length", "ends below its beginning"),
        (3, "rows[0].measures.foot_length", "must be a list, not 26"),
        (1, "rating", "is 6, must be at most 5"),
        (2, "product_id", "'gone' is no known product"),
        (3, "date", "2026-02-30 is not a day of the calendar"),
        (4, "text", "is empty"),
    ]


def test_what_refers_to_a_bad_row_is_kept_without_it(write, row, tmp_path):
    write(row | {"size_chart": "a"}, {**row, "id": "bad", "title": ""})
    (tmp_path / "size_charts.yaml").write_text("- {id: a, rows: []}\n")
    write({"id": "1", "product_id": "bad", "rating": 5, "text": "x"}, name="reviews.jsonl")
    catalog, report = read_catalog([tmp_path])
    assert catalog.products[0].size_chart is None
    assert not catalog.reviews
    assert [warning.field for warning in report.warnings] == ["size_chart", "product_id"]
