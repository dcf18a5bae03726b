"""The conversation in Telegram: updates become events, replies become calls.

Nothing outside this folder imports telegram.

The way of an answer, module by module; `app` joins them, starts them and stops them, for
`program`:

    polling | webhook    updates come; update_offsets: which are answered, the others come again
      -> reading         what each holds, even where the library can't parse it
      -> updates         what each asks (`todo`): a question, inline mode, a block;
                         links: what t.me/...?start= asks
      -> intake          what it means after what came just before: an album, a text cut in two,
                         the same press again
      -> lanes           one thing at a time in each chat (shared with the other channels)
      -> handlers        does it; courtesy: who writes too fast, clerk: administrators (shared);
                         standings: who blocked the bot
      -> conversation_thread   the conversation and its store, in their one thread (shared too)
      -> rendering       replies become calls; extras: what only Telegram offers; sentences: what
                         is said of Telegram itself
      -> sending         carries them out, as errors decides; transport: how requests travel
      -> send_queue      when: answers before digests, as rate allows

Beside it: broadcast carries the digest that bot/digest/runner runs each minute; sending_digests
does so without the bot. watch (shared) looks at how the bot does, admins tells administrators.
insisting makes the calls it can't start without, profile introduces the bot, inline answers in
other chats, masking keeps logs discreet.
"""

import os

# The library then gives pauses as timedelta, as its next version always will.
os.environ.setdefault("PTB_TIMEDELTA", "1")
