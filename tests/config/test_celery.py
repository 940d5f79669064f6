"""Every setting of the background work, as docs/guides/developers.md lists them."""

import pytest
from celery import current_app
from django.conf import settings

from config.celery import app

VALUES = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "worker_max_tasks_per_child": 500,
    "task_soft_time_limit": 240,
    "task_time_limit": 300,
    "task_publish_retry": False,
    "task_ignore_result": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "result_backend": None,
    "worker_soft_shutdown_timeout": 30,
    "broker_connection_retry_on_startup": True,
    "beat_scheduler": "config.clock:Clock",
    "beat_schedule": {},
}
TRANSPORT = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "health_check_interval": 15,
}


@pytest.mark.parametrize(("name", "value"), VALUES.items())
def test_celery_is_set_as_written(name: str, value: object) -> None:
    assert app.conf[name] == value


@pytest.mark.parametrize(("name", "value"), TRANSPORT.items())
def test_the_transport_is_set_as_written(name: str, value: object) -> None:
    assert app.conf.broker_transport_options[name] == value


def test_a_message_stays_away_for_three_times_the_hard_limit() -> None:
    visible = app.conf.broker_transport_options["visibility_timeout"]
    assert visible >= 3 * app.conf.task_time_limit
    assert app.conf.result_backend_transport_options["visibility_timeout"] == visible


def test_queues_carry_the_name_of_the_instance_and_urgent_comes_first() -> None:
    name = settings.INSTANCE_NAME
    assert [queue.name for queue in app.conf.task_queues] == [
        f"{name}.{lane}" for lane in ("urgent", "default", "network", "slow")
    ]
    assert app.conf.broker_transport_options["queue_order_strategy"] == "priority"


def test_every_process_speaks_through_our_celery() -> None:
    assert current_app.main == app.main
    assert current_app.conf.broker_url == settings.BROKER_URL
