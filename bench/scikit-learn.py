# What a data scientist would write with scikit-learn for the same questions, and its parts for comparison. Debian: apt-get install python3-sklearn.
#   python3 bench/scikit-learn.py whole FOLDER | k-means ROWS WIDTH K FILE | neighbours ROWS WIDTH FILE | silhouette ROWS WIDTH K FILE
# Prints one JSON object; times in milliseconds, without the start of Python and the reading of FILE (float32, then labels as int32).
import json, pathlib, sys, time
import numpy as np


def timed(work):
    start = time.perf_counter()
    value = work()
    return value, (time.perf_counter() - start) * 1000


def rows(name, n, width):
    data = np.fromfile(name, dtype=np.float32, count=n * width).reshape(n, width)
    return data, np.fromfile(name, dtype=np.int32, offset=4 * n * width)


def whole(folder):
    """Folder to results: TF-IDF, SVD, k-means with chosen k, ten nearest neighbours, a classifier's probabilities."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import silhouette_score
    from sklearn.neighbors import NearestNeighbors
    from sklearn.preprocessing import normalize
    texts = [p.read_text(encoding='utf-8') for p in sorted(pathlib.Path(folder).rglob('*.txt'))]
    tfidf = TfidfVectorizer(sublinear_tf=True, stop_words='english').fit_transform(texts)
    space = normalize(TruncatedSVD(100, random_state=1).fit_transform(tfidf))
    sample = space[:: max(1, len(texts) // 1200)]
    tried = [k for k in (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80) if k <= 1.5 * len(texts) ** 0.5]
    scores = {k: silhouette_score(sample, KMeans(k, n_init=3, random_state=1).fit_predict(sample)) for k in tried}
    best = max(scores.values())
    k = next(k for k in tried if scores[k] >= 0.9 * best)
    KMeans(k, n_init=3, random_state=1).fit(space)
    NearestNeighbors(n_neighbors=11, metric='cosine', algorithm='brute').fit(tfidf).kneighbors(tfidf)
    # The shape of a detector: words and pairs of words, trained on a part, probabilities for all.
    grams = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(texts)
    part = np.arange(len(texts)) % 5 == 0
    LogisticRegression(max_iter=200).fit(grams[part], (np.arange(len(texts)) // 5 % 2)[part]).predict_proba(grams)
    return k


def main(task, *args):
    if task == 'whole':
        k, ms = timed(lambda: whole(args[0]))
        return {'ms': ms, 'k': k}
    n, width = int(args[0]), int(args[1])
    data, labels = rows(args[-1], n, width)
    if task == 'k-means':
        from sklearn.cluster import KMeans
        # Warm: the first call loads libraries.
        KMeans(2, n_init=1).fit(data[:100])
        model, ms = timed(lambda: KMeans(int(args[2]), n_init=1, random_state=1).fit(data))
        return {'ms': ms, 'inertia': float(model.inertia_)}
    if task == 'neighbours':
        from sklearn.neighbors import NearestNeighbors
        NearestNeighbors(n_neighbors=11, metric='cosine', algorithm='brute').fit(data[:1000]).kneighbors(data[:1000])
        _, ms = timed(lambda: NearestNeighbors(n_neighbors=11, metric='cosine', algorithm='brute').fit(data).kneighbors(data))
        return {'ms': ms}
    if task == 'silhouette':
        from sklearn.metrics import silhouette_score
        silhouette_score(data[:200], labels[:200], metric='sqeuclidean')
        score, ms = timed(lambda: silhouette_score(data, labels, metric='sqeuclidean'))
        return {'ms': ms, 'score': float(score)}
    raise SystemExit(f'unknown task {task}')


print(json.dumps(main(*sys.argv[1:])))
