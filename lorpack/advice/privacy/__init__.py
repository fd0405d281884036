"""What could identify a patient: a checklist aid after the Safe Harbor list, no certification."""

from lorpack.advice.privacy.model import Hit
from lorpack.advice.privacy.rule import IgnoredFinding, findings, ignored
from lorpack.advice.privacy.scan import identifiers
from lorpack.documents.personal import document_identifiers

__all__ = ["Hit", "IgnoredFinding", "document_identifiers", "findings", "identifiers", "ignored"]
