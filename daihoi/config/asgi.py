"""The door for uvicorn."""

import gc
import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import get_resolver

from daihoi.config.body_limit import BodyLimit
from daihoi.news.serving import PublicPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
application = PublicPages(
    BodyLimit(
        get_asgi_application(),
        # one file, and the fields beside it
        most_bytes=settings.UPLOAD_LIMIT_MB * 1024 * 1024 + settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    )
)

# What is loaded now stays: looking through it for garbage again and again would hold up pages.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
