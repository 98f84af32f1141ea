// Which domain a DetectRL text is of. Most of its machine texts and all attacked ones do not say; without it no domain could be left out whole.

const WORD = /\p{L}{3,}/gu;
const wordsOf = (text) => new Set(text.toLowerCase().match(WORD) ?? []);

/**
 * The domain of every row: the one it states, else the likeliest by naive Bayes (Bernoulli on the words a text holds, both classes together)
 * learned from the rows that state one.
 *
 * @param {{ text: string, domain?: string }[]} rows
 * @returns {string[]}
 */
export function inferDomains(rows) {
  const classify = naiveBayes(rows.filter((r) => r.domain));
  return rows.map((r) => r.domain ?? classify(r.text));
}

function naiveBayes(stated) {
  const domains = [...new Set(stated.map((r) => r.domain))].sort();
  const counts = new Map(),
    sizes = domains.map(() => 0);
  for (const r of stated) {
    const d = domains.indexOf(r.domain);
    sizes[d]++;
    for (const w of wordsOf(r.text)) {
      if (!counts.has(w))
        counts.set(
          w,
          domains.map(() => 0),
        );
      counts.get(w)[d]++;
    }
  }
  return (text) => {
    const score = domains.map(() => 0);
    for (const w of wordsOf(text))
      counts.get(w)?.forEach((n, d) => {
        score[d] += Math.log((n + 0.5) / (sizes[d] + 1));
      });
    return domains[score.indexOf(Math.max(...score))];
  };
}
