"""Whatever is changed in a right reply, the judge sees it."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.scorecard.model import Verdict
from tests.scorecard.asked import verdict

SIZES = ("S", "M", "L", "XL")
COLORS = ("Red", "Ocean Blue", "Forest Green", "Black", "Navy", "Mustard", "Copper")
RIGHT = {
    "price": "The Ember Tee costs €20.00.",
    "price range": "The Fjord Parka 2 costs €249.90 to €259.90.",
    "shipping": "Shipping to Germany costs €4.90 and takes 1-3 working days; express costs €11.90 "
    "and takes 1 working day. Orders from €60.00 ship free.",
    "free from": "Shipping to Spain is free for orders from €120.00.",
    "compare": "The Ember Tee costs €20.00, the Gilda Tee €35.50.",
    "reviews": "Shoppers rate the Ember Tee 4.5 out of 5 (12 ratings).",
    "last piece": "Yes, we have the Fjord Parka 2 in stock in size L, with only 1 left.",
    "material": "The Ember Tee is made of 100 % organic cotton.",
    "policy": "Our Return period page says: You can return any item within 30 days, without "
    "giving a reason.",
}
FIGURE = re.compile(r"(?<!Parka )(?<!out of )\d+(?:\.\d+)?")
names = st.sampled_from(sorted(RIGHT))


@given(names, st.data())
def test_another_figure_is_seen(name: str, data: st.DataObject) -> None:
    text = RIGHT[name]
    place = data.draw(st.sampled_from(list(FIGURE.finditer(text))))
    whole = st.integers(0, 99_999).map(str)
    cents = st.decimals(0, 9_999, places=2).map(str)
    figure = data.draw((cents if "." in place[0] else whole).filter(lambda f: f != place[0]))
    changed = f"{text[: place.start()]}{figure}{text[place.end() :]}"
    assert verdict(name, text) is Verdict.RIGHT
    assert verdict(name, changed) is not Verdict.RIGHT


@given(names, st.integers(2, 99_999), st.sampled_from(
    ["It weighs {} kg.", "Only {} left!", "You save {} %.", "It arrives in {} days.",
     "Use code SAVE{}.", "That is €{} less.", "There are {} of them.", "Call 555 {}."]
))  # fmt: skip
def test_an_invented_figure_behind_a_right_reply_is_seen(name: str, n: int, more: str) -> None:
    assert verdict(name, f"{RIGHT[name]} {more.format(n)}") is Verdict.UNSUPPORTED


@given(names, st.sampled_from("$£¥"))
def test_another_currency_is_seen(name: str, sign: str) -> None:
    if "€" in RIGHT[name]:
        assert verdict(name, RIGHT[name].replace("€", sign)) is not Verdict.RIGHT


@given(st.sets(st.sampled_from(SIZES)))
def test_only_the_list_of_all_that_can_be_had_is_right(listed: set[str]) -> None:
    text = f"The Ember Tee comes in {', '.join(sorted(listed))}."
    assert (verdict("sizes", text) is Verdict.RIGHT) == (listed == {"S", "M", "L"})


@given(st.sets(st.sampled_from(COLORS)))
def test_only_the_list_of_all_its_colours_is_right(listed: set[str]) -> None:
    text = f"The Ember Tee comes in {', '.join(sorted(listed))}."
    assert (verdict("colours", text) is Verdict.RIGHT) == (listed == {"Red", "Ocean Blue"})


@given(names, st.sampled_from(["Gilda Tee", "Moor Sweater", "Zenith Tee", "Loch Scarf"]))
def test_another_product_is_seen(name: str, title: str) -> None:
    for own in ("Ember Tee", "Fjord Parka 2"):
        if own in RIGHT[name]:
            assert verdict(name, RIGHT[name].replace(own, title)) is not Verdict.RIGHT


@given(names, st.sampled_from(
    ["Maybe. ", "Probably: ", "I think so: ", "I guess ", "As far as I know, ", "Perhaps ",
     "I couldn't find that. ", "Sorry, I don't know. ", "[product] ", "<p>", "**", "{price} ",
     "None ", "nan "]
))  # fmt: skip
def test_hedged_evaded_or_broken_is_not_right(name: str, before: str) -> None:
    assert verdict(name, before + RIGHT[name]) is not Verdict.RIGHT


@given(names, st.integers(0, 60))
def test_a_reply_cut_off_is_right_only_where_it_still_says_it_all(name: str, cut: int) -> None:
    found = FIGURE.findall(RIGHT[name])
    text = RIGHT[name][: len(RIGHT[name]) - cut]
    needed = {"shipping": found[:2]}.get(name, found[:-1] if name == "reviews" else found)
    if verdict(name, text) is Verdict.RIGHT and name != "last piece":
        said = FIGURE.findall(text)[: len(needed)]
        assert list(map(Decimal, said)) == list(map(Decimal, needed))


@given(st.permutations(["€4.90", "€11.90", "€60.00"]))
def test_the_sums_of_shipping_have_their_places(sums: list[str]) -> None:
    text = (
        f"Shipping to Germany costs {sums[0]} and takes 1-3 working days; express costs {sums[1]} "
        f"and takes 1 working day. Orders from {sums[2]} ship free."
    )
    right = sums == ["€4.90", "€11.90", "€60.00"]
    assert (verdict("shipping", text) is Verdict.RIGHT) == right


@given(st.permutations(["€20.00", "€35.50"]), st.permutations(["Ember Tee", "Gilda Tee"]))
def test_compared_prices_belong_to_their_titles(sums: list[str], titles: list[str]) -> None:
    text = f"The {titles[0]} costs {sums[0]}, the {titles[1]} {sums[1]}."
    right = {titles[0]: sums[0], titles[1]: sums[1]} == {
        "Ember Tee": "€20.00",
        "Gilda Tee": "€35.50",
    }
    assert (verdict("compare", text) is Verdict.RIGHT) == right
