"""Take the README's picture: a real conversation on the running demo shop.

    python -m bot.widget.screenshot --out docs/widget.png

Start the shop first (`make run`). Needs Chromium and the package playwright.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from knowledge.settings import Settings

QUESTIONS = (
    "What sizes does the Trail Runner come in?",
    "and in blue?",
    "I need waterproof boots for winter under 150 euros",
)
WIDTH, HEIGHT = 1280, 860
ANSWER_MS = 30_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="PNG to write.")
@click.option("--shop", default="", help="Address of the running demo shop.")
@click.option("--question", "questions", multiple=True, help="What to ask; may be repeated.")
@click.option("--dark", is_flag=True, help="As a browser in dark mode shows it.")
@click.option("--phone", is_flag=True, help="As a phone shows it.")
def main(out: Path, shop: str, questions: tuple[str, ...], *, dark: bool, phone: bool) -> None:
    """Ask the questions in the widget and keep a picture of the answers."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise click.ClickException("no Chromium found: install the package chromium")
    settings = Settings.from_env()
    address = shop or f"http://{settings.host}:{settings.shop_port}"
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        _take(chromium, address, questions or QUESTIONS, out, dark=dark, phone=phone)
    except Exception as error:
        reason = str(error).splitlines()[0]
        raise click.ClickException(f"no picture of {address}: {reason}") from error
    click.echo(f"{out}: {out.stat().st_size // 1024} KB")


def _take(
    chromium: str,
    address: str,
    questions: tuple[str, ...],
    out: Path,
    *,
    dark: bool,
    phone: bool,
) -> None:
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(
            viewport={"width": 390 if phone else WIDTH, "height": HEIGHT},
            device_scale_factor=2,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page.goto(address)
        page.get_by_role("button", name="Open chat").click()
        for number, question in enumerate(questions, start=1):
            page.get_by_role("textbox", name="Ask a question").fill(question)
            page.keyboard.press("Enter")
            answers = page.locator(".said.answered")
            expect(answers).to_have_count(number, timeout=ANSWER_MS)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(out))
        browser.close()


if __name__ == "__main__":
    main()
