"""What is proven complete, and each named gap: the sources of a blog, reconciled. Pure."""

from archive.coverage.model import Coverage, Gap, SourceLine
from archive.coverage.reckon import reckon

__all__ = ["Coverage", "Gap", "SourceLine", "reckon"]
