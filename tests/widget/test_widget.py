"""The widget in headless Chromium, on the demo shop's own pages with their strict policy."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.widget.conftest import OpenChat
from tests.widget.stage import (
    ASK_BOOTS,
    ASK_HTML,
    ASK_NOTHING_SAFE,
    ASK_RIDDLE,
    ASK_SIZES,
    ASK_WAITING,
    EMBED,
    HTML,
    Stage,
)

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 390, "height": 780},
    "has_touch": True,
    "is_mobile": True,
    "reduced_motion": "reduce",
}


def test_a_question_is_answered(visit: OpenChat) -> None:
    chat = visit().open()
    chat.ask(ASK_SIZES)
    expect(chat.questions).to_contain_text(ASK_SIZES)
    expect(chat.replies.last).to_contain_text("42")
    expect(chat.input).to_have_value("")


def test_cards_show_the_product_and_lead_to_it(visit: OpenChat) -> None:
    chat = visit().open()
    chat.ask(ASK_BOOTS)
    card = chat.cards.first
    expect(card).to_be_visible()
    expect(card.locator(".price")).to_have_text(re.compile(r"^€\d+\.\d\d$"))
    card.click()
    expect(chat.page).to_have_url(re.compile("/products/"))
    expect(chat.panel).to_be_visible()
    expect(chat.cards.first).to_be_visible()


def test_sources_have_names_for_people(visit: OpenChat, scripted: Stage) -> None:
    chat = visit().open()
    chat.ask(ASK_BOOTS)
    chat.page.get_by_text("4 sources").click()
    sources = chat.page.locator(".sources li")
    expect(sources).to_have_text(
        ["Snowfield Boot", "Trail Runner 2", "Shipping: Europe", "Size chart: Unisex Shoes"]
    )
    link = chat.page.get_by_role("link", name="Shipping: Europe")
    expect(link).to_have_attribute("href", f"{scripted.shop}/policies/shipping#europe")


def test_a_quick_reply_sends_its_payload_and_shows_its_title(
    visit: OpenChat, scripted: Stage
) -> None:
    chat = visit().open()
    chat.ask(ASK_RIDDLE)
    chat.quick.get_by_text("Trail Runner 2").click()
    expect(chat.questions.last).to_contain_text("Trail Runner 2")
    expect(chat.replies.last).to_contain_text("/select_item")
    expect(chat.quick).to_have_count(0)
    assert scripted.agent
    assert scripted.agent.heard[-1].text == '/select_item{"product": "trail-runner-2"}'


def test_who_waits_for_a_person_is_told_and_can_go_back(visit: OpenChat) -> None:
    chat = visit().open()
    answered = chat.replies.count()
    chat.say(ASK_WAITING)
    expect(chat.page.get_by_text("A colleague has your message")).to_be_visible()
    expect(chat.replies).to_have_count(answered)
    chat.quick.get_by_text("Back to the assistant").click()
    expect(chat.replies.last).to_contain_text("/start_over")


def test_suggestions_are_asked_with_a_click(visit: OpenChat) -> None:
    chat = visit("/products/trail-runner-2").open()
    chat.quick.first.click()
    expect(chat.questions).to_contain_text("Trail Runner 2")
    expect(chat.replies.nth(1)).to_be_visible(timeout=20_000)


def test_a_reload_keeps_the_conversation(visit: OpenChat) -> None:
    chat = visit().open()
    chat.ask(ASK_SIZES)
    said = chat.log.inner_text()
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    assert chat.log.inner_text() == said
    chat.ask("and in blue?")


def test_the_session_lasts_over_a_reload(visit: OpenChat, scripted: Stage) -> None:
    chat = visit().open()
    chat.ask("one")
    chat.page.reload()
    chat.ask("two")
    assert scripted.agent
    assert len({message.sender_id for message in scripted.agent.heard}) == 1


def test_an_ended_session_is_replaced_without_a_word(visit: OpenChat, scripted: Stage) -> None:
    chat = visit().open()
    chat.ask("one")
    chat.page.evaluate(
        """() => {
            const [key] = Object.keys(localStorage);
            const state = JSON.parse(localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify({ ...state, token: "ended" }));
        }"""
    )
    chat.page.reload()
    chat.ask("two")
    expect(chat.replies.last).to_contain_text("You said: two")
    assert scripted.agent
    assert len({message.sender_id for message in scripted.agent.heard}) == 2


def test_nothing_is_stored_before_the_chat_is_used(visit: OpenChat) -> None:
    chat = visit()
    expect(chat.launcher).to_be_visible()
    assert chat.page.evaluate("localStorage.length") == 0


def test_starting_over_forgets_the_conversation(visit: OpenChat) -> None:
    chat = visit().open()
    chat.ask(ASK_SIZES)
    chat.page.get_by_role("button", name="Start a new conversation").click()
    expect(chat.questions).to_have_count(0)
    chat.page.reload()
    expect(chat.questions).to_have_count(0)


def test_escape_closes_and_gives_the_focus_back(visit: OpenChat) -> None:
    chat = visit().open()
    expect(chat.input).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.input).to_be_focused()


def test_tab_stays_in_the_panel(visit: OpenChat) -> None:
    chat = visit().open()
    inside = "() => document.activeElement.localName === 'shop-assistant'"
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 12:
        chat.page.keyboard.press(key)
        assert chat.page.evaluate(inside)


def test_shift_enter_starts_a_line(visit: OpenChat) -> None:
    chat = visit().open()
    chat.input.fill("one")
    chat.input.press("Shift+Enter")
    chat.page.keyboard.type("two")
    expect(chat.input).to_have_value("one\ntwo")
    expect(chat.questions).to_have_count(0)


def test_blank_text_is_not_sent(visit: OpenChat) -> None:
    chat = visit().open()
    expect(chat.page.get_by_role("button", name="Send")).to_be_disabled()
    chat.say("   ")
    expect(chat.questions).to_have_count(0)


def test_the_limit_is_told_when_it_comes_near(visit: OpenChat) -> None:
    chat = visit().open()
    left = chat.page.get_by_text("characters left")
    chat.input.fill("a" * 899)
    expect(left).to_be_hidden()
    chat.input.fill("a" * 990)
    expect(left).to_have_text("10 characters left")
    chat.input.press_sequentially("b" * 20)
    assert len(chat.input.input_value()) == 1000


def test_on_a_phone_the_panel_fills_the_screen(visit: OpenChat) -> None:
    chat = visit(**PHONE).open()
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 780}
    chat.ask(ASK_SIZES)
    chat.page.get_by_role("button", name="Close chat").click()
    expect(chat.panel).to_be_hidden()


def test_on_a_phone_a_card_uncovers_its_page(visit: OpenChat) -> None:
    chat = visit(**PHONE).open()
    chat.ask(ASK_BOOTS)
    chat.cards.first.click()
    expect(chat.page).to_have_url(re.compile("/products/"))
    expect(chat.panel).to_be_hidden()


def test_offline_keeps_the_message_and_sends_it_later(visit: OpenChat) -> None:
    chat = visit().open()
    chat.page.context.set_offline(True)
    chat.say(ASK_SIZES)
    expect(chat.page.get_by_text("Not sent yet")).to_be_visible()
    expect(chat.page.get_by_text("Offline")).to_be_visible()
    chat.page.get_by_role("button", name="Try again").click()
    expect(chat.page.get_by_text("Not sent yet")).to_be_visible()
    chat.page.context.set_offline(False)
    expect(chat.replies.nth(1)).to_be_visible(timeout=20_000)
    expect(chat.page.get_by_text("Not sent yet")).to_be_hidden()
    expect(chat.questions).to_have_count(1)


def test_an_unsent_message_outlives_the_page(visit: OpenChat) -> None:
    chat = visit().open()
    chat.page.route("**/webhooks/widget/message", lambda route: route.abort())
    chat.say(ASK_SIZES)
    expect(chat.page.get_by_text("Not sent yet")).to_be_visible()
    chat.page.unroute("**/webhooks/widget/message")
    chat.page.reload()
    expect(chat.replies.nth(1)).to_be_visible(timeout=20_000)


def test_a_refused_message_is_not_tried_for_ever(visit: OpenChat) -> None:
    chat = visit().open()
    chat.page.route("**/webhooks/widget/message", lambda route: route.fulfill(status=413))
    chat.ask("Hello")
    expect(chat.replies.last).to_contain_text("could not read that")
    expect(chat.page.get_by_role("button", name="Try again")).to_be_hidden()


def test_a_reply_that_comes_when_closed_is_counted(visit: OpenChat) -> None:
    chat = visit().open()
    chat.page.route(
        "**/webhooks/widget/message", lambda route: (time.sleep(0.5), route.continue_())
    )
    chat.say(ASK_SIZES)
    chat.page.keyboard.press("Escape")
    expect(chat.page.get_by_role("button", name="1 unread message")).to_be_visible(timeout=20_000)
    chat.launcher.click()
    chat.page.keyboard.press("Escape")
    expect(chat.page.get_by_role("button", name="Open chat", exact=True)).to_be_visible()


@pytest.mark.parametrize("text", [HTML, "'; DROP TABLE products; --", "🦊🦊🦊", "مرحبا", "{{7*7}}"])
def test_odd_text_is_shown_as_it_is(visit: OpenChat, text: str) -> None:
    chat = visit().open()
    title = chat.page.title()
    chat.ask(text)
    expect(chat.questions).to_contain_text(text)
    assert chat.page.locator("shop-assistant .bubble *:not(.aside)").count() == 0
    assert chat.page.title() == title


def test_html_in_a_reply_leaves_no_trace(visit: OpenChat, scripted: Stage) -> None:
    chat = visit().open()
    title = chat.page.title()
    chat.ask(ASK_HTML)
    expect(chat.replies.last).to_contain_text(HTML)
    chat.ask(ASK_NOTHING_SAFE)
    expect(chat.cards.last).to_contain_text(HTML)
    expect(chat.page.locator("shop-assistant a")).to_have_count(0)
    expect(chat.page.locator("shop-assistant img")).to_have_count(0)
    assert chat.page.title() == title


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    visit: OpenChat, violations: Callable[[Page], list[str]], scheme: str, options: dict
) -> None:
    chat = visit(**{"color_scheme": scheme, "reduced_motion": "reduce"} | options)
    expect(chat.launcher).to_be_visible()
    assert violations(chat.page) == []
    chat.open()
    assert violations(chat.page) == []
    chat.ask(ASK_BOOTS)
    chat.page.locator("summary").last.click()
    chat.ask(ASK_RIDDLE)
    chat.page.context.set_offline(True)
    chat.say(ASK_SIZES)
    expect(chat.page.get_by_text("Not sent yet")).to_be_visible()
    chat.input.fill("a" * 950)
    assert violations(chat.page) == []


@pytest.mark.parametrize("path", ["/products/trail-runner-2", "/policies/shipping", "/nowhere"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_shops_pages(
    visit: OpenChat, violations: Callable[[Page], list[str]], scheme: str, path: str
) -> None:
    chat = visit(path, color_scheme=scheme, reduced_motion="reduce")
    expect(chat.launcher).to_be_visible()
    assert violations(chat.page) == []


@pytest.mark.parametrize("accent", ["#ffe600", "#000", "#fff", "#7f7f7f", "#e4002b", "nonsense"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_is_readable(
    visit: OpenChat,
    violations: Callable[[Page], list[str]],
    scripted: Stage,
    accent: str,
    scheme: str,
) -> None:
    page = f"{EMBED}?{urlencode({'accent': accent})}"
    chat = visit(page, color_scheme=scheme, reduced_motion="reduce").open()
    chat.ask(ASK_RIDDLE)
    assert violations(chat.page) == []


def test_the_options_of_the_script_tag(visit: OpenChat, scripted: Stage) -> None:
    options = {"title": "Ask Tarn", "greeting": "Ahoy!", "position": "left", "lang": "xx"}
    chat = visit(f"{EMBED}?{urlencode(options)}")
    box = chat.launcher.bounding_box()
    assert box
    assert box["x"] < 100
    chat.open()
    expect(chat.panel).to_have_accessible_name("Ask Tarn")
    expect(chat.replies).to_contain_text("Ahoy!")
    expect(chat.quick).to_have_count(0)


def test_the_server_can_be_named(visit: OpenChat, scripted: Stage) -> None:
    chat = visit(f"{EMBED}?{urlencode({'server': scripted.assistant + '/'})}").open()
    chat.ask(ASK_SIZES)


def test_two_tags_give_one_widget(visit: OpenChat, scripted: Stage) -> None:
    chat = visit(EMBED)
    source = f"{scripted.assistant}/webhooks/widget/shopbot.js"
    chat.page.evaluate(
        """source => new Promise(resolve => {
            const again = document.createElement("script");
            Object.assign(again, { src: source, onload: resolve });
            document.head.append(again);
        })""",
        source,
    )
    expect(chat.launcher).to_have_count(1)
