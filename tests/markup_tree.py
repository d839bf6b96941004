"""A page of the built site as a tree of elements, read strictly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Elements without an end tag, and those of SVG that close themselves.
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
_VOID |= {"source", "track", "wbr"}


@dataclass(eq=False)
class Element:
    """An element with its attributes, its children in order, and its parent."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    @property
    def text(self) -> str:
        """All text inside, as it stands."""
        return "".join(
            child if isinstance(child, str) else child.text for child in self.children
        )

    def all(self, *tags: str, of: str = "", **attributes: str) -> list[Element]:
        """Return the elements inside, in order: of these tags, class and attributes."""
        return [
            element
            for element in self.descendants()
            if (not tags or element.tag in tags)
            and (not of or of in element.classes)
            and all(element[name] == value for name, value in attributes.items())
        ]

    def one(self, *tags: str, of: str = "", **attributes: str) -> Element:
        """Return the only such element; there must be exactly one."""
        (element,) = self.all(*tags, of=of, **attributes)
        return element

    def descendants(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.descendants()

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around this one, itself first."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent

    @property
    def language(self) -> str:
        """The language of the text, by the nearest `lang`."""
        return next((e["lang"] for e in self.ancestors() if "lang" in e), "")


def read(html: str) -> Element:
    """Return the root of a page; ValueError where a tag is not closed in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open is not reader.root:
        raise ValueError(f"<{reader.open.tag}> is never closed")
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("", {})

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            raise ValueError(
                f"{self.getpos()}: <{tag}> has an attribute twice: {names}"
            )
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, self.open)
        self.open.children.append(element)
        return element

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in _VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.open.tag != tag or not self.open.parent:
            raise ValueError(f"{self.getpos()}: </{tag}> closes <{self.open.tag}>")
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)
