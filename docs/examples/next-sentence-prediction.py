"""Next-sentence prediction: make the pairs, and solve them by topic alone."""

import math
import random

TEXTS = (  # made up: three documents, a slash between sentences
    "boil water for the pasta / add the pasta and some salt / "
    "drain the pasta after nine minutes / serve the pasta with tomato sauce",
    "penguins are birds that cannot fly / most penguins live in large colonies / "
    "young penguins hatch in winter / then penguins return to the sea",
    "the night train leaves at ten / the train crosses large mountains / "
    "breakfast is served at seven / the train reaches the sea at noon",
)
DOCUMENTS = [text.split(" / ") for text in TEXTS]
NEXT = [(d[i], d[i + 1]) for d in DOCUMENTS for i in range(len(d) - 1)]
OTHER = [(a, b) for d in DOCUMENTS for e in DOCUMENTS if d != e for a in d for b in e]
SAME = [(d[i], d[j]) for d in DOCUMENTS for i in range(4) for j in range(i + 2, 4)]
SWAPPED = [(b, a) for a, b in NEXT]


def sample(rng):
    """Draw one training pair with its label, as in BERT: half of them IsNext."""
    is_next = rng.random() < 0.5
    return (*rng.choice(NEXT if is_next else OTHER), is_next)


def same_topic(a, b):
    """Guess IsNext if the sentences share a word of four letters or more."""
    return any(len(word) > 3 for word in set(a.split()) & set(b.split()))


def accuracy(negatives):
    """Accuracy of that guess with equal weight on NEXT and on the negatives."""
    found = sum(same_topic(a, b) for a, b in NEXT) / len(NEXT)
    fooled = sum(same_topic(a, b) for a, b in negatives) / len(negatives)
    return (found + 1 - fooled) / 2


if __name__ == "__main__":
    a, b, is_next = sample(random.Random(0))
    print(f"[CLS] {a} [SEP] {b} [SEP]", "IsNext" if is_next else "NotNext")
    print("Segments:", *[0] * (len(a.split()) + 2), *[1] * (len(b.split()) + 1))
    print(f"Loss of a coin toss: {math.log(2):.3f} nats")
    p = 0.975
    loss = -p * math.log(p) - (1 - p) * math.log(1 - p)
    print(f"  right and sure in {p:.1%} of cases: {loss:.3f} nats")
    print(f"One chunk in ten holds a single sentence: {0.1 + 0.9 / 2:.0%} NotNext")
    print("Accuracy of asking only whether the topic is the same:")
    print(f"  NSP, other document: {accuracy(OTHER):.1%}")
    print(f"  same document, not adjacent: {accuracy(SAME):.1%}")
    print(f"  SOP, order swapped: {accuracy(SWAPPED):.1%}")
