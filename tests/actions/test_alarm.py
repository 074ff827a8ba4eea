"""Which messages get the offer of a person, and which only sound as if they should."""

from __future__ import annotations

import pytest

from actions.alarm import Alarm, read_alarm

SAFETY = """
it caught fire
the lamp caught fire last night while we were asleep
the charger was on fire
it burst into flames in my kitchen
the battery exploded in my bag
one exploded when i opened the box
the heater is smoking
the cable started sparking
smoke came out of the plug
it overheated and melted the table
my child swallowed a part of it
my son just swallowed the button
the dog has swallowed the squeaker, what do i do
my daughter nearly choked on it
my baby is choking
it burned my skin
burnt my hand on the handle
it cut my finger open
the sharp edge cut my daughter's hand
i got an electric shock from the lamp
the toaster gave me an electric shock
i had an allergic reaction to the fabric
this shirt gave me a rash
i broke out in hives after wearing it
she is bleeding
my kid was injured by the slide
hurt myself with the zipper
we ended up in hospital because of this
had to go to the emergency room
do i need to call an ambulance
after the spray i can't breathe
it injured my toddler's eye
what should i do if my child swallowed a bead
IT CAUGHT FIRE!!!
"""
LEGAL = """
i'll sue you
i'm going to sue
I will sue your company for this
you will hear from my lawyer
my lawyer says you have to refund me
our attorney will contact you
i will talk to a lawyer
i'm taking legal action
see you in court
i will take you to court
i'll go to small claims
i will report you to the police
i'm reporting this shop to trading standards
then i'm calling the police
i will contact consumer protection
i'll do a chargeback
i'm going to dispute the charge with my bank
that's illegal
this is a breach of contract
i shall start a lawsuit
"""
ANGER = """
this is a scam
SCAM!!!
is this a scam?
you scammed me
i feel ripped off
what a rip-off
you stole my money
you people lied to me
liars
you are all thieves
fuck this
what the fuck is wrong with you
where is my f***ing parcel
this is bullshit
shitty quality
you bastards
wtf
what the hell
this is ridiculous
this is totally unacceptable
your service is a joke
worst shop ever, worst customer service
terrible customer service
i'll never order from you again
i'm sick of waiting
i'm fed up with this
i am so angry right now
i'm absolutely furious
stupid bot
i hate this shop
shame on you
what a waste of money
you idiots sent the wrong size
this is an absolute disgrace
you suck
i don't have shoes yet and this is ridiculous
"""
ORDINARY = """
is it fire resistant?
is this flame retardant
do you sell a fire pit
which fire place tools do you have
can it catch fire?
will the battery explode if i leave it in the car
has it ever caught fire
has this battery ever exploded
it has never overheated, right?
does it overheat
is it a choking hazard
can a baby swallow the parts
i'm allergic to wool, is it wool free
i have sensitive skin, will it irritate it
do they have cut resistant gloves
is the midsole shock absorbing
do you have a smoking jacket
smoke grey or burnt orange?
in burned orange please
shoes for standing all day in the hospital
boots for my police exam
hospital bag for my wife
does the lamp burn hot
how long does the candle burn
that's a killer deal
killer boots, do you have them in 42
that's a sick jacket
wicked colours
to die for
i'd kill for these in black
do you have court shoes
which shoes for a tennis court
a gift for my lawyer
a bag for a lawyer
he is a lawyer, what would suit him
a present for my lawyer friend
this is for my aunt sue
sue wants the parka in m
is this bike street legal
does the wallet protect against fraud
rfid wallet against scammers
does it have fraud protection
this is not a scam, is it
i'm not angry, just curious where the parcel is
no rush, i'm not fed up or anything
do you carry Dickies work trousers
cocktail dress in red
a scampi pan
something for my shih tzu
is it machine washable
the strap ripped off, can i return it
can i get a refund
i want my money back
the zipper broke
it arrived damaged
this is ridiculously comfy
is the price a joke-free one
hot drinks flask
the colour is to cut down on glare
do you have cut flowers
hand cream for irritated skin
does this help against a rash
is the glass shatter proof
i burned 300 calories in them
first aid kit with burn gel
do i need to call you
will they hurt my feet
do the shoes hurt
i hurt my foot last year, which insoles help
my back hurts, which chair is good
i cut my own hair, which scissors are best
a book on how to stop procrastinating
can i report a wrong price to you
which policy applies to gas stoves
carbon monoxide alarm, do you have one
mad about these shoes
fucking love these boots
holy moly that's cheap
damn that's nice
can you call the police for me
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


CASES = [
    (line, alarm)
    for text, alarm in (
        (SAFETY, Alarm.SAFETY),
        (LEGAL, Alarm.LEGAL),
        (ANGER, Alarm.ANGER),
        (ORDINARY, None),
    )
    for line in lines(text)
]


@pytest.mark.parametrize(("text", "alarm"), CASES)
def test_who_is_in_danger_threatens_or_is_angry(text: str, alarm: Alarm | None) -> None:
    assert read_alarm(text) is alarm


def test_there_are_enough_phrases_each_way() -> None:
    assert min(len(lines(SAFETY + LEGAL + ANGER)), len(lines(ORDINARY))) >= 60


def test_the_gravest_alarm_counts() -> None:
    assert read_alarm("this fucking charger caught fire, my lawyer will call") is Alarm.SAFETY
    assert read_alarm("you idiots, i'll sue you") is Alarm.LEGAL


def test_a_negation_reaches_no_further_than_its_clause() -> None:
    assert read_alarm("I didn't do anything, it caught fire") is Alarm.SAFETY
    assert read_alarm("it's not a scam but the battery exploded") is Alarm.SAFETY


def test_the_payload_of_a_button_is_no_alarm() -> None:
    assert read_alarm('/ask_product{"product": "scam"}') is None
