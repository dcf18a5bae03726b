"""The conversation on Matrix, and so in Tchap: events become questions, replies become messages. Nothing outside imports nio.

The way of an answer, module by module; `app` joins them, starts them and stops them:

    device, identity    the one device of the bot, kept for life; its keys signed (signing), so that clients trust it
      -> arrivals        what a synchronisation brought: invitations, rooms (membership), messages, some still to decipher
      -> reading         what an event asks, pure; names: whose conversation it is, without telling who
      -> lanes           one thing at a time in each room (shared with the other channels)
      -> desk            does it; offers, history: the buttons that a number or a reaction presses; courtesy: who is too fast
      -> conversation_thread   the conversation and its store, in their one thread (shared too)
      -> rendering       replies become contents: HTML, plain text beside, numbered lines, files
      -> sending         sends them, as errors decides, through gate; encryption: keys given to everyone first
      -> progress        how far all is answered: what a crash leaves is read again

Beside it: broadcast carries the digest that bot/digest/herald runs each minute; rooms knows who is where, invitations whom to
follow; asking asks the server what the library has no call for; masking keeps logs discreet, sentences is what is said of
Matrix itself."""
