"""How others score a file, written after their published code.

For each submission both files are read by pandas, the rows of a split found by ``isin``,
both sides sorted and handed to scikit-learn. ``python -m benchmarks.scored.peers SOLUTION
SUBMISSION`` does it once, as a container for each submission does.
"""

import sys
from pathlib import Path

from benchmarks.scored.peak import peak_mib


def scores(solution: Path, submission: Path) -> list[float]:
    """Return the accuracy on the public and on the private rows."""
    import pandas as pd
    from sklearn.metrics import accuracy_score

    true, found = pd.read_csv(solution), pd.read_csv(submission)
    result = []
    for side in ("Public", "Private"):
        ids = true[true["Usage"] == side]["id"].to_numpy()
        a = true[true["id"].isin(ids)].sort_values("id").reset_index(drop=True)
        b = found[found["id"].isin(ids)].sort_values("id").reset_index(drop=True)
        result.append(float(accuracy_score(a[["label"]], b[["label"]])))
    return result


if __name__ == "__main__":
    print(*scores(Path(sys.argv[1]), Path(sys.argv[2])), peak_mib())
