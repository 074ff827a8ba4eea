"""The widget on the demo shop's page, against the running stack."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.widget.chat import Chat

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture
def chat(browser: Browser, stack: Any) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(stack.shop)
    yield Chat(page).open()
    context.close()


def test_a_shopper_asks_and_sees_the_records(chat: Chat) -> None:
    chat.ask("What sizes does the Trail Runner come in?")
    expect(chat.replies.last).to_contain_text("39, 40, 41, 42, 43, 44, 45 and 46")
    expect(chat.cards).to_have_count(1)
    expect(chat.cards.first).to_contain_text("€119.90")


def test_a_quick_reply_settles_which_product_is_meant(chat: Chat) -> None:
    chat.ask("what sizes does the Fjord jacket come in?")
    chat.quick.get_by_text("Fjord Shell").click()
    expect(chat.replies.last).to_contain_text("Fjord Shell")
    expect(chat.cards).to_have_count(1)


def test_the_conversation_outlives_a_reload_on_both_sides(chat: Chat) -> None:
    chat.ask("What sizes does the Trail Runner come in?")
    chat.page.reload()
    expect(chat.questions.first).to_contain_text("Trail Runner")
    chat.ask("and in blue?")
    expect(chat.replies.last).to_contain_text("Blue")
