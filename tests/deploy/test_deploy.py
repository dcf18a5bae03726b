"""What is in deploy/ goes with the code.

Units are hardened and sound, settings all there, the health check true.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from typing_extensions import override

from tests.deploy.from_the_document import MOST, commands
from tests.deploy.running import DEPLOY, PROJECT, free_port

if TYPE_CHECKING:
    from pathlib import Path

UNITS = sorted(DEPLOY.glob("tambour*.service"))
WORST = 2.0  # of systemd's own score of exposure, 0 to 10


@pytest.mark.process
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_service_exposes_little(unit: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={int(WORST * 10)}", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) < WORST


@pytest.mark.process
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for unit in (*UNITS, *DEPLOY.glob("*.timer")):
        program = "/opt/tambour/.venv/bin/tambour"  # is not installed here: another stands for it
        (tmp_path / unit.name).write_text(
            unit.read_text(encoding="utf-8").replace(program, "/bin/true"), encoding="utf-8"
        )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "tambour" in line]
    assert (done.returncode, ours) == (0, [])


def test_the_services_share_their_hardening() -> None:
    hardened = {
        unit.read_text(encoding="utf-8")
        .partition("# Only its state")[2]
        .partition("\n[Install]")[0]
        .strip()
        for unit in UNITS
    }
    assert len(hardened) == 1


def test_each_timer_has_its_service() -> None:
    assert {each.stem for each in DEPLOY.glob("*.timer")} < {each.stem for each in UNITS}


@pytest.mark.parametrize("name", ["bot", "page"])
def test_the_compose_file_shuts_its_programs_in(name: str) -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    build = services["bot"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    assert service["image"] == services["bot"]["image"]


@pytest.mark.process
def test_the_command_line_of_the_service_runs_as_the_service_does(tmp_path: Path) -> None:
    unit, script = (
        (DEPLOY / name).read_text(encoding="utf-8") for name in ("tambour.service", "tambour.sh")
    )
    for setting in (
        *re.findall(r"^Environment=((?:TAMBOUR|XDG)_.+)$", unit, re.MULTILINE),
        "runuser -u tambour -- ",
    ):
        assert setting in script
    (folder,) = re.findall(r"^WorkingDirectory=(.+)$", unit, re.MULTILINE)
    (program,) = re.findall(r"^ExecStart=(\S+)", unit, re.MULTILINE)
    (tmp_path / "runuser").write_text('#!/bin/sh\nshift 3\nexec "$@"\n', encoding="utf-8")
    (tmp_path / "program").write_text(
        '#!/bin/sh\nprintf "%s|" "$PWD" "$TAMBOUR_DATABASE" "$@"\n', encoding="utf-8"
    )
    for each in ("runuser", "program"):
        (tmp_path / each).chmod(0o755)
    here = script.replace(f"cd {folder}", f"cd {tmp_path}").replace(
        program, str(tmp_path / "program")
    )
    done = subprocess.run(
        ["sh", "-c", here, "tambour", "search", "a b"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == f"{tmp_path}|{folder}/tambour.db|search|a b|"


def test_the_curators_copy_lies_where_the_service_may_write() -> None:
    example, unit = (
        (DEPLOY / name).read_text(encoding="utf-8") for name in (".env.example", "tambour.service")
    )
    folders = set(re.findall(r"^#TAMBOUR_(?:COLLECTION|WORKING_COPY)=(.+)$", example, re.MULTILINE))
    (state,) = re.findall(r"^StateDirectory=(.+)$", unit, re.MULTILINE)
    assert len(folders) == 1, "the bot reads what administrators complete"
    assert folders.pop().startswith(f"/var/lib/{state}/")


def test_the_service_and_the_container_allow_the_same_memory_and_the_document_says_it() -> None:
    unit, compose, document = (
        (DEPLOY / name).read_text(encoding="utf-8")
        for name in ("tambour.service", "compose.yaml", "README.md")
    )
    (allowed,) = re.findall(r"^MemoryMax=(\d+)M$", unit, re.MULTILINE)
    assert f"mem_limit: {allowed}m\n" in compose
    assert f"MemoryMax={allowed}M\n" in (DEPLOY / "tambour-web.service").read_text(encoding="utf-8")
    assert f"the services allow {allowed} MB" in document


def test_litestream_copies_the_database_of_the_service_and_holds_no_key() -> None:
    text = (DEPLOY / "litestream.yml").read_text(encoding="utf-8")
    written = yaml.safe_load(text)
    (database,) = written["dbs"]
    assert f"TAMBOUR_DATABASE={database['path']}" in (DEPLOY / "tambour.service").read_text(
        encoding="utf-8"
    )
    assert not {"access-key-id", "secret-access-key"} & set(database["replica"])


def test_litestream_is_told_what_it_reads_since_0_5() -> None:
    """What it was told where it read it before is passed over in silence.

    Copies were kept for a day, or for ever.
    """
    written = yaml.safe_load((DEPLOY / "litestream.yml").read_text(encoding="utf-8"))
    assert set(written["snapshot"]) == {"interval", "retention"}
    (database,) = written["dbs"]
    assert set(database) == {"path", "replica"}
    assert not {"retention", "retention-check-interval", "snapshot-interval"} & set(
        database["replica"]
    )


def test_both_proxies_pass_on_the_same_addresses() -> None:
    from bot.watching.server import HEALTH

    caddy, nginx = (
        (DEPLOY / name).read_text(encoding="utf-8") for name in ("Caddyfile", "nginx.conf")
    )
    open_in_caddy = re.search(r"@open path (.+)", caddy)
    assert open_in_caddy
    assert (
        set(open_in_caddy[1].split())
        == set(re.findall(r"location = (\S+)", nginx))
        == {"/telegram", HEALTH}
    )
    for written in (caddy, nginx):
        assert "127.0.0.1:8080" in written, "the page, whose port is the default one"


def test_the_image_copies_what_is_there_and_runs_as_nobody_in_particular() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    for sources in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE):
        assert all((PROJECT / source).exists() for source in sources.split())
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER tambour$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last


def test_installing_takes_few_commands() -> None:
    assert 0 < len(commands()) <= MOST


@pytest.mark.process
@pytest.mark.parametrize(("answer", "status"), [(200, 0), (503, 1), (0, 1)])
@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("TAMBOUR_HTTP_PORT", ()),
        ("TAMBOUR_METRICS_PORT", ()),
        ("TAMBOUR_WEBHOOK_PORT", ()),
        ("TAMBOUR_WEB_PORT", ("TAMBOUR_WEB_PORT",)),
    ],
)
def test_the_health_check_tells_the_truth(
    answer: int, status: int, setting: str, named: tuple[str, ...]
) -> None:
    class Bot(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answer if self.path == "/sante" else 404)
            self.end_headers()

        @override
        def log_message(self, format: str, *_: Any) -> None:
            pass

    port = free_port()
    with HTTPServer(("127.0.0.1", port), Bot) as server:
        thread = threading.Thread(target=server.handle_request)
        if answer:
            thread.start()
        else:
            server.server_close()
        command = [sys.executable, "-S", str(DEPLOY / "healthy.py"), *named]
        done = subprocess.run(command, env={setting: str(port)}, check=False)
        if answer:
            thread.join()
    assert done.returncode == status
