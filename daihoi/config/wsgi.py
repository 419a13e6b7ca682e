"""The door for WSGI servers; event streams need the ASGI one."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
application = get_wsgi_application()
