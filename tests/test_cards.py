"""The preview cards: what they say, where their lines break, how they are drawn."""

from __future__ import annotations

import doctest
import io
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import bench_cards
import pytest
from fontTools.ttLib import TTFont
from handbook import card_characters, card_lines, card_store, load, sentences
from handbook.card import Card
from handbook.card_drawing import (
    ADDRESS_Y,
    COLUMN,
    PAPER,
    SENTENCE,
    TITLE,
    TOPIC_Y,
    WIDTH,
    lines,
    measure,
    picture,
)
from handbook.card_lines import (
    CLOSING,
    OPENING,
    PhraseFinder,
    broken,
    seen_width,
)
from handbook.card_store import CardStore
from handbook.sentences import beginning, opening
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
FONTS = sorted((ROOT / "hooks/fonts").glob("*.woff2"))
CORPUS = load(ROOT)[0]
FINDER = PhraseFinder(CORPUS.terms)
CARDS = {
    card.name: card for card in bench_cards.cards(CORPUS, "https://llm.example/base/")
}
SHORT = Card("x.zh", "主题", ("标题",), "一句话。", "llm.example/q/1")
LONG = replace(
    SHORT,
    titles=("模型怎样把很长的问题放进一张小小的卡片，" * 6,),
    sentence="每一句话都要在短语之间折行，放不下的时候就缩小字号，" * 20,
    topic="一个名字非常长的主题，" * 9,
    address="llm.example/" + "very-long-folder/" * 9,
)


def drawn(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(picture(card, FINDER)))


@pytest.mark.parametrize("module", [card_characters, card_lines, sentences])
def test_modules_keep_their_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


# ---- what is said ----


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有句号",
        "会。注意力权重是现算的，不是存好的参数，所以会变。|后面不要。",
        "词表里有许多片段，每个片段都换成一个整数编号。|后面不要。",
        "他说“不知道就别乱猜。”然后才回答了这个很长的问题。|后面不要。",
        "一处引语（里面也有一个句号。）不算一句话的结尾，要等到这里。|后面不要。",
        "Yes. Attention weights are computed anew, each time.| Not this.",
        "It takes e.g. Adam, i.e. two moments, vs. SGD with none.| Not this.",
        "The 3.5 billion tokens of v1.2 took 4.25 days in total.| Not this.",
        'It asks "Does that really work for a model?" and waits.| Not this.',
    ],
)
def test_an_opening_is_a_sentence_that_says_something(text: str) -> None:
    assert opening(text.replace("|", "")) == text.partition("|")[0]


def test_a_description_ends_with_a_sentence_within_its_length() -> None:
    for question in CORPUS.published_questions:
        for edition in question.editions.values():
            described = beginning(edition.answer)
            assert edition.answer.startswith(described)
            assert described[-1] in "。！？.!?"
            length = sentences.columns(described)
            assert length <= sentences.LONGEST or described == opening(edition.answer)


def test_a_first_sentence_is_kept_whole_however_long() -> None:
    first = "很长的一句话，" * 60 + "到此为止。"
    assert beginning(first + "还有一句。") == first


def test_every_page_has_a_card_of_its_own() -> None:
    questions, topics = len(CORPUS.published_questions), len(CORPUS.by_topic)
    assert len(CARDS) == 3 * questions + 2 * topics + 2 * len(CORPUS.pages) + 1


@pytest.mark.parametrize(
    "expected",
    [
        Card(
            "1.zh",
            "影子与时间",
            ("日晷的正午为什么和钟表不一致？",),
            "日晷指示当地太阳的位置，钟表指示整个时区共用的平均时刻。",
            "time.example/base/q/1",
        ),
        Card(
            "1.both",
            "影子与时间 · Shadows and time",
            (
                "日晷的正午为什么和钟表不一致？",
                "Why does a sundial's noon differ from the clock's?",
            ),
            "",
            "time.example/base/q/1",
        ),
        Card(
            "topic-shadows.en",
            "LLM Q&A",
            ("Shadows and time",),
            "How a shadow tells the hour, why it differs from the clock, and how to "
            "correct it.",
            "time.example/base/en/topics/shadows",
        ),
    ],
    ids=lambda card: card.name,
)
def test_a_card_says_topic_question_answer_and_address(expected: Card) -> None:
    corpus, _ = load(ROOT / "tests/corpus")
    found = bench_cards.cards(corpus, "https://time.example/base/")
    assert expected in list(found)


# ---- where lines break ----


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("同一段文本切成多少个，要看用哪个分词器", "多少"),
        ("用 16 GB 显存训练", "16 GB "),
        ("切成 256 个字节", "256 个"),
        ("压缩到 4.5 比特", "4.5 比特"),
        ("自适应 softmax 在语言模型中有什么用？", "有什么用？"),
        ("随参数量增长", "参数量"),
        ("预训练的目标", "预训练的"),
        ("与 RNN 相比", "与 RNN "),
        ("LLM 的偏见（bias）从哪里来？", "（bias）"),
        ("要问：“为什么？”", "“为什么？”"),
        ("It has 7 billion parameters", "7 billion "),
        ("the end of the line", "of the line"),
    ],
)
def test_what_belongs_together_is_in_one_phrase(text: str, phrase: str) -> None:
    found = FINDER.phrases(text)
    assert "".join(found) == text
    assert any(phrase in part for part in found), found


PARTS = (
    *"，。、；：？！（）“”《》…",
    *("模型", "多少", "注意力", "的", "不", "与", "训练时", "分词器", "词元"),
    *(" BERT ", " WordPiece", "P-tuning ", " 16 GB ", "0.5", " of the ", " 😀 ", "\t"),
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(PARTS), max_size=40).map("".join).map(str.strip),
    st.integers(4, 30),
)
@example("模型，\t，", 4)
def test_lines_break_between_phrases_and_fit(text: str, width: int) -> None:
    def measured(line: str) -> float:
        return sum(2 if ord(sign) > 0x2000 else 1 for sign in line)

    found = broken(text, FINDER, measured, width)
    assert "".join("".join(found).split()) == "".join(text.split())
    phrases = [phrase.strip() for phrase in FINDER.phrases(text)]
    for before, after in pairwise(found):
        assert before[-1] not in OPENING
        assert after[0] not in CLOSING
    position, ends = 0, set()
    for phrase in phrases:
        start, position = position, position + len("".join(phrase.split()))
        ends.add(position)
        if seen_width(phrase, measured) > width:
            ends.update(range(start, position))
    position = 0
    for line in found:
        position += len("".join(line.split()))
        assert position in ends, (found, phrases)
        # Marks stay with their character, across space too, however narrow the line.
        core = line.strip(f"{CLOSING}{OPENING} \t")
        assert seen_width(line, measured) <= width or len(core) <= 1, found


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("card", [*CARDS.values(), LONG], ids=[*CARDS, "long"])
def test_no_card_has_a_bad_break(card: Card) -> None:
    shown = lines(card, FINDER)
    position = 0
    texts = iter((card.topic, *card.titles, *filter(None, [card.sentence])))
    text = ""
    for line in shown[:-1]:
        assert line.text[0] not in CLOSING
        assert line.text[-1] not in OPENING
        whole = line.text.removesuffix("…").removesuffix("...")
        if not text.startswith(bare(whole), position) or position == len(text):
            phrases = [bare(phrase) for phrase in FINDER.phrases(next(texts))]
            text, position = "".join(phrases), 0
            ends = list(accumulate(map(len, phrases)))
        assert text.startswith(bare(whole), position)
        position += len(bare(whole))
        if line.text != whole:  # marks have gone before an ellipsis
            position += len(text[position:]) - len(text[position:].lstrip(CLOSING))
        assert position in ends, line.text
    assert next(texts, None) is None


@pytest.mark.parametrize("card", [*CARDS.values(), LONG], ids=[*CARDS, "long"])
def test_no_line_is_too_wide_or_touches_another(card: Card) -> None:
    shown = lines(card, FINDER)
    for line in shown:
        assert seen_width(line.text, measure(line.face, line.size)) <= COLUMN
    assert (shown[0].y, shown[-1].y) == (TOPIC_Y, ADDRESS_Y)
    for line, below in pairwise(shown):
        assert below.y - line.y >= (line.size + below.size) / 2


# ---- how they are drawn ----


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_font_has_every_character_that_a_card_may_show(font: Path) -> None:
    glyphs = TTFont(font).getBestCmap()
    assert [c for c in card_characters.characters() if ord(c) not in glyphs] == []


def test_the_characters_are_those_of_gb_2312_and_more() -> None:
    chinese = [c for c in card_characters.characters() if "一" <= c <= "龥"]
    assert len(chinese) == 6763
    assert card_characters.missing("α≤β 熵 é 16 × 9 “好” 😀☉") == "😀☉"


def test_no_card_lacks_a_character() -> None:
    assert len(FONTS) == 2
    for card in (*CARDS.values(), LONG):
        for line in lines(card, FINDER):
            assert card_characters.missing(line.text) == ""


@pytest.mark.parametrize("face", [TITLE, SENTENCE], ids=["title", "sentence"])
def test_letters_and_marks_are_kerned(face: object) -> None:
    width = measure(face, 100)  # type: ignore[arg-type]
    assert width("）：") == pytest.approx(150, abs=0.5)
    assert width("“（") == pytest.approx(150, abs=0.5)
    for pair in ("To", "AV"):
        assert 0.8 < width(pair) / (width(pair[0]) + width(pair[1])) < 0.99


@pytest.mark.parametrize("card", [*CARDS.values(), LONG], ids=[*CARDS, "long"])
def test_a_card_is_small_and_survives_the_crop_to_its_square(card: Card) -> None:
    content = picture(card, FINDER)
    assert len(content) <= 45_000
    image = Image.open(io.BytesIO(content)).convert("RGB")
    assert image.size == (1200, 630)
    blank = Image.new("RGB", image.size, PAPER)
    left, top, right, bottom = ImageChops.difference(image, blank).getbbox() or (0,) * 4
    side = (WIDTH - 630) // 2
    assert side + 20 < left < right < WIDTH - side - 20
    assert 40 < top < bottom < 590


def test_the_same_card_is_the_same_bytes_and_no_two_cards_are() -> None:
    pictures = {name: picture(card, FINDER) for name, card in CARDS.items()}
    assert len(set(pictures.values())) == len(CARDS)
    assert pictures["1.zh"] == picture(CARDS["1.zh"], PhraseFinder(CORPUS.terms))


def test_what_is_too_long_is_set_smaller_then_cut_behind_a_phrase() -> None:
    shown = lines(LONG, FINDER)
    topic, *middle, address = shown
    title = [line for line in middle if line.face.font == TITLE.font]
    sentence = [line for line in middle if line.face == SENTENCE]
    for part in ([topic], title, sentence, [address]):
        assert part[-1].text.endswith(("…", "..."))
        assert part[0].size == part[0].face.sizes[-1]
    start = "".join(line.text for line in sentence).removesuffix("…")
    assert LONG.sentence.startswith(start)


def test_a_short_title_is_large_and_nothing_is_cut() -> None:
    title = next(line for line in lines(SHORT, FINDER) if line.text == "标题")
    assert title.size == 72
    assert drawn(SHORT).size == (1200, 630)


def test_a_card_without_words_is_drawn() -> None:
    assert drawn(Card("x.zh", "", ("",), "", "")).size == (1200, 630)


# ---- the cache ----


@pytest.fixture
def undrawable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no card be drawn."""

    def refuse(*_: object) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(card_store, "picture", refuse)


def test_a_card_that_is_there_is_not_drawn_again(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first = CardStore(tmp_path / "cards").picture(SHORT)
    request.getfixturevalue("undrawable")
    assert CardStore(tmp_path / "cards").picture(SHORT) == first
    with pytest.raises(AssertionError, match="drawn again"):
        CardStore(tmp_path / "cards").picture(LONG)
    with pytest.raises(AssertionError, match="drawn again"):
        CardStore(tmp_path / "cards", CORPUS.terms).picture(SHORT)


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"\x89PNG\r\n\x1a\n" + b"x" * 99])
def test_garbage_in_the_cache_does_no_harm(tmp_path: Path, garbage: bytes) -> None:
    first = CardStore(tmp_path).picture(SHORT)
    (file,) = tmp_path.iterdir()
    file.write_bytes(garbage)
    (tmp_path / "stray").mkdir()
    file.with_name(file.name.replace(".", ".0", 1)).write_bytes(garbage)
    assert CardStore(tmp_path).picture(SHORT) == first
    assert file.read_bytes() == first


def test_a_cache_that_cannot_be_used_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cards").write_text("a file where the folder should be")
    store = CardStore(tmp_path / "cards")
    assert store.picture(SHORT) == picture(SHORT, PhraseFinder())
    store.tidy()


def test_the_cache_does_not_grow_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_store, "KEPT", 2)
    monkeypatch.setattr(card_store, "BUILDS_KEPT", 1)
    store = CardStore(tmp_path)
    for number in range(4):
        store.picture(replace(SHORT, name=str(number)))
    store.tidy()
    # What one build needs stays, however much that is.
    assert len(list(tmp_path.iterdir())) == 4
    CardStore(tmp_path).tidy()
    assert len(list(tmp_path.iterdir())) == 2
