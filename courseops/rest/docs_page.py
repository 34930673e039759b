"""The page on which the API can be read and tried."""

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularSwaggerSplitView


# Swagger UI styles its elements inline; nothing else of the site may.
@method_decorator(
    csp_update({"style-src": ["'self'", "'unsafe-inline'"]}), name="dispatch"
)
class DocsPage(SpectacularSwaggerSplitView):
    """Swagger UI from this server's own files."""

    url_name = "schema"
