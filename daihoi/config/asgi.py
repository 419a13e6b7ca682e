"""The door for uvicorn."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from daihoi.config.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
application = BodyLimit(
    get_asgi_application(),
    # one file, and the fields beside it
    most_bytes=settings.UPLOAD_LIMIT_MB * 1024 * 1024 + settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
)
