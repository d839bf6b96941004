"""Measure the build: beside plain Material, and as the questions become more.

Each build is a process of its own, and all of them take turns, so that whatever else
the machine does falls on all alike. Figures of different runs say nothing together.

Before anything is timed, each site was built once: the cards are drawn, as they are on
every machine that builds twice. "Anew" are builds that find nothing but the cards.

Plain Material has the pages in Chinese and those in English, and no more: no bilingual
pages, nothing for programs, no search, no compressed copies.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from statistics import median

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from handbook import load  # noqa: E402  (found by the line above)
from handbook.assembly import assemble  # noqa: E402
from handbook.markdown_text import edited  # noqa: E402
from handbook.model import LANGUAGES, Corpus, Edition, Question  # noqa: E402
from handbook.rules import RULES  # noqa: E402

MOST_TIMES_PLAIN = 1.0
MOST_TIMES_LINEAR = 1.2
# From here on, time and memory a question may not grow.
LINEAR_FROM = 1000
# The number of questions at which the site is held against plain Material.
COMPARED = 500
QUICK_FACTORS = (2, 4)

# The site's own settings without its hooks and templates. MkDocs wants the folder of
# custom_dir to exist, but not to hold anything.
PLAIN_SETTINGS = """\
INHERIT: {settings}
hooks: []
watch: []
theme:
  custom_dir: no-templates
  static_templates: []
  features: [content.code.copy, navigation.prune]
extra: {{ alternate: [] }}
# They lead to the pages that plain Material does not have.
validation: {{ links: {{ not_found: ignore, anchors: ignore }} }}
"""


class BuildError(Exception):
    """A build failed; the message is what it printed."""


@dataclass(frozen=True)
class Build:
    """What a build took: seconds by the clock and of the processor, and peak memory.

    Linux begins to count at the peak of the process that starts the build, so that the
    smallest builds show the memory of this program.
    """

    clock: float
    processor: float
    mebibytes: float


@dataclass(frozen=True)
class Tree:
    """A folder to build, Python's arguments for that, and what was measured.

    The build goes into the folder's own `.builds`. One that `is_anew` finds of the
    caches only the cards.
    """

    root: Path
    name: str
    command: tuple[str, ...]
    is_anew: bool = False
    builds: list[Build] = field(default_factory=list)

    @property
    def clock(self) -> tuple[float, float, float]:
        """Least, median and most seconds by the clock."""
        return _spread(build.clock for build in self.builds)

    @property
    def processor(self) -> tuple[float, float, float]:
        """Least, median and most seconds of the processor."""
        return _spread(build.processor for build in self.builds)

    @property
    def mebibytes(self) -> float:
        """The most memory that any of the builds held."""
        return max(build.mebibytes for build in self.builds)


def _spread(values: Iterable[float]) -> tuple[float, float, float]:
    found = sorted(values)
    return found[0], median(found), found[-1]


# --- Making what is built -------------------------------------------------------------


@dataclass(frozen=True)
class Copy:
    """A question of the site under a further number, name and topic."""

    original: Question
    number: int
    topic: str

    @property
    def slug(self) -> str:
        """The copy's name."""
        return f"{self.original.slug}-{self.number}"


def make_site(corpus: Corpus, size: int, root: Path) -> Tree:
    """Write the site with as many copies as make `size` published questions."""
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    (root / "scripts").mkdir()
    for name in ("build.py", "command.py"):
        shutil.copy(ROOT / "scripts" / name, root / "scripts")
    batches = list(_batches(corpus, size - len(corpus.published_questions)))
    names = [copy.slug for batch in batches for copy in batch.values()]
    # Each copy names the next one as related, in a ring, so that none is an orphan.
    following = dict(zip(names, names[1:] + names[:1], strict=True))
    for batch in batches:
        for copy in batch.values():
            _write_copy(copy, batch, following[copy.slug], root / "docs")
    return Tree(root, f"{size} questions", ("scripts/build.py",))


def _batches(corpus: Corpus, count: int) -> Iterator[Mapping[str, Copy]]:
    """Yield `count` copies in batches, each of all questions, by the originals' slugs.

    The copies' topics take turns, for few topics have a question yet.
    """
    topics = cycle(topic.id for topic in corpus.topics)
    originals = corpus.published_questions
    number = max(question.id for question in corpus.questions) + 1
    for start in range(0, count, len(originals)):
        yield {
            question.slug: Copy(question, number + start + index, next(topics))
            for index, question in enumerate(originals[: count - start])
        }


def _write_copy(
    copy: Copy, batch: Mapping[str, Copy], following: str, docs: Path
) -> None:
    question = copy.original
    path = docs / "questions" / copy.topic / f"{copy.slug}.md"
    path.parent.mkdir(exist_ok=True)
    source = (ROOT / question.path).read_text("utf-8")
    head = source[: source.index("<!-- zh -->\n")]
    texts = (
        f"<!-- {language} -->\n{_text(question.editions[language], copy, batch)}"
        for language in LANGUAGES
    )
    path.write_text("".join((_head(head, copy, batch, following), *texts)), "utf-8")
    for suffix in ("py", "out"):
        shutil.copy(
            docs / "examples" / f"{question.slug}.{suffix}",
            docs / "examples" / f"{copy.slug}.{suffix}",
        )


def _head(head: str, copy: Copy, batch: Mapping[str, Copy], following: str) -> str:
    """Return the front matter with the copy's number, and its batch's names."""
    head = re.sub(r"(?m)^id: .*$", f"id: {copy.number}", head)
    related = _renamed((following, *copy.original.related), batch)
    prerequisites = _renamed(copy.original.prerequisites, batch)
    # No two questions that do not name each other share a keyword.
    keywords = {
        f"  {language}": [f"{word} {copy.number}" for word in words]
        for language, words in copy.original.keywords.items()
    }
    lists = {"related": related, "prerequisites": prerequisites, **keywords}
    for key, names in lists.items():
        # JSON is YAML too; its backslashes mean something in a replacement.
        line = f"{key}: {json.dumps(names, ensure_ascii=False)}".replace("\\", r"\\")
        head = re.sub(rf"(?m)^{key}: .*$", line, head)
    return head


def _renamed(slugs: Iterable[str], batch: Mapping[str, Copy]) -> list[str]:
    """Return the names in a batch, each once; the last batch may lack some."""
    names = (batch[slug].slug if slug in batch else slug for slug in slugs)
    return list(dict.fromkeys(names))


def _text(edition: Edition, copy: Copy, batch: Mapping[str, Copy]) -> str:
    """Return an edition with its links, formulas and example made the copy's."""
    markup = edition.markup
    edits = [
        (link.target_start, link.target_end, _target(link.target, copy, batch))
        for link in markup.links
    ]
    # The renderer keeps what it converted: equal formulas would cost nothing.
    for formula in markup.formulas:
        start = formula.start + 1
        if formula.is_display:
            start = markup.text.index("\n", start) + 1
        edits.append((start, start, f"{{}}_{{{copy.number}}}"))
    text = edited(markup.text, edits)
    for suffix in ("py", "out"):
        text = text.replace(
            f'"{copy.original.slug}.{suffix}"', f'"{copy.slug}.{suffix}"'
        )
    return text


def _target(target: str, copy: Copy, batch: Mapping[str, Copy]) -> str:
    """Return a link's target, in its copy's batch where it is a question."""
    path, hash_sign, anchor = target.partition("#")
    folder, _, name = path.rpartition("/")
    if "://" in path or not name.endswith(".md"):
        return target
    if found := batch.get(name.removesuffix(".md")):
        return f"../{found.topic}/{found.slug}.md{hash_sign}{anchor}"
    # The copy stands in another folder.
    return target if folder else f"../{copy.original.topic}/{target}"


def make_plain(site: Tree, root: Path) -> Tree:
    """Write the pages that the hooks make of a site as files for plain Material."""
    (root / "no-templates").mkdir(parents=True)
    settings = PLAIN_SETTINGS.format(settings=ROOT / "mkdocs.yml")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    for folder in ("assets", "examples", "figures"):
        if (site.root / "docs" / folder).exists():
            shutil.copytree(site.root / "docs" / folder, root / "docs" / folder)
    corpus, _ = load(site.root)
    for page in assemble(corpus, _words(), RULES):
        if page.language and page.markdown:
            path = root / "docs" / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.markdown, "utf-8")
    return Tree(root, "plain Material", ("-m", "mkdocs", "build", "--strict"))


def _words() -> dict[str, dict[str, str]]:
    """Return the interface's words by language."""
    text = (ROOT / "hooks" / "interface.yml").read_text("utf-8")
    entries = yaml.safe_load(text).items()
    return {
        language: {key: editions[language] for key, editions in entries}
        for language in LANGUAGES
    }


# --- Measuring ------------------------------------------------------------------------


def measure(tree: Tree) -> Build:
    """Build a tree that has no build yet, and remove the build; raises `BuildError`."""
    if tree.is_anew:
        forget(tree.root)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *tree.command],
            cwd=tree.root,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # The usage of this child and its own children; getrusage would give the peak
        # of all that ever ran.
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise BuildError(f"{tree.name} in {tree.root}:\n{output.read()}")
    shutil.rmtree(tree.root / ".builds")
    (tree.root / "site").unlink(missing_ok=True)
    # macOS counts bytes, Linux kibibytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    processor = usage.ru_utime + usage.ru_stime
    return Build(clock, processor, usage.ru_maxrss / unit)


def forget(root: Path) -> None:
    """Delete what builds have left at `root` for the next, but for the cards."""
    for cache in (root / ".cache").iterdir():
        if cache.name != "cards":
            shutil.rmtree(cache)


def measure_all(trees: Sequence[Tree], runs: int) -> None:
    """Build every tree once, and `runs` times in turns; raises `BuildError`."""
    for tree in trees:
        if not tree.is_anew:
            first = measure(tree)
            spent = f"{first.processor:.1f} s of the processor"
            print(
                f"first: {tree.root.name}, {first.clock:.1f} s, {spent}, "
                f"{first.mebibytes:.0f} MiB",
                file=sys.stderr,
            )
    for run in range(1, runs + 1):
        for tree in trees:
            build = measure(tree)
            tree.builds.append(build)
            name = f"{tree.root.name}, {tree.name}"
            progress = f"run {run} of {runs}: {name}, {build.clock:.1f} s"
            print(progress, file=sys.stderr)


# --- Reporting ------------------------------------------------------------------------

# The verdicts are on the processor's time: a build waits for nothing, and what else the
# machine does stretches the clock alone. On an idle machine both say the same.
HEADER = f"""\
{"":16}{"seconds by the clock":>24}{"of the processor":>24}{"memory":>11}
{"":16}{"min":>8}{"median":>8}{"max":>8}{"min":>8}{"median":>8}{"max":>8}{"max":>11}"""


def _row(tree: Tree) -> str:
    seconds = "".join(f"{value:8.2f}" for value in (*tree.clock, *tree.processor))
    return f"{tree.name:16}{seconds}{tree.mebibytes:7.0f} MiB"


def report_comparison(site: Tree, anew: Tree, plain: Tree) -> list[float]:
    """Print a site's builds and those of plain Material; return the two ratios."""
    print(f"{HEADER}\n{_row(site)}\n{_row(anew)}\n{_row(plain)}")
    ratios = []
    for tree in (site, anew):
        by_clock = tree.clock[1] / plain.clock[1]
        ratios.append(tree.processor[1] / plain.processor[1])
        print(f"{f'ratio, {tree.name}':24}{by_clock:16.2f}{ratios[-1]:24.2f}")
    return ratios


def report_growth(base: Tree, base_size: int, sites: Mapping[int, Tree]) -> bool:
    """Print time and memory by size; return whether they grow as they should.

    The site without copies stands for what every build costs; the rest of a larger
    one's is divided among the questions added.
    """
    print(f"{HEADER}{'a question':>22}{'growth':>16}\n{_row(base)}")
    first: tuple[float, float] | None = None
    most = 1.0
    for size, tree in sites.items():
        added = size - base_size
        seconds = (tree.processor[1] - base.processor[1]) / added
        mebibytes = (tree.mebibytes - base.mebibytes) / added
        row = f"{_row(tree)}{1000 * seconds:8.0f} ms{1024 * mebibytes:7.0f} KiB"
        if first:
            growth = seconds / first[0], mebibytes / first[1]
            most = max(most, *growth)
            row += f"{growth[0]:8.2f}{growth[1]:8.2f}"
        if size >= LINEAR_FROM:
            first = first or (seconds, mebibytes)
        print(row)
    return _verdict("times linear growth", most, MOST_TIMES_LINEAR)


def _verdict(what: str, value: float, most: float) -> bool:
    is_met = value <= most
    word = "met" if is_met else "missed"
    print(f"{value:.2f} {what}; the target, {most} at most, is {word}\n")
    return is_met


def bench(
    corpus: Corpus, sizes: Sequence[int], runs: int, folder: Path, *, with_plain: bool
) -> bool:
    """Measure and report everything; return whether all targets are met."""
    base_size = len(corpus.published_questions)
    sites = {
        size: make_site(corpus, size, folder / f"hooks-{size}")
        for size in (base_size, *sizes)
    }
    compared = min(sites, key=lambda size: abs(size - COMPARED))
    peers = []
    for size in dict.fromkeys((base_size, compared)) if with_plain else ():
        anew = replace(sites[size], name="anew", is_anew=True, builds=[])
        peers.append((sites[size], anew, make_plain(sites[size], folder / f"p-{size}")))
    beside = [tree for _, *trees in peers for tree in trees]
    measure_all([*sites.values(), *beside], runs)
    ratios = [report_comparison(*trees) for trees in peers]
    base = sites.pop(base_size)
    names = ("times plain Material", "times plain Material, anew")
    verdicts = [
        _verdict(name, ratio, MOST_TIMES_PLAIN)
        for name, ratio in zip(names, ratios[-1] if ratios else (), strict=False)
    ]
    verdicts.append(report_growth(base, base_size, sites))
    return all(verdicts)


def sizes_option(text: str) -> tuple[int, ...]:
    """Return the numbers in `100,500,1000`, the smallest first."""
    return tuple(sorted({int(part) for part in text.split(",")}))


def main() -> int:
    """Run the benchmark and return the exit code: 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes",
        type=sizes_option,
        default=(100, 500, 1000),
        help="numbers of questions (default: 100,500,1000)",
    )
    parser.add_argument(
        "--runs", type=int, default=3, help="builds of each kind (default: 3)"
    )
    parser.add_argument(
        "--without-plain",
        action="store_true",
        help="only how time and memory grow; for large sizes",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one run with few copies: shows that it works, proves nothing",
    )
    arguments = parser.parse_args()
    corpus, _ = load(ROOT)
    count = len(corpus.published_questions)
    sizes, runs = arguments.sizes, arguments.runs
    if arguments.quick:
        sizes, runs = tuple(factor * count for factor in QUICK_FACTORS), 1
    if runs < 1 or sizes[0] < 2 * count:
        parser.error(f"at least one run, and a copy of each of the {count} questions")
    with tempfile.TemporaryDirectory() as folder:
        try:
            is_met = bench(
                corpus,
                sizes,
                runs,
                Path(folder),
                with_plain=not arguments.without_plain,
            )
            return 0 if is_met else 1
        except BuildError as error:
            print(f"a build failed: {error}", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
