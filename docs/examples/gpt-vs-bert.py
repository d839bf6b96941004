"""Sizes and training data of BERT and GPT, from their published settings."""

# name: layers, width d, vocabulary, positions, segments, pooler (BERT), last norm (GPT)
MODELS = {
    "GPT-3": (96, 12_288, 50_257, 2048, 0, False, True),
    "BERT-large": (24, 1024, 30_522, 512, 2, True, False),
    "BERT-base": (12, 768, 30_522, 512, 2, True, False),
    "GPT-2 small": (12, 768, 50_257, 1024, 0, False, True),
}
WORDS = 3.3e9  # BooksCorpus and English Wikipedia, the data of BERT
STEPS, BATCH = 1_000_000, 256  # sequences per step in BERT's pre-training
BERT_GB, CRAWL_GB = 16, 570  # BERT's text; Common Crawl for GPT-3, after filtering


def layer(d):
    """One Transformer layer with a 4d feed-forward part, biases and two norms."""
    attention = 4 * (d * d + d)
    feed_forward = (d * 4 * d + 4 * d) + (4 * d * d + d)
    return attention + feed_forward + 2 * 2 * d


def parameters(layers, d, vocabulary, positions, segments, pooler, last_norm):
    """All parameters; the output layer shares the token embeddings."""
    embeddings = (vocabulary + positions + segments) * d
    embedding_norm = 2 * d if segments else 0
    return (
        embeddings
        + embedding_norm
        + layers * layer(d)
        + (d * d + d if pooler else 0)
        + (2 * d if last_norm else 0)
    )


def token_slots(schedule):
    """Positions processed: share of the steps times sequence length."""
    return sum(share * STEPS * BATCH * length for share, length in schedule)


if __name__ == "__main__":
    for name, settings in MODELS.items():
        print(f"{name}: {parameters(*settings):,} parameters")
    print(f"  12 layers of width 768, in each of these two: {12 * layer(768):,}")
    gpt3, large = parameters(*MODELS["GPT-3"]), parameters(*MODELS["BERT-large"])
    print(f"GPT-3: {gpt3 / 1e9:.1f}B, {gpt3 / large:.0f} times BERT-large")
    print(f"  12 L d^2: {12 * 96 * 12_288**2 / 1e9:.1f}B")
    for name, schedule in [
        ("512 throughout", [(1.0, 512)]),
        ("90% at 128", [(0.9, 128), (0.1, 512)]),
    ]:
        slots = token_slots(schedule)
        print(f"BERT, {name}: {slots / 1e9:.1f}B slots, {slots / WORDS:.1f} passes")
    print(f"  predicted: {0.15 * slots / 1e9:.1f}B of {slots / 1e9:.1f}B")
    print(f"GPT-3, 300B tokens: {300e9 / slots:.0f} times as many slots")
    print(f"Filtered Common Crawl / BERT's text: {CRAWL_GB / BERT_GB:.0f} times")
    print(f"  60% of 300B tokens from its 410B: {0.60 * 300e9 / 410e9:.2f} passes")
