"""Which layers (optional content) of a PDF are shown, as a viewer would on opening it."""

from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Object

from lorpack.documents.limits import MAX_LAYERS, too_much
from lorpack.documents.names import spelled

_MAX_TERMS = 1_000


class _Endless(Exception):
    """A visibility expression that goes in circles, or as good as that."""


def _items(value: object) -> list[Object]:
    """*value* as a list: an array's items, a lone object, or nothing."""
    if isinstance(value, Array):
        return [item for item in value if isinstance(item, Object)]
    return [value] if isinstance(value, Dictionary) else []


def _ids(value: object) -> set[tuple[int, int]]:
    return {item.objgen for item in _items(value) if item.is_indirect}


def _intents(value: object) -> set[str]:
    if isinstance(value, Array):
        return {spelled(item) for item in value}
    return {spelled(value)} if isinstance(value, Name) else {"/View"}


class Layers:
    """The visibility of optional content by the default configuration of one document."""

    def __init__(self, root: Object) -> None:
        """Takes the source's catalog."""
        properties = root.get(Name.OCProperties)
        config = properties.get(Name.D) if isinstance(properties, Dictionary) else None
        self._config = config if isinstance(config, Dictionary) else Dictionary()
        self._base_off = spelled(self._config.get(Name.BaseState)) == "/OFF"
        self._on = _ids(self._config.get(Name.ON))
        self._off = _ids(self._config.get(Name.OFF))
        self._intent = _intents(self._config.get(Name.Intent))
        self._automatic = self._viewing_groups()
        self.dropped = False
        self._known: dict[tuple[int, int], bool] = {}
        self._looked_at = 0
        self._in_all = 0

    def hides(self, content: object) -> bool:
        """Whether *content*, an OCG or OCMD dictionary or anything else, is not to be seen.

        Raises DocumentError LOR717 when that takes looking at more layers than any document has.
        """
        if not isinstance(content, Dictionary):
            return False
        if not content.is_indirect:
            return self._hides(content)
        if content.objgen not in self._known:
            self._known[content.objgen] = self._hides(content)
        return self._known[content.objgen]

    def _hides(self, content: Dictionary) -> bool:
        self._looked_at = 0
        try:
            hidden = not self._shown(content)
        except _Endless:
            hidden = True
        self.dropped = self.dropped or hidden
        return hidden

    def _count(self, more: int) -> None:
        self._in_all += more
        if self._in_all > MAX_LAYERS:
            raise too_much("it asks for its layers more often than any drawing does")

    def _viewing_groups(self) -> set[tuple[int, int]]:
        """The groups whose /Usage decides when the document is viewed."""
        found: set[tuple[int, int]] = set()
        for usage in _items(self._config.get(Name.AS)):
            if isinstance(usage, Dictionary) and spelled(usage.get(Name.Event)) == "/View":
                found |= _ids(usage.get(Name.OCGs))
        return found

    def _shown(self, content: Dictionary) -> bool:
        if spelled(content.get(Name.Type)) == "/OCMD" or Name.OCGs in content:
            return self._membership(content)
        return self._group(content)

    def _group(self, group: Dictionary) -> bool:
        intents = _intents(group.get(Name.Intent))
        if "/All" not in self._intent and not intents & self._intent:
            return True
        shown = not self._base_off
        if group.objgen in self._on:
            shown = True
        if group.objgen in self._off:
            shown = False
        usage = group.get(Name.Usage)
        view = usage.get(Name.View) if isinstance(usage, Dictionary) else None
        state = spelled(view.get(Name.ViewState)) if isinstance(view, Dictionary) else ""
        if state == "/OFF":  # some viewers hide it even where the document does not ask for it
            return False
        return shown or (state == "/ON" and group.objgen in self._automatic)

    def _membership(self, membership: Dictionary) -> bool:
        expression = membership.get(Name.VE)
        if isinstance(expression, Array) and len(expression):
            return self._expression(expression, 0)
        listed = membership.get(Name.OCGs)
        self._count(len(listed) if isinstance(listed, Array) else 1)
        groups = [g for g in _items(listed) if isinstance(g, Dictionary)]
        states = [self._group(group) for group in groups]
        if not states:
            return True
        policies: dict[str, Callable[[], bool]] = {
            "/AllOn": lambda: all(states),
            "/AnyOff": lambda: not all(states),
            "/AllOff": lambda: not any(states),
        }
        return policies.get(spelled(membership.get(Name.P)), lambda: any(states))()

    def _expression(self, expression: object, depth: int) -> bool:
        """A visibility expression; raises _Endless for one that no program would write."""
        self._count(1)
        self._looked_at += 1
        if depth > 20 or self._looked_at > _MAX_TERMS:
            raise _Endless
        if isinstance(expression, Dictionary):
            return self._group(expression)
        if not isinstance(expression, Array) or not len(expression):
            return True
        operator = spelled(expression[0])
        states = [self._expression(item, depth + 1) for item in list(expression)[1:]]
        if operator == "/Not":
            return not any(states)
        return any(states) if operator == "/Or" else all(states)
