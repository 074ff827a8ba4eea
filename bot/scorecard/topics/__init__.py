"""What the score card asks about, one module a topic; `bot.scorecard.table` lists them."""
