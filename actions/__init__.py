"""Turn a shopper's request into facts: one module a topic, all of them alike.

A topic module has one pure function `answer(shop, turn, context) -> Outcome`, which
reads the shop's records, and one small `ShopAction` that Rasa calls. `base` does what
all of them share: read the turn, ask the topic, have the writer word the answer, send it.
"""
