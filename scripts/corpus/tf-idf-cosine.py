"""Cosines of TF-IDF vectors by scikit-learn. Reads {"texts": [...], "pairs": [[a, b], ...]} and writes one cosine for each pair."""
import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer

given = json.load(sys.stdin)
vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(given["texts"])
json.dump([float(vectors[a].multiply(vectors[b]).sum()) for a, b in given["pairs"]], sys.stdout)
