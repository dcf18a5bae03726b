"""What Prometheus reads is what was done.

Every name that a dashboard or an alert uses is one of the metrics.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.conversation.usage import CARDS, FEEDBACK, NEEDS, Use
from bot.watching.health import Condition
from bot.watching.inspection import Inspected
from bot.watching.metrics import Measured, Metrics
from bot.watching.version import running_version

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEPLOY = Path(__file__).parents[3] / "deploy"
INSPECTED = Inspected(
    140, NOW - timedelta(days=1), {"sent": 9, "waiting": 1}, 4, NOW - timedelta(hours=2)
)
READING = Measured(
    NOW,
    {
        Use(NEEDS, "found"): 5,
        Use("found", "mobilite"): 4,
        Use(CARDS, "45"): 2,
        Use(CARDS, "7"): 1,
        Use(FEEDBACK, "useful"): 3,
    },
    {"retry": 2},
    {"updates": 1, "answers": 0, "broadcast": 7},
    4,
    Condition(NOW, NOW, "elle est prise", 4096, "", INSPECTED),
)


@pytest.fixture
def metrics() -> Metrics:
    metrics = Metrics(lambda: READING)
    metrics.answered(0.2)
    return metrics


def _samples(metrics: Metrics) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(generate_latest(metrics.registry).decode())
    return {
        (each.name, *sorted(each.labels.values())): each.value
        for family in families
        for each in family.samples
    }


def test_what_is_read_is_what_was_done(metrics: Metrics) -> None:
    found = _samples(metrics)
    expected = {
        ("tambour_build_info", running_version()): 1,
        ("tambour_needs_total", "found"): 5,
        ("tambour_needs_total", "nothing"): 0,
        ("tambour_theme_needs_total", "found", "mobilite"): 4,
        ("tambour_cards_opened_total",): 3,
        ("tambour_feedback_total", "useful"): 3,
        ("tambour_failed_calls_total", "retry"): 2,
        ("tambour_queue_length", "broadcast"): 7,
        ("tambour_suspended_chats",): 4,
        ("tambour_database_bytes",): 4096,
        ("tambour_digest_deliveries", "waiting"): 1,
        ("tambour_live_aids",): 140,
        ("tambour_live_aids_age_seconds",): 86_400,
        ("tambour_last_digest_age_seconds",): 7_200,
        ("tambour_trouble", "database"): 1,
        ("tambour_trouble", "digest"): 0,
        ("tambour_up",): 1,
        ("tambour_answer_seconds_count",): 1,
        ("tambour_answer_seconds_bucket", "0.25"): 1,
        ("tambour_answer_seconds_bucket", "0.1"): 0,
    }
    assert {name: found.get(name) for name in expected} == expected


def _expressions() -> Iterator[str]:
    dashboard = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text(encoding="utf-8"))
    for panel in dashboard["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    rules: dict[str, Any] = yaml.safe_load(
        (DEPLOY / "prometheus-alerts.yml").read_text(encoding="utf-8")
    )
    for group in rules["groups"]:
        yield from (rule["expr"] for rule in group["rules"])


def test_every_metric_that_a_dashboard_or_an_alert_reads_exists_and_is_read(
    metrics: Metrics,
) -> None:
    read = {
        name
        for expression in _expressions()
        for name in re.findall(r"\b(?:tambour|process)_\w+", expression)
    }
    ours = {name for name, *_ in _samples(metrics)}
    assert read <= ours
    unread = {
        name
        for name in ours - read
        if name.startswith("tambour_") and not name.endswith(("_sum", "_created"))
    }
    assert unread == set()


def test_the_labels_that_they_choose_exist(metrics: Metrics) -> None:
    values = {value for _, *labels in _samples(metrics) for value in labels}
    for expression in _expressions():
        chosen = re.findall(
            r'\b(?:outcome|queue|trouble|act|state|kind)[!=~]+"([^"]*)"', expression
        )
        assert {value for each in chosen for value in each.split("|")} <= values


def test_prometheus_reads_the_alerts_and_the_port_of_the_settings_example() -> None:
    read = yaml.safe_load((DEPLOY / "prometheus.yml").read_text(encoding="utf-8"))
    assert [(DEPLOY / name).exists() for name in read["rule_files"]] == [True]
    port = re.search(
        r"TAMBOUR_HTTP_PORT=(\d+)", (DEPLOY / ".env.example").read_text(encoding="utf-8")
    )
    assert port
    assert read["scrape_configs"][0]["static_configs"] == [{"targets": [f"127.0.0.1:{port[1]}"]}]
