"""Scores texts by what others do offline: TF-IDF of words and pairs with logistic regression (scikit-learn), and is-it-slop and lmscan as they are published on PyPI.

One JSON object a line in: first {"text", "ai", "fold"} to learn from, then, after an empty line, {"text", "fold"} to judge. For each of the latter {"peer": score} out, in order, and a last line that names the versions.
A text is judged by a regression that has learned from nothing of its fold. What is not installed, or cannot be loaded, is left out and said on standard error.
"""

import json
import sys
from importlib.metadata import version

BASELINE = "TF-IDF + logistic regression"

learned, judged = [], []
rows = learned
for line in sys.stdin:
    if line.strip():
        rows.append(json.loads(line))
    else:
        rows = judged
texts = [row["text"] for row in judged]


def by_regression() -> list[float]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    scores = [0.0] * len(judged)
    for fold in sorted({row["fold"] for row in judged}):
        others = [row for row in learned if row["fold"] != fold]
        places = [i for i, row in enumerate(judged) if row["fold"] == fold]
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear").fit(words.fit_transform([row["text"] for row in others]), [row["ai"] for row in others])
        for place, score in zip(places, model.decision_function(words.transform([texts[i] for i in places]))):
            scores[place] = float(score)
    return scores


def by_slop() -> list[float]:
    import is_it_slop

    return [is_it_slop.predict(text).ai_probability for text in texts]


def by_lmscan() -> list[float]:
    import lmscan

    return [lmscan.scan(text).ai_probability for text in texts]


scores, versions = {}, {}
for name, package, score in [(BASELINE, "scikit-learn", by_regression), ("is-it-slop", "is-it-slop", by_slop), ("lmscan", "lmscan", by_lmscan)]:
    try:
        scores[name] = score()
        versions[name] = version(package)
    except Exception as error:  # a missing package, or a library of the system that is too old
        print(f"{name}: {error}", file=sys.stderr)

for i in range(len(judged)):
    print(json.dumps({name: own[i] for name, own in scores.items()}))
print(json.dumps(versions))
