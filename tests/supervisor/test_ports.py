from __future__ import annotations

import os
import socket

import pytest

from bot.supervisor.ports import PortError, check_ports, free_ports, is_free


@pytest.fixture
def listener():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_free_ports_are_free_and_different():
    ports = free_ports(5)
    assert len(set(ports)) == 5
    assert all(is_free("127.0.0.1", port) for port in ports)


def test_a_taken_port_is_named_with_its_owner_and_setting(make_part, listener):
    with pytest.raises(PortError) as error:
        check_ports([make_part("Rasa", port=listener)])
    text = str(error.value)
    assert f"port {listener} (Rasa) is taken by PID {os.getpid()} (" in text
    assert "set SHOPBOT_RASA_PORT" in text


def test_every_fault_is_listed(make_part, listener):
    parts = [make_part("a", port=listener), make_part("b", port=1), make_part("c", port=listener)]
    with pytest.raises(PortError) as error:
        check_ports(parts)
    text = str(error.value)
    assert f"port {listener} is wanted by a and by c" in text
    assert f"port {listener} (c)" in text


def test_free_ports_pass(make_part):
    check_ports([make_part("a"), make_part("b")])
