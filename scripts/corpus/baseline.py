"""What one would otherwise use: scikit-learn's TF-IDF (with a truncated SVD) and k-means, and TF-IDF cosine. JSON on stdin: {"batches": [{"texts", "k", "otherLanguage"}], "pairs": [[a, b]]}; JSON on stdout."""
import json
import sys

from sklearn import __version__
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import normalize

TRIED = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80]


def kmeans(x, k, starts):
    return KMeans(n_clusters=k, n_init=starts, random_state=1).fit_predict(x)


def vectorizer():
    return TfidfVectorizer(sublinear_tf=True, stop_words="english")


def clustered(texts, k):
    tfidf = vectorizer().fit_transform(texts)
    rank = min(100, tfidf.shape[1] - 1, len(texts) - 1)
    svd = normalize(TruncatedSVD(rank, random_state=1).fit_transform(tfidf))
    most = 1.5 * len(texts) ** 0.5
    found = {t: kmeans(svd, t, 1) for t in TRIED if t <= most}
    chosen = max(found, key=lambda t: silhouette_score(svd, found[t], sample_size=min(1000, len(texts)), random_state=1) if len(set(found[t])) > 1 else -1)
    return {"tfidf": kmeans(tfidf, k, 3).tolist(), "svd": kmeans(svd, k, 3).tolist(), "chosen": found[chosen].tolist()}


def in_other_language(texts, k):
    def by_svd(vectorizer):
        tfidf = vectorizer.fit_transform(texts)
        rank = min(100, tfidf.shape[1] - 1, len(texts) - 1)
        return kmeans(normalize(TruncatedSVD(rank, random_state=1).fit_transform(tfidf)), k, 3).tolist()

    return {
        "words": by_svd(TfidfVectorizer(sublinear_tf=True)),
        "characters": by_svd(TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5))),
    }


given = json.load(sys.stdin)
left = vectorizer().fit([text for pair in given["pairs"] for text in pair]) if given["pairs"] else None
print(json.dumps({
    "version": __version__,
    "batches": [(in_other_language if b.get("otherLanguage") else clustered)(b["texts"], b["k"]) for b in given["batches"]],
    "cosines": [float(v) for v in left.transform([a for a, _ in given["pairs"]]).multiply(left.transform([b for _, b in given["pairs"]])).sum(axis=1)] if left else [],
}))
