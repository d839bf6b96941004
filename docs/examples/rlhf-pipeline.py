"""The arithmetic of RLHF: pairwise loss, rewards, PPO clip, and its alternatives."""

from math import comb

import numpy as np

MARGINS = 1, 0, -1  # score of the preferred answer minus that of the other
LOG_RATIOS = np.array([2.0, 1.0, 2.0])  # log(pi_old / pi_ref) of each token
VALUES = np.array([1.5, 1.6, 1.8, 0.0])  # value before each token, and at the end
REF = np.array([0.4, 0.3, 0.2, 0.1])  # toy: four answers, from worst to best
SCORE = np.array([0.0, 1.0, 2.0, 3.0])  # ... and their rewards


def win(margin):
    """Bradley-Terry: probability that the answer ahead by this margin is preferred."""
    return 1 / (1 + np.exp(-margin))


def token_rewards(score, log_ratios, beta):
    """KL penalty on every token; the reward model's score on the last one only."""
    return -beta * log_ratios + score * (np.arange(len(log_ratios))[::-1] == 0)


def advantages(rewards, values, lam):
    """GAE without discount: the errors R + V(next) - V, summed from the end."""
    total, out = 0.0, []
    for delta in (rewards + np.diff(values))[::-1]:
        total = delta + lam * total
        out.append(total)
    return out[::-1]


def clipped(ratio, advantage, eps=0.2):
    """PPO's objective for one token."""
    return min(ratio * advantage, np.clip(ratio, 1 - eps, 1 + eps) * advantage)


if __name__ == "__main__":
    print(f"pairs: K = 4 gives {comb(4, 2)}, K = 9 gives {comb(9, 2)}")
    for m in MARGINS:
        print(f"margin {m:2}: P(win) {win(m):.4f}, loss {-np.log(win(m)):.4f}")
    rewards = token_rewards(2.0, LOG_RATIOS, beta=0.02)
    print("rewards:", *(f"{r:.2f}" for r in rewards), f"sum {rewards.sum():.2f}")
    print("advantages:", *(f"{a:.3f}" for a in advantages(rewards, VALUES, lam=0.95)))
    for ratio, adv in (1.5, 1), (0.5, 1), (0.5, -1), (1.5, -1):
        print(f"clip: rho {ratio}, A {adv:2} -> {clipped(ratio, adv):.1f}")
    print(f"DPO, beta 0.1, log ratios 2 and -1: {-np.log(win(0.1 * (2 + 1))):.4f}")
    group = np.array([1.0, 0, 0, 0])
    print("GRPO:", *(f"{a:.3f}" for a in (group - group.mean()) / group.std()))
    tilted, best_of_4 = REF * np.exp(SCORE), np.diff([0, *REF.cumsum() ** 4])
    for name, p in (
        ("RL optimum, beta 1", tilted / tilted.sum()),
        ("best of 4", best_of_4),
    ):
        print(f"{name}: reward {p @ SCORE:.3f}, KL {p @ np.log(p / REF):.3f} nats")
    print(f"bound on the latter KL: {np.log(4) - 3 / 4:.3f} nats")
