"""Fits boosted trees (LightGBM) that tell machine from person by style, for scripts/detector/style.mjs.

Argument: a folder with features.f32 (rows × columns), labels.u8 and tasks.json {"columns", "tasks": [[{"name", "learn": file, "weights": file, "judge": file}, …], …]} whose files hold row numbers (i32) and
the weights of those that are learned (f64). Writes for each task t scores<t>.f64 (as many as rows; each row's by the last fit that judges it) and trees<t>.json (of the last fit). Deterministic.
"""

import json
import sys
from pathlib import Path

try:
    import lightgbm
    import numpy
except ImportError as error:
    sys.exit(f"{sys.executable} has no {error.name}. Install it (pip install lightgbm numpy), or name another Python in GHOSTWRITER_PYTHON.")

folder = Path(sys.argv[1])
work = json.loads((folder / "tasks.json").read_text())
features = numpy.fromfile(folder / "features.f32", numpy.float32).reshape(-1, work["columns"])
labels = numpy.fromfile(folder / "labels.u8", numpy.uint8)

SETTINGS = dict(
    objective="binary", learning_rate=0.075, num_leaves=15, min_data_in_leaf=200, max_bin=63, feature_fraction=0.4, bagging_fraction=0.6, bagging_freq=1, lambda_l2=10,
    verbose=-1, num_threads=2, seed=1, deterministic=True, force_row_wise=True,
)  # fmt: skip
TREES = 200


def digits(value: float) -> float:
    """Seven digits: more than the figures are good for, and a short file."""
    return float(f"{value:.7g}")


def flattened(model: lightgbm.Booster) -> dict:
    """The trees node by node, as the product reads them."""
    trees = {"roots": [], "feature": [], "threshold": [], "left": [], "right": [], "leaves": []}

    def add(node: dict) -> int:
        if "leaf_value" in node:
            trees["leaves"].append(digits(node["leaf_value"]))
            return -len(trees["leaves"])
        own = len(trees["feature"])
        trees["feature"].append(node["split_feature"])
        trees["threshold"].append(digits(node["threshold"]))
        trees["left"].append(0)
        trees["right"].append(0)
        trees["left"][own] = add(node["left_child"])
        trees["right"][own] = add(node["right_child"])
        return own

    for tree in model.dump_model()["tree_info"]:
        trees["roots"].append(add(tree["tree_structure"]))
    return trees


for number, fits in enumerate(work["tasks"]):
    scores = numpy.full(len(labels), numpy.nan)
    for fit in fits:
        learn = numpy.fromfile(folder / fit["learn"], numpy.int32)
        judge = numpy.fromfile(folder / fit["judge"], numpy.int32)
        weights = numpy.fromfile(folder / fit["weights"], numpy.float64)
        model = lightgbm.train(SETTINGS, lightgbm.Dataset(features[learn], labels[learn], weight=weights), TREES)
        scores[judge] = model.predict(features[judge], raw_score=True)
        print(f"trees: {fit['name']}", flush=True)
    scores.tofile(folder / f"scores{number}.f64")
    (folder / f"trees{number}.json").write_text(json.dumps(flattened(model)))
