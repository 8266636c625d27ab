"""A fake vendor that outlives the bot: it plays the page's server of the local messenger, and counts what it received.

    python -m tests.vendors.sink --port 0 --log FILE [--token T] [--seed N] [--no-find] [--chance MODE=P ...]

It prints one JSON line {"url": ...} once it listens. Every request is on the disk before it is answered. How it answers
can be changed while it runs: POST /sink/mood with a Mood as JSON.
"""
