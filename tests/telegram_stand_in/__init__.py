"""A strict stand-in for the Telegram Bot API, for tests: see stand_in."""
