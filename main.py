"""Dazi, started: hands over to bot.app."""

from bot.app import main

if __name__ == "__main__":
    raise SystemExit(main())
