"""Text from HTML as shops write it."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.html import to_text

DESCRIPTION = """\
<meta charset="utf-8"><div class="rte"><p>A <b>light</b> shoe&nbsp;for
forest&shy;less paths.<br>Made in Porto &amp; Braga.</p>
<style>p { color: red }</style><script>if (a < b) { track() }</script>
<h3>Details</h3>
<ul><li>Upper: mesh</li><li><p>Drop: 8&nbsp;mm</p></li><li>Care<ul><li>wash cold</li></ul></li></ul>
<table><tr><th>Weight</th><td>240 g</td></tr><tr><th>Sole</th><td>rubber</td></tr></table>
See <a href="https://shop.example/fit">the guide</a>.</div>"""


def test_a_description_keeps_its_lines():
    assert to_text(DESCRIPTION).replace("\u00ad", "") == (
        "A light shoe for forestless paths.\nMade in Porto & Braga.\n\n"
        "Details\n\n"
        "- Upper: mesh\n- Drop: 8 mm\n- Care\n  - wash cold\n\n"
        "Weight: 240 g\nSole: rubber\n\n"
        "See the guide (https://shop.example/fit)."
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("   \n ", ""),
        ("plain text", "plain text"),
        ("one\r\n\r\n\r\n\r\ntwo\n  three", "one\n\ntwo\nthree"),
        ("for heads < 58 cm & > 52 cm", "for heads < 58 cm & > 52 cm"),
        ("x<y and <3 for all", "x<y and <3 for all"),
        ("<p>for heads < 58 cm and a<b</p>", "for heads < 58 cm and a<b"),
        ("<3 <b>this</b> shoe", "<3 this shoe"),
        ("Tom &amp; Jerry&#39;s &lt;3", "Tom & Jerry's <3"),
        ("first\nsecond with <strong>bold</strong>", "first\nsecond with bold"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<b><p>a</p><p>b</p></b>", "a\n\nb"),
        ("a<br/>b<br><br>c", "a\nb\nc"),
        ("<ol start=3><li>c<li>d</ol>", "3. c\n4. d"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<p>x</p><!-- <p>hidden</p> --><p>y</p>", "x\n\ny"),
        ("<!DOCTYPE html><html><head><title>T</title></head><body>b</body></html>", "b"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<img src="x.png" alt="size chart"> here', "size chart here"),
        ("<table><tr><td>one column<tr><td>of layout</table>", "one column\n\nof layout"),
        (
            "<table><thead><tr><th>Size<th>Chest</thead><tr><td>M<td>98 cm</table>",
            "M: chest 98 cm",
        ),
        ("<table><tr><th>A<th>B</table>", "A: B"),
        (
            "<table><tr><td>Size<td>Chest<td>Length<tr><td>M<td>98<td>70</table>",
            "M: chest 98, length 70",
        ),
        (
            "<table><tr><td>Sole<td>rubber<tr><td>Weight<td>240 g</table>",
            "Sole: rubber\nWeight: 240 g",
        ),
        (
            "<dl><dt>Upper:</dt><dd>mesh</dd><dt>Care<dd>wash<dd>dry</dl>",
            "Upper: mesh\nCare: wash dry",
        ),
        ("&lt;p&gt;twice&lt;/p&gt;", "twice"),
        ("<![CDATA[<p>marked</p>]]>", "marked"),
        ("<p>broken &copy text", "broken © text"),
        ("<p>half \ud83d a pair", "half ? a pair"),
        ("<p>nul\0l</p>", "null"),
    ],
)
def test_pieces(source, text):
    assert to_text(source) == text


def test_cells_that_span_rows_and_columns():
    text = to_text(
        "<table><tr><th>Zone<th>Way<th>Cost</tr><tr><td rowspan=2>Europe<td>slow<td>5 €</tr>"
        "<tr><td>fast<td>9 €</tr><tr><td colspan=3>Elsewhere on request</tr></table>"
    )
    assert text == ("Europe: way slow, cost 5 €\nEurope: way fast, cost 9 €\nElsewhere on request")


def test_deep_nesting_ends():
    assert to_text("<p>a</p>" + "<div>" * 20_000 + "x").startswith("a")
    assert to_text("<ul><li>" * 20_000 + "x") is not None


@given(st.text())
def test_no_text_breaks_it(source):
    assert isinstance(to_text(source), str)
    assert isinstance(to_text(f"<p>{source}"), str)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
lines = st.lists(words, min_size=1, max_size=5).map(" ".join)


@given(st.lists(lines, min_size=1))
def test_escaped_paragraphs_come_back(paragraphs):
    source = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
    assert to_text(source) == "\n\n".join(paragraphs)
