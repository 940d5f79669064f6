"""Puts Celery together: settings, queues, and a clock that writes rows instead of messages.

What runs when stands in code beside its subject (`@periodic` in `<subject>/tasks.py`): the clock
strikes, the relay sends, the worker runs. The broker may lose everything at any time.
"""

import os

from celery import Celery
from django.conf import settings
from kombu.entity import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

VISIBILITY_SECONDS = 900

app = Celery("onecloak", set_as_current=True)
app.conf.update(
    broker_url=settings.BROKER_URL,
    broker_connection_retry_on_startup=True,
    # A message returns when its worker dies; how soon, our own rows decide.
    broker_transport_options={
        "visibility_timeout": VISIBILITY_SECONDS,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "health_check_interval": 15,
        # In the order of the list: what is urgent goes first.
        "queue_order_strategy": "priority",
        # Several instances may share one broker.
        "global_keyprefix": f"{settings.INSTANCE_NAME}.",
    },
    result_backend_transport_options={"visibility_timeout": VISIBILITY_SECONDS},
    task_queues=[Queue(name=queue) for queue in settings.QUEUES.values()],  # type: ignore[no-untyped-call]
    task_default_queue=settings.QUEUES["default"],
    task_create_missing_queues=False,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=240,
    task_time_limit=300,
    task_publish_retry=False,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_soft_shutdown_timeout=30.0,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    beat_scheduler="config.clock:Clock",
    timezone="UTC",
)
# By name: what they read exists only once Django is ready.
app.steps["worker"].add("config.clock:WorkerPulse")
