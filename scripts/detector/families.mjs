// Which texts have a common origin: a text, its attacked versions and the machine texts on the same headline. Of a family, all or none are tested.

const WORD = /\p{L}{4,}/gu;

/** Cosine of the words two texts hold, weighted by rarity, from which they are of one family. The largest family then has some dozen texts. */
const RELATED = 0.3;

/** Words in a larger share of the texts say nothing of a common origin. */
const RARE = 0.01;

/** A number for each text, the same for texts that are related, also through others. */
export function familiesOf(texts) {
  const words = texts.map((t) => new Set(t.toLowerCase().match(WORD) ?? []));
  const holders = new Map();
  words.forEach((own, i) => { for (const w of own) holders.get(w)?.push(i) ?? holders.set(w, [i]); });
  const weight = (w) => Math.log(texts.length / holders.get(w).length) ** 2;
  const length = words.map((own) => Math.sqrt([...own].reduce((sum, w) => sum + weight(w), 0)));

  const parent = Int32Array.from(texts.keys());
  const root = (i) => { while (parent[i] !== i) i = parent[i] = parent[parent[i]]; return i; };
  const shared = new Float64Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const touched = [];
    for (const w of words[i]) {
      if (holders.get(w).length > RARE * texts.length) continue;
      for (const j of holders.get(w)) {
        if (j >= i) break;
        if (shared[j] === 0) touched.push(j);
        shared[j] += weight(w);
      }
    }
    for (const j of touched) {
      if (shared[j] >= RELATED * length[i] * length[j]) parent[root(i)] = root(j);
      shared[j] = 0;
    }
  }
  return Array.from(texts.keys(), root);
}
