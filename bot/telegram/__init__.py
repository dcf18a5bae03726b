"""The conversation in Telegram: updates become events, replies become calls. Nothing outside this folder imports telegram."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library then gives pauses as timedelta, as its next version always will
