import fc from 'fast-check';

const SYLLABLES = 'ba ke lo mi nu ra te vo zi pa'.split(' ');

/** The n-th of 10,000 invented words, none of which has an ending. */
const inventedWord = (n: number) => [1000, 100, 10, 1].map((power) => SYLLABLES[Math.floor(n / power) % 10]).join('');

/** Texts of invented words, few of which are met twice. */
export const wordText = (minLength: number, maxLength: number) =>
  fc.array(fc.nat(9999).map(inventedWord), { minLength, maxLength });

/** Texts of six words in all combinations, which share and repeat much. */
export const repetitiveText = (maxLength: number) => fc.array(fc.nat(5).map(inventedWord), { maxLength });
