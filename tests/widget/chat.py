"""The widget as a shopper sees it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Chat:
    """Finds the widget's parts by the names that a screen reader would say."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.get_by_role("button", name="Open chat")
        self.panel = page.get_by_role("dialog")
        self.log = page.get_by_role("log")
        self.input = page.get_by_role("textbox", name="Ask a question")
        self.replies = page.locator(".heard .bubble")
        self.questions = page.locator(".said .bubble")
        self.cards = page.locator(".card")
        self.quick = page.get_by_role("group", name="Suggested replies").get_by_role("button")
        self.typing = page.locator(".typing")

    def open(self) -> Chat:
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def ask(self, question: str) -> None:
        """Type, press Enter and wait until the assistant has answered."""
        answered = self.replies.count()
        self.say(question)
        expect(self.replies.nth(answered)).to_be_visible(timeout=20_000)
        expect(self.typing).to_be_hidden()

    def say(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def focused(self) -> Locator:
        return self.page.locator("*:focus").last
