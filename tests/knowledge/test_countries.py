from __future__ import annotations

import pytest
from babel import Locale

from knowledge.countries import country_code, country_name, country_names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Spain", "ES"),
        ("  the NETHERLANDS ", "NL"),
        ("Holland", "NL"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("the UK", "GB"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Bosnia and Herzegovina", "BA"),
        ("St Lucia", "LC"),
        ("Hong Kong", "HK"),
        ("de", "DE"),
        ("DEU", "DE"),
    ],
)
def test_names_aliases_and_codes(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "Atlantis", "Europe", "European Union", "EU", "ZZ", "Spai"])
def test_what_is_no_country(text):
    assert country_code(text) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("NL", "the Netherlands"),
        ("US", "the United States"),
        ("GB", "the United Kingdom"),
        ("ES", "Spain"),
        ("BA", "Bosnia and Herzegovina"),
        ("HK", "Hong Kong"),
    ],
)
def test_names_read_well_in_a_sentence(code, name):
    assert country_name(code) == name


def test_every_displayed_name_is_understood_again():
    codes = [code for code in Locale("en").territories if country_code(code) == code]
    assert len(codes) > 240
    assert [country_code(country_name(code)) for code in codes] == codes


def test_an_unknown_code_is_refused():
    with pytest.raises(ValueError, match="XX"):
        country_name("XX")


def test_names_for_matching_hold_no_two_letter_words_but_uk():
    assert {name for name in country_names() if len(name) < 3} == {"uk"}
    assert all(name == name.lower() for name in country_names())
