"""Proxy score against gold score: fitted curves, and best-of-n without sampling."""

import numpy as np


def rl_curve(alpha=1, beta=0.3):
    """Peak position, peak height and zero of R(d) = d * (alpha - beta * log d)."""
    return np.exp(alpha / beta - 1) * np.array([1, beta, np.e])


def bon_curve(alpha=1, beta=0.25):
    """Peak position, peak height and zero of R(d) = d * (alpha - beta * d)."""
    return alpha / (2 * beta), alpha**2 / (4 * beta), alpha / beta


def kl_bound(n):
    """Upper bound, in nats, on the KL of best-of-n; reached if no draw ever repeats."""
    return np.log(n) - (n - 1) / n


def gaussian(x):
    """Light-tailed density with variance 1."""
    return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


def student_t3(x):
    """Heavy-tailed density: Student's t, 3 degrees of freedom, scaled to variance 1."""
    return 2 / (np.pi * (1 + x * x) ** 2)


def scores(error, reach):
    """Grid of proxy = gold + error, mean gold at each score, CDF of the score."""
    gold = np.linspace(-8, 8, 401)
    proxy = np.sinh(np.linspace(-np.arcsinh(reach), np.arcsinh(reach), 4001))
    joint = error(proxy[:, None] - gold) * gaussian(gold)
    density = joint.sum(axis=1)
    cells = (density[1:] + density[:-1]) * np.diff(proxy)
    return proxy, joint @ gold / density, np.append(0, cells.cumsum()) / cells.sum()


def best_of_n(n, proxy, mean_gold, cdf):
    """Mean proxy and gold of the highest proxy of n; diff: its chance in each cell."""
    return [np.diff(cdf**n) @ (x[1:] + x[:-1]) / 2 for x in (proxy, mean_gold)]


TABLES = scores(gaussian, 12), scores(student_t3, 1e4)

if __name__ == "__main__":
    print("gold curve, alpha = 1    peak d  peak R  zero at d")
    print("RL, beta = 0.3       {:10.2f}{:8.3f}{:11.2f}".format(*rl_curve()))
    print("best-of-n, beta = 0.25{:9.2f}{:8.3f}{:11.2f}".format(*bon_curve()))
    print("KL of 4 nats: n =", min(range(1, 999), key=lambda n: abs(kl_bound(n) - 4)))
    print("\n    n  KL bound  Gaussian: proxy   gold  heavy tail: proxy   gold")
    for n in 4, 16, 64, 256, 1024, 16384:
        row = kl_bound(n), *best_of_n(n, *TABLES[0]), *best_of_n(n, *TABLES[1])
        print("{:5}{:10.3f}{:17.2f}{:7.3f}{:19.2f}{:7.3f}".format(n, *row))
    for x in 3, 8:
        gold = [np.interp(x, *table[:2]) for table in TABLES]
        print("mean gold at score {}:{:19.3f}{:26.3f}".format(x, *gold))
