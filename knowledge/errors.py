"""The root of the errors whose message a person reads as it is.

Each says what is wrong, and what to do.

    ToldError                    in front of a person, here and in bot/errors.py
    ├── BrokenCollectionError    the data files can't be used: problems.py
    └── LiveAidsError            the open aids can't be read or remembered: live_aids/errors.py
        ├── StorageError         the database can't be used
        └── SourceError          a source can't be read, at least for now
            ├── PageError        one page of it
            └── RefusedError     it refuses us: trying again will not help

Matching has none of its own: where it knows nothing, it says so in what it returns.
"""


class ToldError(Exception):
    """Something went wrong that the person in front can mend; the message is for them."""
