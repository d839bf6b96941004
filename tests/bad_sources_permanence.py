"""Bad sources: addresses and anchors that were public and lead nowhere."""

from __future__ import annotations

from bad_sources import (
    SUNDIAL,
    WATER_CLOCK,
    Case,
    Edit,
    append,
    copy,
    move,
    replace,
    replace_all,
    write,
)

PUBLISHED = "docs/published.yml"
REDIRECTS = "docs/redirects.yml"
NUMBERED = "docs/questions/water/14.md"
ABOUT = "docs/pages/about.md"


def recorded(slug: str, *anchors: str) -> Edit:
    """Return an edit that records anchors of a question that is on record."""
    listed = f"slug: {slug}, anchors: [{', '.join(anchors)}]}}"
    return replace(PUBLISHED, f"slug: {slug}}}", listed)


CASES: tuple[Case, ...] = (
    Case(
        "slug-is-a-number",
        (
            move(WATER_CLOCK, NUMBERED),
            *(
                move(
                    f"docs/{path.format('water-clock-shape')}",
                    f"docs/{path.format(14)}",
                )
                for path in (
                    "examples/{}.py",
                    "examples/{}.out",
                    "figures/{}.zh.svg",
                    "figures/{}.en.svg",
                )
            ),
            *(
                replace_all(path, "water-clock-shape", "14")
                for path in (NUMBERED, SUNDIAL, "docs/pages/home.md")
            ),
            write(REDIRECTS, "water-clock: 14\nwater-clock-shape: 14\n"),
        ),
        (
            "docs/questions/water/14.md:1: slug-name: the slug is a number, as ids "
            "are. Rename the file.",
        ),
    ),
    Case(
        "slug-is-the-name-of-a-page",
        (copy(ABOUT, "docs/pages/sundial-noon.md"),),
        (
            "docs/questions/shadows/sundial-noon.md:1: slug-name: the slug "
            "`sundial-noon` is the name of a page. Rename the file.",
        ),
    ),
    Case(
        "page-gone",
        (
            append(PUBLISHED, "- {page: about}\n- {page: contributing}\n"),
            move(ABOUT, "docs/pages/this-site.md"),
            replace_all("docs/pages/contributing.md", "about.md", "this-site.md"),
        ),
        (
            "docs/published.yml:4: lost-page: the page `about` was published and is "
            "gone. Restore it under this name; its title may change.",
        ),
    ),
    Case(
        "topic-gone",
        (append(PUBLISHED, "- {page: topics/water}\n- {page: topics/candles}\n"),),
        (
            "docs/published.yml:5: lost-page: the page `topics/candles` was published "
            "and is gone. Restore it under this name; its title may change.",
        ),
    ),
    Case(
        "heading-gone",
        (
            recorded("sundial-noon", "explain", "longitude", "reading", "fig-shadow"),
            replace_all(SUNDIAL, "{ #reading }", "{ #taking-a-reading }"),
            replace_all(SUNDIAL, "{ #fig-shadow }", "{ #fig-shadows }"),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:1: lost-anchor: `#reading`, "
            "`#fig-shadow` were published and are gone. Restore the id in both "
            "editions, or add `sundial-noon#reading: <an id that is here>` to "
            "redirects.yml.",
        ),
    ),
    Case(
        "one-of-two-headings-kept",
        (
            recorded("sundial-noon", "reading", "fig-shadow"),
            replace_all(SUNDIAL, "{ #reading }", "{ #taking-a-reading }"),
            replace_all(SUNDIAL, "{ #fig-shadow }", "{ #fig-shadows }"),
            append(REDIRECTS, "sundial-noon#reading: taking-a-reading\n"),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:1: lost-anchor: `#fig-shadow` was "
            "published and is gone. Restore the id in both editions, or add "
            "`sundial-noon#fig-shadow: <an id that is here>` to redirects.yml.",
        ),
    ),
    Case(
        "anchors-of-a-merged-question",
        (recorded("water-clock", "slower", "dripping"),),
        (
            "docs/questions/water/water-clock-shape.md:1: lost-anchor: `#dripping` was "
            "published and is gone. Restore the id in both editions, or add "
            "`water-clock-shape#dripping: <an id that is here>` to redirects.yml.",
        ),
    ),
    Case(
        "heading-of-a-page-gone",
        (append(PUBLISHED, "- {page: home, anchors: [start, finish]}\n"),),
        (
            "docs/pages/home.md:1: lost-anchor: `#finish` was published and is gone. "
            "Restore the id in both editions, or add `home#finish: <an id that is "
            "here>` to redirects.yml.",
        ),
    ),
    Case(
        "term-gone",
        (
            copy(ABOUT, "docs/pages/glossary.md"),
            append(PUBLISHED, "- {page: glossary, anchors: [gnomon, style]}\n"),
        ),
        (
            "docs/pages/glossary.md:1: lost-anchor: `#style` was published and is "
            "gone. Restore the id in both editions, or add `glossary#style: <an id "
            "that is here>` to redirects.yml.",
        ),
    ),
    Case(
        "moved-anchor-of-nothing",
        (append(REDIRECTS, "water-clock#old: slower\n"),),
        (
            "docs/redirects.yml:2: moved-anchor: `water-clock` is no question and no "
            "page. Name the one whose heading this was.",
        ),
    ),
    Case(
        "moved-anchor-to-nothing",
        (
            append(
                REDIRECTS,
                "sundial-noon#old: new\nsundial-noon#older: fig-shadow\n"
                "home#old: start\nhome#older: old\n",
            ),
        ),
        (
            "docs/redirects.yml:2: moved-anchor: `#new` is no heading of "
            "`sundial-noon`. Name the id of one.",
            "docs/redirects.yml:3: moved-anchor: `#fig-shadow` is no heading of "
            "`sundial-noon`. Name the id of one.",
            "docs/redirects.yml:5: moved-anchor: `#old` is no heading of `home`. Name "
            "the id of one.",
        ),
    ),
    Case(
        "moved-anchor-over-a-heading",
        (append(REDIRECTS, "sundial-noon#reading: explain\n"),),
        (
            "docs/redirects.yml:2: moved-anchor: `#reading` is still there. Remove "
            "this line.",
        ),
    ),
    Case(
        "moved-anchor-misspelt",
        (append(REDIRECTS, "sundial-noon#Old: explain\n"),),
        (
            "docs/redirects.yml:2: redirects: `Old` is no slug or anchor. Use a-z, 0-9 "
            "and single hyphens.",
        ),
    ),
    Case(
        "published-page-misspelt",
        (append(PUBLISHED, "- {page: About us}\n- {page: home}\n- {page: home}\n"),),
        (
            "docs/published.yml:4: published: `About us` is no page. Write its "
            "address, as glossary.",
            "docs/published.yml:6: published: `page home` stands twice. Keep one of "
            "the entries.",
        ),
    ),
)
