// Words of two readings of one file, compared as bags: their order is another matter.

/** Words as anybody would count them: letters and digits in a row, without their case, and each character of scripts without blanks. What a line's end cut is whole in both readings. */
export function wordsOf(text) {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
      .match(
        /[\p{sc=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu,
      ) ?? []
  );
}

/** { recall, precision, missing, extra } of words against those of a reference. */
export function compareWords(words, reference) {
  const counts = new Map();
  for (const word of reference) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  const extra = [];
  for (const word of words) {
    const left = counts.get(word) ?? 0;
    if (left > 0) {
      counts.set(word, left - 1);
      common++;
    } else extra.push(word);
  }
  const missing = [...counts].flatMap(([word, left]) => Array(left).fill(word));
  return {
    recall: reference.length === 0 ? 1 : common / reference.length,
    precision: words.length === 0 ? (reference.length === 0 ? 1 : 0) : common / words.length,
    missing,
    extra,
  };
}
