"""What every action works with: the records, the search over them, the writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from actions.desk import Desk, open_desk
from bot.writer.client import Slot, Wording, WriterClient
from indexes.encoder import Encoder, load_encoder
from indexes.search import Searcher
from indexes.stores import open_vectors
from knowledge.model import Product, SizeChart
from knowledge.settings import Settings
from knowledge.store import Store


class Writer(Protocol):
    """Whatever words an answer; `WriterClient` in production."""

    async def word(self, act: str, slots: Sequence[Slot], question: str = "") -> Wording: ...


@dataclass(frozen=True, slots=True)
class Shop:
    """The ports of the actions; `name` is what the assistant calls the shop.

    `encoder` is the one that `searcher` searches with. Without a `desk` nobody can take a
    conversation over, and no open question is kept.
    """

    store: Store
    searcher: Searcher
    writer: Writer
    name: str = ""
    encoder: Encoder = field(default_factory=load_encoder)
    desk: Desk | None = None

    def chart(self, product: Product) -> SizeChart | None:
        return self.store.size_chart(product.size_chart) if product.size_chart else None

    @property
    def currency(self) -> str:
        """The currency that the catalogue's prices are in."""
        return self.store.currency()

    def products(self, ids: Sequence[str]) -> list[Product]:
        """The products of these ids that are still in the records, in this order."""
        return [product for product in map(self.store.product, ids) if product]


def open_shop(settings: Settings) -> Shop:
    """The composition root of the action server.

    Raises StoreError, with the command to run, where nothing was imported yet, and
    SettingError. Where no index was built, what needs none is answered until one is.
    """
    store = Store(settings.database_url, must_exist=True)
    info = store.shop_info()
    encoder = load_encoder(settings.encoder)
    return Shop(
        store=store,
        searcher=Searcher.open(
            settings.index_dir,
            encoder,
            open_vectors(settings.vectors_url, settings.index_dir),
            required=False,
        ),
        writer=WriterClient(
            settings.writer_url, key=settings.writer_key, model=settings.writer_name
        ),
        name=info.name if info else "",
        encoder=encoder,
        desk=open_desk(settings),
    )


@cache
def default_shop() -> Shop:
    """The shop that the environment describes, opened once a process."""
    return open_shop(Settings.from_env())
