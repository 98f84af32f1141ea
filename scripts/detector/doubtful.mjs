// DetectRL's texts of two hands. It mixes sentences of its people's and its machines' texts and names the result after one of them, so that some of its people's texts hold sentences by a machine.

/** Words of a passage that does not come about twice by chance. */
const PASSAGE = 8;

/**
 * The people's texts that share a passage of eight words with a machine's of the same source: whose the passage is, nobody says.
 *
 * @param {{ text: string, label: string }[]} rows of one source
 * @returns {Set<object>} some of the rows
 */
export function doubtfulPeople(rows) {
  const byMachines = new Set(rows.filter((r) => r.label === 'ai').flatMap((r) => passagesOf(r.text)));
  return new Set(
    rows.filter((r) => r.label === 'human' && passagesOf(r.text).some((passage) => byMachines.has(passage))),
  );
}

/** Every passage of a text, as a number of 53 bits. */
function passagesOf(text) {
  const words = (text.toLowerCase().match(/\p{L}+/gu) ?? []).map(numberOf);
  return Array.from({ length: Math.max(0, words.length - PASSAGE + 1) }, (_, at) => {
    let [high, low] = [0x9e3779b9, 0x85ebca6b];
    for (let i = at; i < at + PASSAGE; i++) {
      high = Math.imul(high ^ words[i], 0x01000193) ^ (high >>> 15);
      low = Math.imul(low + words[i], 0xc2b2ae35) ^ (low >>> 13);
    }
    return (high >>> 11) * 2 ** 32 + (low >>> 0);
  });
}

function numberOf(word) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}
