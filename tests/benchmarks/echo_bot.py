"""The least that a bot on the same library does: it gives back what it is told.

What ours costs is compared with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import Application, MessageHandler, filters

from bot.settings import read_telegram_settings

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

_TOGETHER = 256
_PATIENCE = 60.0


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Run until told to stop."""
    settings = read_telegram_settings()
    builder = Application.builder().token(settings.token).base_url(settings.api)
    builder = builder.concurrent_updates(_TOGETHER).connection_pool_size(64)
    # The library's own patience of a second drops answers where the machine is busy, and what is
    # dropped costs nothing.
    application = (
        builder.pool_timeout(_PATIENCE).connect_timeout(_PATIENCE).read_timeout(_PATIENCE).build()
    )
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling(poll_interval=0.0, timeout=5)


if __name__ == "__main__":
    main()
