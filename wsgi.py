"""The application for any WSGI server, and for the `flask` command."""

import sys

from blog import create_app
from blog.config import BadSetting, from_environment

try:
    app = create_app(from_environment())
except BadSetting as error:
    sys.exit(f"Wenda does not start: {error}")
