"""No damage to a file is a crash: each is imported, refused or left out, row by row."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.catalog import read_catalog
from knowledge.importers.interface import Options
from knowledge.importers.mapping_guess import starter
from tests.knowledge.importers.conftest import as_csv
from tests.knowledge.importers.test_magento import BLACK, BLUE, HOODIE
from tests.knowledge.importers.test_shopify import MUG, PICTURE, SECOND, SHOE
from tests.knowledge.importers.test_woocommerce import BEANIE, GREEN, SHIRT
from tests.knowledge.importers.test_woocommerce import BLUE as WOO_BLUE

EXPORTS = {
    "shopify": [SHOE, SECOND, PICTURE, MUG],
    "woocommerce": [SHIRT, WOO_BLUE, GREEN, BEANIE],
    "magento": [BLACK, BLUE, HOODIE],
}

damages = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.sampled_from([b"", b'"', b",", b"\n", b"\xff", b"\0", b";", b"-1", b"12,50", b"<p>"]),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("form", EXPORTS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damages)
def test_a_damaged_export_is_never_a_crash(tmp_path, form, damage):
    data = as_csv(EXPORTS[form]).encode()
    for place, length, put in damage:
        start = int(place * len(data))
        data = data[:start] + put + data[start + length :]
    path = tmp_path / "export.csv"
    path.write_bytes(data)
    _, report = read_catalog([path], form=form, options=Options("EUR"))
    counted = report.rows_imported + report.rows_refused + report.rows_left_out
    assert report.rows_read == counted
    assert report.rows_read or report.errors
    assert isinstance(str(starter(path)), str)


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize("other", EXPORTS)
def test_an_export_read_as_another_form_is_refused(export, form, other):
    catalog, report = read_catalog([export(EXPORTS[other])], form=form, options=Options("EUR"))
    assert bool(catalog.products) is (form == other)
    assert form == other or report.errors or report.left_out
