"""Every setting, read from the environment, in one place.

The README's configuration table lists the same names; a test compares the two.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path

# Of seconds, hours or days; a calendar ends somewhere.
MOST = 100_000

PROJECT = Path(__file__).resolve().parent.parent


class SettingError(ValueError):
    """A setting holds something that cannot be used; the message names it."""


def setting(env: str, default: str, help: str) -> str:
    """A dataclass field whose metadata says which variable fills it."""
    return field(default=default, metadata={"env": env, "help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """The process's settings as strings; the properties give them their types."""

    data: str = setting(
        "SHOPBOT_DATA", str(PROJECT / "indexes" / "built"), "folder for everything a run writes"
    )
    host: str = setting("SHOPBOT_HOST", "127.0.0.1", "address that every server binds to")
    rasa_port_: str = setting(
        "SHOPBOT_RASA_PORT", "5005", "port of Rasa, its REST webhook and the widget"
    )
    actions_port_: str = setting("SHOPBOT_ACTIONS_PORT", "5055", "port of the action server")
    writer_port_: str = setting("SHOPBOT_WRITER_PORT", "8080", "port of the writer")
    shop_port_: str = setting("SHOPBOT_SHOP_PORT", "8000", "port of the demo shop's pages")
    writer_url_: str = setting(
        "SHOPBOT_WRITER_URL", "", "an OpenAI-compatible server to use instead of our writer"
    )
    writer_key: str = setting("SHOPBOT_WRITER_KEY", "", "API key sent to SHOPBOT_WRITER_URL")
    writer_name: str = setting("SHOPBOT_WRITER_NAME", "", "model name sent to SHOPBOT_WRITER_URL")
    writer_model: str = setting(
        "SHOPBOT_WRITER_MODEL",
        str(PROJECT / "bot" / "writer" / "checkpoint"),
        "GPT-2 checkpoint: a directory or a hub id",
    )
    writer_deadline_: str = setting(
        "SHOPBOT_WRITER_DEADLINE", "30", "seconds that a request to our writer may take"
    )
    encoder: str = setting(
        "SHOPBOT_ENCODER", "", "sentence-transformers id or directory; empty: the MiniLM that ships"
    )
    database_url_: str = setting(
        "SHOPBOT_DATABASE_URL",
        "",
        "SQLAlchemy URL of the store; empty: a SQLite file in SHOPBOT_DATA",
    )
    currency: str = setting(
        "SHOPBOT_CURRENCY", "", "currency of imported prices where the file names none, such as EUR"
    )
    vectors_url: str = setting(
        "SHOPBOT_VECTORS_URL",
        "",
        "PostgreSQL URL of a database with pgvector that keeps the vectors; empty: files",
    )
    secret_: str = setting(
        "SHOPBOT_SECRET",
        "",
        "key that signs widget sessions; empty: made once, kept in SHOPBOT_DATA",
    )
    widget_origins_: str = setting(
        "SHOPBOT_WIDGET_ORIGINS", "", "comma-separated shop origins that may embed the widget"
    )
    handoff: str = setting(
        "SHOPBOT_HANDOFF",
        "log",
        "who is told when a person is wanted: log, https://…, or mailto:team@shop.example",
    )
    smtp_url: str = setting(
        "SHOPBOT_SMTP_URL",
        "",
        "mail server for mailto:, such as smtp://user:password@host:587?starttls or smtps://…",
    )
    handoff_transcript: str = setting(
        "SHOPBOT_HANDOFF_TRANSCRIPT",
        "masked",
        "what a handoff holds of the messages: masked (no personal data), full or none",
    )
    handoff_hours_: str = setting(
        "SHOPBOT_HANDOFF_HOURS", "24", "hours after which a handed-over assistant answers again"
    )
    unanswered_days_: str = setting(
        "SHOPBOT_UNANSWERED_DAYS", "90", "days that unanswered questions and handoffs are kept"
    )
    log_messages_: str = setting(
        "SHOPBOT_LOG_MESSAGES", "false", "true: logs may hold message text (personal data)"
    )

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; an empty variable counts as unset."""
        given = {f.name: env[f.metadata["env"]] for f in fields(cls) if env.get(f.metadata["env"])}
        return cls(**given)

    @property
    def data_dir(self) -> Path:
        return Path(self.data).expanduser().resolve()

    @property
    def rasa_port(self) -> int:
        return self._port("rasa_port_")

    @property
    def actions_port(self) -> int:
        return self._port("actions_port_")

    @property
    def writer_port(self) -> int:
        return self._port("writer_port_")

    @property
    def shop_port(self) -> int:
        return self._port("shop_port_")

    @property
    def writer_url(self) -> str:
        return self.writer_url_ or f"http://{self.host}:{self.writer_port}"

    @property
    def writer_is_ours(self) -> bool:
        return not self.writer_url_

    @property
    def writer_deadline(self) -> float:
        """In seconds."""
        return self._positive("writer_deadline_", "seconds")

    @property
    def handoff_hours(self) -> float:
        """After which a conversation goes back to the assistant by itself."""
        return self._positive("handoff_hours_", "hours")

    @property
    def unanswered_days(self) -> float:
        """That what conversations leave behind is kept."""
        return self._positive("unanswered_days_", "days")

    @property
    def database_url(self) -> str:
        return self.database_url_ or f"sqlite:///{self.data_dir / 'shop.db'}"

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"

    @property
    def widget_origins(self) -> tuple[str, ...]:
        """Origins that may embed the widget; the demo shop's own by default."""
        given = [origin.strip().rstrip("/") for origin in self.widget_origins_.split(",")]
        ours = (f"http://{self.host}:{self.shop_port}", f"http://localhost:{self.shop_port}")
        return tuple(origin for origin in given if origin) or ours

    @property
    def log_messages(self) -> bool:
        return self.log_messages_.lower() in {"1", "true", "yes"}

    def _positive(self, name: str, unit: str) -> float:
        value = getattr(self, name)
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        if not 0 < number <= MOST:
            env = _field(name).metadata["env"]
            raise SettingError(f"{env} is {value!r}: give a number of {unit}")
        return number

    def _port(self, name: str) -> int:
        value = getattr(self, name)
        if not value.isdigit() or not 0 < int(value) < 65536:
            env = _field(name).metadata["env"]
            raise SettingError(f"{env} is {value!r}: give a port between 1 and 65535")
        return int(value)


def _field(name: str) -> Field[str]:
    return next(f for f in fields(Settings) if f.name == name)
