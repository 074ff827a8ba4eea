from __future__ import annotations

from bot.supervisor.logs import KEPT, LINE_LENGTH, rotate, size, telling_line


def test_the_last_line_that_is_not_empty(tmp_path):
    log = tmp_path / "a.log"
    log.write_text("first\nlast one \n\n  \n")
    assert telling_line(log) == "last one"


def test_no_log_is_no_line(tmp_path):
    assert telling_line(tmp_path / "missing.log") == ""


def test_a_long_or_broken_line_is_cut_and_readable(tmp_path):
    log = tmp_path / "a.log"
    log.write_bytes(b"\xff" * 100_000)
    assert len(telling_line(log)) == LINE_LENGTH


def test_an_error_tells_more_than_what_comes_after_it(tmp_path):
    log = tmp_path / "a.log"
    log.write_text("KeyError: 'x'\nERROR    no model\nserver is up\n")
    assert telling_line(log) == "ERROR    no model"


def test_what_an_earlier_process_wrote_does_not_count(tmp_path):
    log = tmp_path / "a.log"
    log.write_text("KeyError: 'x'\n")
    start = size(log)
    assert telling_line(log, start) == ""
    with log.open("a") as file:
        file.write("starting\n")
    assert telling_line(log, start) == "starting"


def test_rotation_keeps_the_logs_of_some_starts(tmp_path):
    log = tmp_path / "logs" / "a.log"
    for start in range(KEPT + 3):
        rotate(log)
        assert not log.exists()
        log.write_text(str(start))
    kept = [log, *(log.with_name(f"a.log.{n}") for n in range(1, KEPT + 1))]
    assert sorted(log.parent.iterdir()) == kept
    assert [int(path.read_text()) for path in kept] == [5, 4, 3, 2]
