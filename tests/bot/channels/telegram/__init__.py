"""The Telegram channel: its parts by tables, the real process against the strict stand-in."""
