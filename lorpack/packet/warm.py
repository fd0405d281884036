"""Making ready what every packet of a process needs, before the first one is asked for."""

from importlib import import_module

from lorpack.packet.paper import paper_css
from lorpack.packet.render import lay_out
from lorpack.profiles.settings import Paper, Theme
from lorpack.templating import prepared_templates, stylesheet

_LATER = ("pikepdf", "pypdf", "pypdfium2", "PIL.Image", "lorpack.packet.build")
_PAGE = (
    "<!DOCTYPE html><html lang=en><title>-</title><h1>-</h1><p>a <b>b</b><table><tr><td>c</table>"
)


def warm_up() -> None:
    """Import the libraries, compile the templates, and lay out one small page.

    The page makes WeasyPrint load fonts and its bindings read their declarations, a second's
    work in a new process. Raises DependencyError without Pango.
    """
    theme = f"themes/{Theme.CLASSIC}.css"
    css = [stylesheet({}, "themes/base.css"), stylesheet({}, theme), paper_css(Paper.LETTER)]
    lay_out(_PAGE, css, {}).write()
    for name in _LATER:
        import_module(name)
    prepared_templates("packet/")
