"""What carries the conversation to people.

The terminal, JSON lines, Telegram, Matrix, the web page; none imports another.

What they share stands here, once:
sentences              what is said of exchanging messages, in any messenger
keeper                 answers chat by chat and remembers, even while the store fails
foreseen               what it holds of a chat, and what an event would make of it
conversation_thread    the keeper and its store in the one thread that may use them
courtesy               who asks faster than can be answered
lanes                  one thing at a time in each chat
operators              what those who run the bot have of it: clerk, what administrators ask;
                       watch, alerts_sender: how it does, looked at each minute and told them
remembering            the latest of what goes by
stopping               how it is told to stop
typed                  what is typed: text made clean, commands, places
plain                  replies as plain text, typed lines as events
"""
