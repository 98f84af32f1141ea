"""Fits boosted trees (LightGBM) that tell machine from person by style, for scripts/detector/style.mjs.

Argument: a folder with features.f32 (rows × columns), labels.u8, weights.f64 and task.json {"columns", "fits": [{"learn": file, "judge": file}, …]} whose files hold row numbers (i32).
Writes scores.f64 (as many as rows; each row's by the last fit that judges it) and trees.json (of the last fit). Deterministic.
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
task = json.loads((folder / "task.json").read_text())
features = numpy.fromfile(folder / "features.f32", numpy.float32).reshape(-1, task["columns"])
labels = numpy.fromfile(folder / "labels.u8", numpy.uint8)
scores = numpy.full(len(labels), numpy.nan)

SETTINGS = dict(
    objective="binary", learning_rate=0.05, num_leaves=15, min_data_in_leaf=200, feature_fraction=0.4, bagging_fraction=0.6, bagging_freq=1, lambda_l2=10,
    verbose=-1, num_threads=2, seed=1, deterministic=True, force_row_wise=True,
)  # fmt: skip
TREES = 300

for fit in task["fits"]:
    learn = numpy.fromfile(folder / fit["learn"], numpy.int32)
    judge = numpy.fromfile(folder / fit["judge"], numpy.int32)
    weights = numpy.fromfile(folder / fit["weights"], numpy.float64)
    model = lightgbm.train(SETTINGS, lightgbm.Dataset(features[learn], labels[learn], weight=weights), TREES)
    scores[judge] = model.predict(features[judge], raw_score=True)
    print(f"trees: {fit['name']}", flush=True)

trees = {"roots": [], "feature": [], "threshold": [], "left": [], "right": [], "leaves": []}


def digits(value: float) -> float:
    """Seven digits: more than the figures are good for, and a short file."""
    return float(f"{value:.7g}")


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
scores.tofile(folder / "scores.f64")
(folder / "trees.json").write_text(json.dumps(trees))
