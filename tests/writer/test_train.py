"""Training end to end on a handful of replies, and writing with what came out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from click.testing import CliRunner

from bot.cli.writer import command
from bot.writer import data
from bot.writer.data import DataError, Example
from bot.writer.decode import Sampling
from bot.writer.grammar import load
from bot.writer.plan import Plan
from bot.writer.prompt import Slot
from bot.writer.train import train
from bot.writer.write import Writing, choose, write_file

pytestmark = pytest.mark.slow


def run(*arguments):
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    run("prepare", "--out", folder / "data", "--per-act", 1, "--per-slots", 20)
    for split in ("train", "validation", "test"):
        path = folder / "data" / f"{split}.jsonl"
        data.write(path, data.read(path)[:40])
    run("train", "--data", folder / "data/train.jsonl", "--output", folder / "gpt2", "--epochs", 1)
    return folder


def test_a_checkpoint_is_complete_and_small(trained):
    names = {path.name for path in (trained / "gpt2").iterdir()}

    assert {"model.safetensors", "config.json", "tokenizer.json", "README.md"} <= names
    assert (trained / "gpt2/model.safetensors").stat().st_size < 20e6
    card = (trained / "gpt2/README.md").read_text()
    assert "shopbot writer train" in card
    assert "/" not in re.search(r"--data (\S+)", card)[1].removeprefix("data/")
    assert json.loads((trained / "gpt2/rates.json").read_text())["steps"] == 1


def test_a_checkpoint_can_be_trained_on_with_other_peoples_data(trained, tmp_path):
    reply = Example("inform_count", (Slot("count", "57"),), reply="There are 57 of them.")
    data.write(tmp_path / "own.jsonl", [reply] * 40)
    arguments = ("--data", tmp_path / "own.jsonl", "--output", tmp_path / "out")
    run("train", *arguments, "--base", trained / "gpt2", "--epochs", 2)
    out = tmp_path / "replies.txt"
    run("write", "--model", tmp_path / "out", "--data", tmp_path / "own.jsonl", "--out", out)

    assert len(out.read_text().splitlines()) == 40


def test_write_gives_one_reply_a_line_in_order(trained, tmp_path):
    source, out = trained / "data/test.jsonl", tmp_path / "replies.txt"
    run("write", "--model", trained / "gpt2", "--data", source, "--out", out)
    replies, examples = out.read_text().splitlines(), data.read(source)

    assert len(replies) == len(examples)
    for reply, example in zip(replies, examples, strict=True):
        assert all(slot.value.casefold() in reply.casefold() for slot in example.slots)


def test_write_without_the_check_is_raw_and_repeatable(trained, tmp_path):
    texts = []
    for name in ("a.txt", "b.txt"):
        write_file(
            str(trained / "gpt2"),
            trained / "data/test.jsonl",
            tmp_path / name,
            Writing(Sampling(max_tokens=10), n=1, checked=False),
        )
        texts.append((tmp_path / name).read_bytes())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("verb", ["train", "write"])
def test_bad_data_is_named_and_nothing_is_written(verb, tmp_path):
    (tmp_path / "bad.jsonl").write_text("{}\n")
    out = tmp_path / "out"
    target = ("--output", out) if verb == "train" else ("--out", out)
    result = CliRunner().invoke(
        command, [str(each) for each in (verb, "--data", tmp_path / "bad.jsonl", *target)]
    )

    assert result.exit_code != 0
    assert "bad.jsonl:1: act" in result.output
    assert not out.exists()


def test_of_the_candidates_the_first_good_one_is_chosen():
    example = Example("deny_shipping", (Slot("country", "Peru"),))
    texts = ["We ship to [country].", "Sorry, we don't ship to [country].", "No, never."]

    assert choose(texts, example, load()) == [texts[1]]
    assert choose(texts[:1], example, load()) == ["Sorry, we don't deliver to [country]."]


def test_for_an_act_of_other_people_each_fact_is_said_once_or_listed():
    example = Example("own", (Slot("a", "1"), Slot("hasusb", "false")), reply="")

    assert choose(["[a] [b]", "It has [a] and 5.", "It has [a]."], example, load()) == [
        "It has [a]."
    ]
    assert choose(["[a] [b]", "[a] and [a]"], example, load()) == ["a: [a]; hasusb: false"]
    two = Example("own", (Slot("port_no", "4"), Slot("port_no_2", "6")))
    assert choose(["no"], two, load()) == ["port no: [port_no]; port no: [port_no_2]"]


def test_several_replies_a_line_are_different(tmp_path):
    data.write(tmp_path / "one.jsonl", [Example("greet", ())])
    out = tmp_path / "replies.txt"
    run("write", "--data", tmp_path / "one.jsonl", "--out", out, "--each", 3, "--n", 12)
    replies = out.read_text().splitlines()

    assert len(replies) == len(set(replies)) == 3


def test_unclean_replies_are_left_out_and_counted(tmp_path, capsys):
    good = Example("count", (Slot("count", "57"),), reply="There are 57 of them.")
    bad = Example("count", (Slot("count", "57"),), reply="There are 57, or 60.")
    data.write(tmp_path / "own.jsonl", [good] * 30 + [bad] * 10)
    train(Plan(tmp_path / "own.jsonl", tmp_path / "out", epochs=1))

    assert "replies are left out" in capsys.readouterr().err
    data.write(tmp_path / "own.jsonl", [bad] * 10)
    with pytest.raises(DataError, match="no reply says each of its facts once"):
        train(Plan(tmp_path / "own.jsonl", tmp_path / "out", epochs=1))


def test_a_killed_training_goes_on_where_it_was(tmp_path):
    rows = [Example("greet", (), reply=f"Hello {word}!") for word in "abcdefgh" * 40]
    data.write(tmp_path / "own.jsonl", rows)
    plan = Plan(tmp_path / "own.jsonl", tmp_path / "out", epochs=4, batch=16)
    program = (
        "import sys; from pathlib import Path; from bot.writer import fit, plan, train;"
        "fit.SAVE_EVERY = 0.0;"
        "train.train(plan.Plan(Path(sys.argv[1]), Path(sys.argv[2]), epochs=4, batch=16))"
    )
    command = [sys.executable, "-c", program, str(plan.data), str(plan.output)]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while len(list(plan.output.glob("unfinished/checkpoint-*/trainer_state.json"))) < 2:
        assert running.poll() is None
        time.sleep(0.02)
    running.kill()
    running.wait()
    with pytest.raises(DataError, match="--restart"):
        train(replace(plan, epochs=5))
    ended = subprocess.run(command, check=True, capture_output=True, text=True)

    assert "goes on at checkpoint-" in ended.stderr
    assert not (plan.output / "unfinished").exists()
    assert json.loads((plan.output / "rates.json").read_text())["steps"] == 4 * 18
