"""How three OpenAI vocabularies cut the same texts, counted in tokens and bytes."""

# Data: the length in bytes of each token, one digit a token, as cut by OpenAI's
# published vocabularies r50k_base (GPT-3), cl100k_base (GPT-4), o200k_base (GPT-4o).
LENGTHS = {
    "hamburger": ("333", "18", "45"),
    "pear": ("22", "4", "4"),
    " pear": ("5", "5", "5"),
    "strawberry": ("235", "325", "235"),
    "1234567": ("322", "331", "331"),
    "你好": ("2121", "33", "6"),
    "大语言模型": ("321111111111", "33333", "366"),
    "😀": ("31", "31", "4"),
    "I like language models.": ("15971", "15971", "15971"),
    "我喜欢语言模型。": ("21111111211111111113", "3212133333", "36663"),
}


def cut(text, lengths):
    """Cut the UTF-8 bytes of a text into tokens of the given lengths."""
    data, tokens = text.encode(), []
    for length in map(int, lengths):
        tokens.append(data[:length])
        data = data[length:]
    return tokens


def is_text(token):
    """Tell whether a token consists of whole characters."""
    return "\ufffd" not in token.decode(errors="replace")


def show(token):
    """Write a token as text (a space as ␣), or as hexadecimal bytes."""
    return token.decode().replace(" ", "␣") if is_text(token) else token.hex()


if __name__ == "__main__":
    print("Tokens in r50k / cl100k / o200k (hexadecimal: part of a character)")
    for text, rows in list(LENGTHS.items())[:8]:
        cuts = [" ".join(map(show, cut(text, row))) for row in rows]
        print(f"  {show(text.encode())}: {' / '.join(cuts)}")
    print("Characters, bytes; tokens (of which not whole characters)")
    for text, rows in LENGTHS.items():
        counts = []
        for tokens in (cut(text, row) for row in rows):
            assert b"".join(tokens).decode() == text
            parts = sum(not is_text(token) for token in tokens)
            counts.append(f"{len(tokens)} ({parts})" if parts else f"{len(tokens)}")
        size = f"{len(text)}, {len(text.encode())}"
        print(f"  {show(text.encode())}: {size}; {' / '.join(counts)}")
    for text in list(LENGTHS)[-2:]:
        ratios = [f"{len(text) / len(row):.1f}" for row in LENGTHS[text]]
        print(f"Characters per token, {text}: {' / '.join(ratios)}")
    print(f"GPT-2's vocabulary: {256:,} + {50_000:,} + {1} = {256 + 50_000 + 1:,}")
    print(f"Embedding matrix for d = 768: {50_257 * 768 / 1e6:.1f}M parameters")
