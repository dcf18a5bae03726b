"""The web page: the conversation for who has no Telegram, and the collection to browse.

Nothing of a visitor is kept.

site          the application: its addresses, and its life
handlers      what is asked of the conversation, with the session that travels with the visitor
carried, tokens   that session as a signed, compressed text
miniapp       who comes from Telegram, as Telegram signs it
talk, forms   the page of the conversation, and what its form brings
lines, blocks a reply as lines of HTML, then as paragraphs, lists and headings
letters       e-mail links with a first message ready
pages, words  what every page is made with: title, address, words
library       the addresses of what is browsed: browse makes the pages of the collection,
              open_aids those of aids, api what programs read; structured, drawn_map: their parts
safety, visitors  headers and refusals; whose request it is, and how many they may make
"""
