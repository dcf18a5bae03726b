"""The conversation on Matrix, and so in Tchap: events become questions, replies messages.

Nothing outside this folder imports nio. The way of an answer, module by module; `app` joins them,
starts them and stops them:

    device, identity   the one device of the bot, kept for life; its keys signed (signing)
      -> synchronising what is new on the server
      -> arrivals      what it holds: invitations, rooms (membership), messages
      -> reading       what an event asks, pure; names: whose conversation it is, not telling who
      -> lanes         one thing at a time in each room (shared with the other channels)
      -> handlers          does it; offers, history: the buttons that a number or a reaction presses
      -> conversation_thread   the conversation and its store, in their one thread (shared too)
      -> rendering     replies become contents: HTML, plain text beside, numbered lines, files
      -> sending       sends them, as errors decides, through gate; encryption: keys first,
                       key_requests: those that were lost
      -> progress      how far all is answered: what a crash leaves is read again

Beside it: broadcast carries the digest that bot/digest/runner runs each minute, admins what
administrators are told (operators, shared, has what they ask, health and metrics). rooms knows who
is where, invitations whom to follow, courtesy (shared) who is too fast; asking asks the server what
the library has no call for; masking keeps logs discreet, sentences is what is said of Matrix.
"""
