"""The page in a real browser, with and without JavaScript.

It shows the conversation, its accidents, embedding, and access for everyone. It needs Chromium and
the extra "browser", which `make browser` says how to have, and is skipped elsewhere.
"""

from __future__ import annotations

import http.server
import shutil
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from typing_extensions import override

from tests.bot.channels.web.test_miniapp import GOOD, kept
from tests.bot.channels.web.visiting import SETTINGS, STARTS, Clock, parts, served, signed_init
from tests.deploy.running import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World

_CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_KINDS = (
    *(
        "/",
        "/?q=mobilité+jeunes",
        "/?q=fiche+45",
        "/?q=je+veux+m’abonner",
        "/?q=autodiagnostic",
        "/?q=garde+la+fiche+45",
        "/?q=mes+données",
        "/absente",
    ),
    *(
        "/fiche/45",
        "/themes",
        "/theme/mobilite",
        "/reperes/mobilite",
        "/partenaires",
        "/partenaire/caf",
    ),
    *("/carte", "/aides", "/aide/at-900001", "/api"),
)
_BOTH = pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason='no extra "browser" here: see `make browser`'
    )
    if _CHROMIUM is None:
        pytest.skip("no Chromium here: see `make browser`")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Any, aided_address: str, web_clock: Clock) -> Iterator[Any]:
    """A page at the aided address, with JavaScript."""
    web_clock.now = STARTS
    with opened(chromium, aided_address) as page:
        yield page


@contextmanager
def opened(chromium: Any, address: str, **options: Any) -> Iterator[Any]:
    """Open the page in a browser of its own, which fails on any error or request elsewhere."""
    context = chromium.new_context(base_url=address, **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url),
    )
    page.goto("/")
    yield page
    context.close()
    assert wrong == []


def _say(page: Any, text: str) -> None:
    page.fill("#said", text)
    page.click("#send")


def _last(page: Any, text: str) -> None:
    page.locator("#reponse", has_text=text).wait_for()


@_BOTH
def test_the_main_conversation(chromium: Any, aided_address: str, scripted: bool) -> None:
    with opened(chromium, aided_address, java_script_enabled=scripted) as page:
        _say(page, "mobilité jeunes")
        _last(page, "Avoir une offre de mobilité pour les jeunes")
        page.locator("#reponse").get_by_role("button", name="Ouvrir la 1").click()
        _last(page, "Fiche 45.")
        page.locator("#reponse").get_by_role("button", name="Garder").click()
        _say(page, "mon dossier")
        _last(page, "Il y a 1 fiche")
        assert page.locator(".turn").count() == (5 if scripted else 1)
        page.locator("#reponse").get_by_role("button", name="Imprimer, enregistrer").click()
        page.locator("#reponse").get_by_role("button", name="PDF", exact=True).click()
        page.locator("#reponse form.file").wait_for()
        with page.expect_download() as saved:
            page.locator("#reponse form.file button").click()
        assert saved.value.suggested_filename.endswith(".pdf")


@_BOTH
def test_the_back_button_finds_the_conversation_again(
    chromium: Any, aided_address: str, scripted: bool
) -> None:
    with opened(chromium, aided_address, java_script_enabled=scripted) as page:
        _say(page, "mobilité jeunes")
        _last(page, "fiche 45")
        page.locator("#reponse").get_by_role("link", name="fiche 45").first.click()
        page.get_by_role("heading", level=1, name="Avoir une offre").wait_for()
        page.go_back()
        _last(page, "fiche 45")
        _say(page, "la 1")
        _last(page, "Fiche 45.")


def test_a_page_opened_again_goes_on(tab: Any) -> None:
    _say(tab, "mobilité jeunes")
    _last(tab, "fiche 45")
    tab.reload()
    _say(tab, "la 1")
    _last(tab, "Fiche 45.")
    assert tab.locator(".turn").count() == 3


def test_sending_twice_answers_once(tab: Any) -> None:
    tab.fill("#said", "mobilité jeunes")
    tab.evaluate("for (let i = 0; i < 3; i++) document.getElementById('send').click()")
    _last(tab, "fiche 45")
    tab.wait_for_load_state("networkidle")
    assert tab.locator(".turn").count() == 2


def test_two_tabs_do_not_disturb_each_other(tab: Any) -> None:
    other = tab.context.new_page()
    other.goto("/")
    _say(tab, "mobilité jeunes")
    _last(tab, "fiche 45")
    _say(other, "logement")
    _last(other, "logement")
    _say(tab, "la 1")
    _last(tab, "Fiche 45.")


@_BOTH
def test_a_conversation_of_yesterday_begins_afresh(
    chromium: Any, world: World, scripted: bool
) -> None:
    clock = Clock()
    with (
        served(SETTINGS, parts(world, clock)) as address,
        opened(chromium, address, java_script_enabled=scripted) as page,
    ):
        _say(page, "garde la fiche 45")
        _last(page, "45")
        clock.now += timedelta(days=2)
        _say(page, "mon dossier")
        _last(page, "je repars de zéro")


def test_a_server_that_restarts_goes_on_and_one_that_is_away_is_told(
    chromium: Any, world: World
) -> None:
    port, told = free_port(), parts(world, Clock())
    context = chromium.new_context()
    page = context.new_page()
    with served(SETTINGS, told, port):
        page.goto(f"http://127.0.0.1:{port}/")
        _say(page, "mobilité jeunes")
        _last(page, "fiche 45")
    _say(page, "la 1")
    page.get_by_role("alert").get_by_text("n’est pas arrivée").wait_for()
    assert page.input_value("#said") == "la 1"
    with served(SETTINGS, told, port):
        page.click("#send")
        _last(page, "Fiche 45.")
    context.close()


@contextmanager
def _site(content: str) -> Iterator[str]:
    """Serve one page at another origin of this machine; give that origin."""

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(content.encode())

        @override
        def log_message(self, format: str, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("allowed", [True, False])
def test_only_a_named_site_embeds_the_page(chromium: Any, world: World, allowed: bool) -> None:
    port = free_port()
    with _site(
        f'<iframe src="http://127.0.0.1:{port}/" width="400" height="700"></iframe>'
    ) as origin:
        settings = replace(SETTINGS, embed=(origin if allowed else "https://autre.exemple.fr",))
        with served(settings, parts(world, Clock()), port):
            context = chromium.new_context()
            page = context.new_page()
            page.goto(origin)
            frame = page.frame_locator("iframe")
            if allowed:
                frame.locator("#said").fill("mobilité jeunes")
                frame.locator("#send").click()
                frame.locator("#reponse", has_text="fiche 45").wait_for()
            else:
                page.wait_for_load_state("networkidle")
                assert frame.locator("#said").count() == 0
            context.close()


def test_the_keyboard_is_enough(tab: Any) -> None:
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.locator("#said").focus()
    tab.keyboard.type("mobilité jeunes")
    tab.keyboard.press("Enter")
    _last(tab, "fiche 45")
    assert tab.evaluate("document.activeElement.id") == "said"
    assert tab.locator("#reponse").bounding_box()["y"] >= -1, (
        "the answer is in view from its beginning"
    )
    tab.keyboard.press("Shift+Tab")
    tab.locator("#reponse").get_by_role("button", name="Ouvrir la 1").press("Enter")
    _last(tab, "Fiche 45.")
    assert tab.evaluate("document.activeElement.id") == "reponse"


def test_shift_enter_goes_to_the_next_line(tab: Any) -> None:
    tab.locator("#said").focus()
    tab.keyboard.type("mobilité")
    tab.keyboard.press("Shift+Enter")
    tab.keyboard.type("jeunes")
    assert tab.input_value("#said") == "mobilité\njeunes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", _KINDS)
def test_axe_finds_no_fault(
    chromium: Any, aided_address: str, web_clock: Clock, path: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    web_clock.now = STARTS
    context = chromium.new_context(
        base_url=aided_address, color_scheme=scheme, viewport={"width": 768, "height": 900}
    )
    page = context.new_page()
    page.goto(path)
    found = axe.run(page)
    told = [
        (fault["id"], node["html"][:120], node["failureSummary"][:200])
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
    context.close()
    assert told == []


@pytest.mark.parametrize("path", _KINDS)
def test_nothing_overflows_a_narrow_screen(chromium: Any, aided_address: str, path: str) -> None:
    # 1280 x 1024 at 400 %.
    context = chromium.new_context(base_url=aided_address, viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_what_is_printed_is_the_card_alone(tab: Any) -> None:
    tab.goto("/fiche/45")
    tab.emulate_media(media="print")
    for hidden in ("header nav", "footer", ".noprint >> nth=0"):
        assert not tab.locator(hidden).is_visible()
    assert tab.get_by_role("heading", name="Qui appeler").is_visible()


def test_requests_stay_at_home_and_are_few(chromium: Any, aided_address: str) -> None:
    context = chromium.new_context(base_url=aided_address)
    page = context.new_page()
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda response: sizes.update({urlsplit(response.url).path: len(response.body())}),
    )
    page.goto("/?q=mobilité+jeunes")
    page.wait_for_load_state("networkidle")
    context.close()
    print(sizes, sum(sizes.values()), "bytes")
    assert len(sizes) <= 4
    assert sum(sizes.values()) < 60_000


@pytest.mark.parametrize(
    ("init", "told"),
    [
        (GOOD, "Vous venez de Telegram"),
        (GOOD.replace("Zo", "Zu"), "Telegram n’a pas pu me dire"),
        (signed_init(42, STARTS - timedelta(hours=2)), "Telegram n’a pas pu me dire"),
    ],
    ids=["good", "forged", "stale"],
)
def test_the_mini_app_knows_whom_telegram_vouches_for(
    chromium: Any, world: World, tmp_path: Path, init: str, told: str
) -> None:
    with kept(world, tmp_path) as address:
        context = chromium.new_context()
        page = context.new_page()
        opened = (
            f"#tgWebAppData={quote(init, safe='')}&tgWebAppVersion=8.0&tgWebAppPlatform=android"
        )
        page.goto(f"{address}/{opened}")
        page.get_by_text(told).wait_for()
        _say(page, "mon dossier")
        _last(page, "fiche 44" if init == GOOD else "Votre dossier est vide")
        context.close()
