"""Keeps the templates as Python has compiled them, for the next build."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import jinja2
from handbook.store import Store
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

_FEWEST, _BUILDS = 200, 4


class _StoredCode(BytecodeCache):
    """Bytecode in a store, which tells whether it is whole: damaged, it is dangerous.

    A bucket's key and checksum are of a template's name and source.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from the store, if it is there."""
        found = self._store.find(bucket.key.encode(), bucket.checksum.encode())
        if found is not None:
            bucket.load_bytecode(BytesIO(found))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in a bucket."""
        code = bucket.bytecode_to_string()
        self._store.keep(code, bucket.key.encode(), bucket.checksum.encode())


def on_env(
    env: jinja2.Environment, *, config: MkDocsConfig, files: Files
) -> jinja2.Environment:
    """Let the environment look for compiled templates."""
    root = Path(config.config_file_path).parent
    # What the code depends on beside the template's source.
    made_of = (jinja2.__version__, str(env.autoescape), *sorted(env.extensions))
    encoded = (part.encode() for part in made_of)
    store = Store(root / ".cache/templates", encoded, _FEWEST, _BUILDS)
    env.bytecode_cache = _StoredCode(store)
    config.extra["template_code"] = store
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """Forget what no build has needed for long."""
    config.extra["template_code"].tidy()
