"""The figures: what is drawn, what is refused, and what makes the check fail."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import drawn
import pytest
import toolkit
from bad_sources import CORPUS, replace
from handbook import load
from handbook.drawings import inlined
from handbook.model import LANGUAGES, Language
from handbook.rules.figures import figures
from toolkit import Drawing, DrawingError, Labels, Plot
from toolkit.drawing import dark_colours

ROOT = Path(__file__).resolve().parent.parent
DRAW = ROOT / "scripts/draw.py"
SCRIPT = "scripts/drawings/sundial-noon.py"
LABELS = "scripts/drawings/sundial-noon.yml"
FIGURE = "docs/figures/sundial-noon.zh.svg"
SVGS = sorted((ROOT / "docs/figures").glob("*.svg"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(CORPUS, tmp_path / "root")


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in drawn.check(root, load(root)[0])]


def sheet(**labels: str) -> Drawing:
    return Drawing(100, Labels("en", {"title": "T", "desc": "D", **labels}))


# ---- the committed figures ----


def test_there_are_enough_figures_and_they_are_small() -> None:
    sizes = sorted(path.stat().st_size for path in SVGS)
    assert len(sizes) >= 2 * 32
    assert sizes[len(sizes) // 2] <= 4096
    assert sizes[-1] <= 12 * 1024


@pytest.mark.parametrize("path", SVGS, ids=lambda path: path.name)
def test_a_figure_speaks_and_has_no_ids_or_foreign_parts(path: Path) -> None:
    svg = path.read_text("utf-8")
    assert re.search(r"<title>[^<]+</title>\n<desc>[^<]+</desc>", svg)
    assert not re.search(r'\b(id|href|style|on\w+)="|<(script|image|use)\b', svg)
    assert set(re.findall(r"#[0-9a-f]{6}", svg.split("</style>")[1])) == set()


def test_each_figure_is_shown_once_in_its_language_and_question() -> None:
    corpus, _ = load(ROOT)
    for language in LANGUAGES:
        shown = [
            (question.slug, Path(figure.image.target).name)
            for question in corpus.published_questions
            for figure in figures(question.editions[language].markup)
        ]
        names = [name for _, name in shown]
        suffix = f".{language}.svg"
        assert sorted(names) == [p.name for p in SVGS if p.name.endswith(suffix)]
        for slug, name in shown:
            assert re.fullmatch(rf"{slug}(--[a-z-]+)?\.{language}\.svg", name)


def test_the_fallback_colours_are_those_of_the_light_palette() -> None:
    style = (ROOT / "docs/assets/style.css").read_text("utf-8")
    light = dict(re.findall(r"--([\w-]+):\s*(#\w+)", style[: style.index("@media")]))
    figure = (ROOT / "docs/assets/figure.css").read_text("utf-8")
    found = re.findall(r"var\(--([\w-]+), (#\w+)\)", figure)
    assert found
    for name, colour in found:
        assert light[name] == colour
        assert name in dark_colours()


# ---- the check ----


def test_figures_that_are_right_pass_and_are_not_drawn_again(root: Path) -> None:
    assert problems(root) == []
    assert len(list((root / ".cache/drawings").iterdir())) == 2
    shutil.rmtree(root / "docs/examples")  # so that drawing would fail
    (root / "docs/examples").mkdir()


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            FIGURE,
            "</svg>",
            "<!-- by hand --></svg>",
            f"{FIGURE}:1: drawing: the figure is not what its script draws now. Run "
            "`make draw` and look at it.",
        ),
        (
            LABELS,
            "{zh: 二月, en: February}",
            "{zh: 二月}",
            f"{LABELS}:8: drawing: the label `february` has no text in en. Write it.",
        ),
        (
            LABELS,
            "  desc:",
            "  note: {zh: 注, en: note}\n  desc:",
            f"{LABELS}:4: drawing: no drawing shows the label `note`. Remove it.",
        ),
        (
            LABELS,
            "二月",
            "2月",
            f"{LABELS}:8: spacing: no space between Chinese and Latin: `2月`. "
            "Write one space there.",
        ),
        (
            SCRIPT,
            'say("february")',
            'say("march")',
            f"{SCRIPT}:13: drawing: `main` (zh): there is no label `march` in the "
            "table. Make room, or shorten it.",
        ),
        (
            SCRIPT,
            "minutes_late(116.4",
            "minutes_early(116.4",
            f"{SCRIPT}:15: drawing: `main` (zh) failed: AttributeError: "
            "'types.SimpleNamespace' object has no attribute 'minutes_early'. Correct "
            "the script.",
        ),
        (
            SCRIPT,
            '{"main": noon}',
            "{}",
            f"{SCRIPT}:1: drawing: it has no table FIGURES. Name its drawings there.",
        ),
        (
            SCRIPT,
            '"main": noon',
            '"main": noon, "more": noon',
            f"{SCRIPT}:1: drawing: the drawing `more` is not in both script and "
            "labels. Add it.",
        ),
    ],
)
def test_what_is_wrong_with_a_figure_is_told(
    root: Path, path: str, old: str, new: str, expected: str
) -> None:
    replace(path, old, new)(root)
    assert expected in problems(root)


def test_a_question_without_a_drawing_and_a_drawing_without_a_script_are_told(
    root: Path,
) -> None:
    (root / SCRIPT).unlink()
    assert problems(root)[0] == (
        f"{SCRIPT}:1: drawing: the question has no drawing. Write one, with its labels."
    )
    assert (
        f"{FIGURE}:1: drawing: no script draws this file. Delete it, or write the "
        "script." in problems(root)
    )


def test_a_figure_follows_the_numbers_of_its_example(root: Path) -> None:
    assert problems(root) == []
    replace("docs/examples/sundial-noon.py", "(meridian - l", "1.5 * (meridian - l")(
        root
    )
    assert {line.split(": ")[0] for line in problems(root)} == {
        "docs/figures/sundial-noon.en.svg:1",
        "docs/figures/sundial-noon.zh.svg:1",
    }


def draw(root: Path, *slugs: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, DRAW, "--root", root, *slugs],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_draw_writes_what_changed_and_deletes_what_is_drawn_no_more(root: Path) -> None:
    (root / "docs/figures/sundial-noon--old.zh.svg").write_text("<svg/>\n", "utf-8")
    replace(LABELS, "en: February", "en: Feb.")(root)
    result = draw(root)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "docs/figures/sundial-noon.en.svg",
        "docs/figures/sundial-noon--old.zh.svg",
    ]
    assert problems(root) == []
    assert draw(root, "sundial-noon").stdout == ""


def test_draw_names_every_script_that_fails_and_leaves_its_figures(root: Path) -> None:
    before = (root / FIGURE).read_bytes()
    replace(SCRIPT, "def noon", "def noon(")(root)
    result = draw(root)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{SCRIPT}:")
    assert "Traceback" not in result.stderr
    assert (root / FIGURE).read_bytes() == before


# ---- the toolkit ----


def test_the_toolkit_keeps_its_examples() -> None:
    for module in pkgutil.iter_modules(toolkit.__path__):
        loaded = importlib.import_module(f"toolkit.{module.name}")
        assert doctest.testmod(loaded).failed == 0


@pytest.mark.parametrize(
    ("text", "size", "fit", "message"),
    [
        ("far too long", 13, 40, "its place 40"),
        ("tiny", 9, None, "less than 12"),
    ],
)
def test_text_that_cannot_be_read_is_refused(
    text: str, size: float, fit: float | None, message: str
) -> None:
    with pytest.raises(DrawingError, match=message):
        sheet().text(180, 50, text, size=size, fit=fit)


@pytest.mark.parametrize(
    ("places", "fault"),
    [
        ([(180, 50), (180, 80)], None),
        ([(180, 50), (185, 55)], "`text` and `text` touch"),
        ([(2, 50)], "`text` reaches beyond the side of the sheet"),
        ([(180, 98)], "`text` reaches beyond the top or bottom"),
    ],
)
def test_texts_keep_apart_and_on_the_sheet(
    places: list[tuple[float, float]], fault: str | None
) -> None:
    d = sheet()
    for x, y in places:
        d.text(x, y, "text")
    assert d.faults() == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("a < b", "a &lt; b"),
        ("*x*_{t}", '<tspan class="v">x</tspan><tspan font-size="10.1" dy="3.08">t'),
        ("2^{n}!", '2<tspan font-size="10.1" dy="-5.32">n</tspan><tspan dy="5.32">!'),
    ],
)
def test_a_formula_becomes_text(source: str, content: str) -> None:
    d = sheet()
    d.formula(180, 50, source)
    assert f">{content}" in d.svg()


def test_a_plot_maps_its_units_to_the_sheet() -> None:
    plot = Plot(sheet(), 40, 10, 300, 80, xs=(1, 100), ys=(0, 2), log_x=True)
    assert plot.at(10, 1) == (190, 50)
    assert plot.at(100, 2) == (340, 10)


def test_a_drawing_carries_the_rules_it_uses_and_no_more() -> None:
    d = sheet()
    d.dot(50, 50, tone="accent")
    svg = d.svg()
    assert ".fa{fill:var(--accent,#a83518)}" in svg
    assert ".fb" not in svg
    assert "--accent:#ff9374" in svg
    assert "--blue" not in svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_inlined_a_drawing_has_the_pages_title_and_no_style(language: Language) -> None:
    path = CORPUS / f"docs/figures/sundial-noon.{language}.svg"
    element = inlined(path.read_text("utf-8"), "What it is")
    tags = [child.tag for child in element]
    assert element.tag == "svg"
    assert element[0].text == "What it is"
    assert tags[1] == "desc"
    assert "style" not in tags
    assert not [child for child in element if child.get("width") == "100%"]
