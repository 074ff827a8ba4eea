from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.reply import Choice, Reply
from bot.channels.twilio.platform import Twilio
from tests.channels.platforms import twilio as sent
from tests.channels.platforms.replies import FULL, REPLIES, squeezed
from tests.channels.platforms.standin import Call
from tests.channels.platforms.twilio import NUMBER, PUBLIC, SHOPPER, TwilioStandIn, received

SERVICE = "MG" + "1" * 32


def account(sender: str = "", public_url: str = PUBLIC) -> Twilio:
    return Twilio(sent.SID, sent.TOKEN, sender, "https://api.twilio.example", public_url)


ACCOUNT = account()


def parse(fields: dict[str, str]) -> list[Incoming]:
    return list(ACCOUNT.parse(received(fields)))


def shown(*replies: Reply, to: dict[str, str] | None = None, sender: str = "") -> list[dict]:
    """The forms of the messages for `replies`, each taken by the stand-in."""
    [event] = parse(to or sent.sms("Hello"))
    stand_in = TwilioStandIn()
    calls = account(sender).render(event, replies).calls
    for call in calls:
        assert call.form
        stand_in.check(Call(f"/{call.path}", dict(call.body)))
    return [dict(call.body) for call in calls]


@pytest.mark.parametrize("public_url", [PUBLIC, f"{PUBLIC}/", f"{PUBLIC}:443"])
@pytest.mark.parametrize("fields", [sent.sms("Hello & ü 🥾"), sent.whatsapp("x"), sent.picture()])
def test_what_twilio_signed_is_let_in(public_url: str, fields: dict[str, str]) -> None:
    assert account(public_url=public_url).verify(received(fields))


def test_the_address_is_signed_with_its_query() -> None:
    request = received(sent.sms("Hello"), target=f"{sent.TARGET}?shop=1")
    assert ACCOUNT.verify(request)
    moved = type(request)("POST", sent.TARGET, request.headers, request.body, request.at)
    assert not ACCOUNT.verify(moved)


def test_a_blank_field_belongs_to_the_signature() -> None:
    fields = sent.sms("")
    request = received(fields)
    assert ACCOUNT.verify(request)
    without = b"&".join(pair for pair in request.body.split(b"&") if not pair.startswith(b"ToZip"))
    changed = without.replace(b"FromCity=", b"FromCity=ToZip")
    for body in (changed, without.replace(b"Body=", b"Body=x")):
        assert not ACCOUNT.verify(type(request)("POST", sent.TARGET, request.headers, body, 0))


@pytest.mark.parametrize(
    "moved",
    [
        {"Body": None, "BodyHell": "o"},
        {"From": f"{SHOPPER}FromCity", "FromCity": None},
        {"NumMedia": None, "NumSegments": None, "NumMedia0NumSegments": "1"},
    ],
    ids=str,
)
def test_a_form_with_moved_borders_is_refused_though_its_signature_fits(
    moved: dict[str, str | None],
) -> None:
    """Names and values are signed without anything between them."""
    fields = sent.sms("Hello")
    request = received(fields)
    forged = {name: value for name, value in {**fields, **moved}.items() if value is not None}
    assert sent.signed(PUBLIC + sent.TARGET, forged) == sent.signed(PUBLIC + sent.TARGET, fields)
    body = sent.form(forged)
    assert not ACCOUNT.verify(type(request)("POST", sent.TARGET, request.headers, body, 0))


def test_a_field_twice_is_refused() -> None:
    request = received(sent.sms("Hello"))
    body = request.body + b"&From=%2B4915112345678"
    assert not ACCOUNT.verify(type(request)("POST", sent.TARGET, request.headers, body, 0))


def test_another_accounts_message_is_refused() -> None:
    assert not ACCOUNT.verify(received(sent.sms("Hello", AccountSid="AC" + "9" * 32)))


def test_a_message_is_read() -> None:
    [event] = parse(sent.sms("in 42?", sid="SM" + "a" * 32))
    assert (event.event_id, event.sender, event.text) == ("SM" + "a" * 32, SHOPPER, "in 42?")
    assert event.address == {"to": SHOPPER, "from": NUMBER}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (sent.picture(), "media"),
        (sent.picture("this one?"), "media"),
        (sent.whatsapp("", Latitude="1.0", Longitude="2.0"), "unsupported"),
        (sent.whatsapp("stop"), "text"),
        (sent.sms("Yes"), "text"),
        (sent.sms("please stop"), "text"),
    ],
)
def test_kinds_are_told_apart(fields: dict[str, str], kind: str) -> None:
    assert [event.kind for event in parse(fields)] == [kind]


@pytest.mark.parametrize(
    "fields",
    [
        sent.status_callback(),
        sent.sms("STOP"),
        sent.sms(" help "),
        sent.sms("Unsubscribe"),
        sent.sms("arret", OptOutType="STOP"),
        sent.whatsapp("stop", OptOutType="STOP"),
    ],
)
def test_the_rest_asks_for_no_answer(fields: dict[str, str]) -> None:
    assert ACCOUNT.verify(received(fields))
    assert parse(fields) == []


def test_a_reply_is_words_with_numbers() -> None:
    [body] = shown(FULL)
    assert body["Body"] == (
        "It comes in 41 & 42 <both>.\n"
        "Trail <Runner> & Co – €89.90 https://shop.example/products/trail-2?a=1&b=2\n"
        "Fell One – €120.00\n\n"
        "1. Blue\n2. Long one\nReply with a number.\n\n"
        "Source: Shipping: Spain and Portugal"
    )


async def resolved(text: str, *replies: Reply) -> Incoming:
    """What `text` says right after `replies`."""
    [before] = parse(sent.sms("Hello"))
    notes = ACCOUNT.render(before, replies).notes

    async def recall(key: str) -> str | None:
        return notes.get(key)

    [event] = parse(sent.sms(text))
    return await ACCOUNT.resolve(event, recall)


MORE = Reply("Or one of these?", choices=(Choice("Red", "/red"), Choice("Plain", "plain")))


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", FULL.choices[0].payload),
        ("2.", FULL.choices[1].payload),
        (" (3) ", "/red"),
        ("#4", "plain"),
    ],
)
async def test_a_number_after_a_list_is_the_choice(text: str, payload: str) -> None:
    event = await resolved(text, FULL, MORE)
    assert (event.kind, event.text) == ("choice", payload)


@pytest.mark.parametrize(
    "text", ["0", "5", "42", "2 please", "two", "²", "٢", "", "-1", "1.5", "100"]
)
async def test_anything_else_is_text(text: str) -> None:
    event = await resolved(text, FULL, MORE)
    assert (event.kind, event.text) == ("text", text)


async def test_a_number_after_no_list_is_text() -> None:
    assert (await resolved("1", Reply("It costs €5."))).kind == "text"
    assert (await resolved("1")).kind == "text"
    [event] = parse(sent.sms("1"))

    async def nothing(_: str) -> None:
        return None

    assert await ACCOUNT.resolve(event, nothing) == event


def test_the_number_written_to_answers_unless_a_service_does() -> None:
    assert shown(Reply("Hi"))[0]["From"] == NUMBER
    assert shown(Reply("Hi"), sender="+15550100")[0]["From"] == "+15550100"
    [body] = shown(Reply("Hi"), to=sent.whatsapp("x"), sender="+15550100")
    assert (body["From"], body["To"]) == (f"whatsapp:{NUMBER}", f"whatsapp:{SHOPPER}")
    [body] = shown(Reply("Hi"), sender=SERVICE)
    assert (body["MessagingServiceSid"], "From" in body) == (SERVICE, False)


@settings(deadline=None, max_examples=60)
@given(REPLIES)
def test_twilio_takes_every_reply_and_no_text_is_lost(reply: Reply) -> None:
    seen = squeezed("".join(body["Body"] for body in shown(reply)))
    assert seen.startswith(squeezed(reply.text))


def test_whatsapp_takes_no_free_answer_after_a_day() -> None:
    [event] = parse(sent.whatsapp("Hello"))
    assert not ACCOUNT.closed(event, event.at + 86_000)
    assert ACCOUNT.closed(event, event.at + 87_000)
    [text] = parse(sent.sms("Hello"))
    assert not ACCOUNT.closed(text, text.at + 87_000)


def test_the_acknowledgement_is_empty_twiml() -> None:
    answer = ACCOUNT.acknowledgement(received(sent.sms("Hello")))
    assert (answer.status, answer.body) == (200, "<Response/>")
    assert answer.content_type.startswith("text/xml")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, '{"code": 21610, "message": "…"}', ("21610", False)),
        (400, '{"code": 21611}', ("21611", True)),
        (400, "", None),
        (429, '{"code": 20429}', None),
        (503, "", None),
        (201, '{"sid": "SM1"}', None),
    ],
)
def test_twilios_errors_have_their_own_numbers(
    status: int, body: str, said: tuple[str, bool] | None
) -> None:
    refusal = ACCOUNT.refusal(status, {}, body)
    assert (refusal and (refusal.code, refusal.temporary)) == said
