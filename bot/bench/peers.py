"""What the writer's server is compared with: the model's own `generate`, `transformers serve`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from bot.bench.asking import Ask, Speed
from bot.bench.stats import latency

# What runs `transformers serve` in the environment that `serving_environment` makes.
SERVE = "from transformers.cli.transformers import main; main()"


def generate_alone(model: str, asks: Sequence[Ask], dtype: torch.dtype, threads: int) -> Speed:
    """`model.generate` for one request after another, in this process."""
    torch.set_num_threads(threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    loaded = AutoModelForCausalLM.from_pretrained(model, dtype=dtype).eval().to(device)
    words = AutoTokenizer.from_pretrained(model)
    generate(loaded, words, asks[0])
    started, seconds, tokens = time.perf_counter(), [], 0
    for ask in asks:
        began = time.perf_counter()
        tokens += generate(loaded, words, ask)
        seconds.append(time.perf_counter() - began)
    elapsed = time.perf_counter() - started
    return Speed(latency(seconds, elapsed), tokens / elapsed)


@torch.inference_mode()
def generate(model: Any, words: Any, ask: Ask) -> int:
    """Write one text with transformers' own loop; returns how many tokens it has."""
    torch.manual_seed(ask.seed)
    ids = torch.tensor([words.encode(ask.prompt, add_special_tokens=False)], device=model.device)
    text = model.generate(
        ids,
        attention_mask=torch.ones_like(ids),
        do_sample=True,
        temperature=ask.temperature,
        top_p=ask.top_p,
        top_k=0,
        max_new_tokens=ask.max_tokens,
        pad_token_id=words.eos_token_id,
        use_cache=True,
    )
    return int(text.shape[1] - ids.shape[1])


def serving_environment(folder: Path) -> Path:
    """A Python with what `transformers serve` needs beside our torch and transformers.

    Some of it is newer than Rasa can bear, so it gets an environment of its own, which falls
    back on ours. Raises CalledProcessError where it cannot be installed.
    """
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run((sys.executable, "-m", "venv", folder), check=True)  # noqa: S603
        ours = next(path for path in sys.path if path.endswith("site-packages"))
        wanted = [r.split(";")[0] for r in requires("transformers") or () if _serving(r)]
        # uvicorn would find Rasa's, which is too old for it.
        install = (str(python), "-m", "pip", "install", "--quiet", *wanted, "websockets>=14")
        subprocess.run(install, check=True)  # noqa: S603 - the names come from transformers
        site = next((folder / "lib").glob("python*/site-packages"))
        (site / "ours.pth").write_text(f"{ours}\n", "utf-8")
    return python


def _serving(requirement: str) -> bool:
    name, _, marker = requirement.partition(";")
    return 'extra == "serving"' in marker and not name.startswith(("torch", "accelerate"))


def serve_command(python: Path, model: str, port: int, *, batching: bool) -> tuple[str, ...]:
    """`transformers serve` in float32, with or without its continuous batching.

    It offers `/v1/completions` itself, so the prompts go to it as they are. On a CPU its
    continuous batching gave no answer within a minute here.
    """
    options = ("--port", str(port), "--dtype", "float32")
    extra = ("--continuous-batching",) if batching else ()
    return (str(python), "-c", SERVE, "serve", model, *options, *extra)


def wait_until_served(url: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Return once `url` answers. Raises RuntimeError if the process ends or takes longer."""
    from bot.bench.live import LOCAL

    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), LOCAL.open(url, timeout=5) as response:
            if response.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"{url} is not served")
