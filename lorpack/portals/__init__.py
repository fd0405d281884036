"""Where letters are sent: ERAS, ResidencyCAS, CaRMS and others, as dated facts in ``data/``."""

from lorpack.portals.facts import Fact, Facts, Limit
from lorpack.portals.load import own_portals, portal, portals
from lorpack.portals.model import Identifier, Portal, Waiver

__all__ = [
    "Fact",
    "Facts",
    "Identifier",
    "Limit",
    "Portal",
    "Waiver",
    "own_portals",
    "portal",
    "portals",
]
