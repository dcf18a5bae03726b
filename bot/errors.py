"""Errors whose message a person reads as it is: what is wrong, and what to do."""


class ToldError(Exception):
    """Something went wrong that the person in front can mend; the message is for them."""


class SettingError(ToldError):
    """A setting is missing or wrong; the message names it and says what is expected."""


class StoreError(ToldError):
    """The database can't be used; the message says why and what to do."""
