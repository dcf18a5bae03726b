"""The conversation with people, and the channels that carry it."""
