"""What a training run leaves beside its output until it is done, so that it can go on."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from bot.writer.data import DataError
from bot.writer.plan import Plan

FOLDER = "unfinished"
_NOTE = "plan.json"
# The last file that Trainer writes: a checkpoint without it was cut off.
_LAST_FILE = "trainer_state.json"


class Unfinished:
    """The folder of a run that is under way. `minutes` is what earlier starts spent."""

    def __init__(self, plan: Plan) -> None:
        """Open or create it. Raises DataError where another plan's run lies there."""
        self.folder = plan.output / FOLDER
        self.minutes = 0.0
        self._plan = _fingerprint(plan)
        note = self.folder / _NOTE
        if note.exists() and not plan.restart:
            self._resume(note)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            self.save(0)

    def _resume(self, note: Path) -> None:
        known = json.loads(note.read_text("utf-8"))
        if known["plan"] != self._plan:
            raise DataError(
                f"{self.folder}: an unfinished training with other data or settings lies here: "
                "start it as before to go on with it, or give --restart to throw it away"
            )
        self.minutes = known["minutes"]

    @property
    def checkpoint(self) -> Path | None:
        """The newest checkpoint that was written to its end."""
        found = [path for path in self.folder.glob("checkpoint-*") if (path / _LAST_FILE).exists()]
        return max(found, key=lambda path: int(path.name.rpartition("-")[2]), default=None)

    def save(self, minutes: float) -> None:
        """Note the time that was spent up to the newest checkpoint."""
        staging = self.folder / f"{_NOTE}.staging"
        staging.write_text(json.dumps({"plan": self._plan, "minutes": minutes}) + "\n", "utf-8")
        staging.replace(self.folder / _NOTE)

    def remove(self) -> None:
        """The run is done."""
        shutil.rmtree(self.folder)


def _fingerprint(plan: Plan) -> dict[str, str]:
    settings = {name: str(value) for name, value in asdict(plan).items() if name != "restart"}
    content = hashlib.sha256(plan.data.read_bytes()).hexdigest()
    return settings | {"data": content, "output": ""}
