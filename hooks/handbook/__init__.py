"""What the handbook knows: questions, their two editions, and the rules they keep.

Nothing in this package imports mkdocs, so that the content can be checked, tested
and carried to another generator without it.
"""

from .corpus import load
from .inspection import review

__all__ = ["load", "review"]
