/**
 * The scale from blue to yellow that looks the same with every kind of colour vision and grows evenly in lightness
 * (cividis: Nuñez, Anderton and Renslow 2018), by ten of its colours.
 */
export const CIVIDIS = [
  '#00204d',
  '#00336f',
  '#39486b',
  '#575c6d',
  '#707173',
  '#8a8779',
  '#a69d75',
  '#c4b56c',
  '#e4cf5b',
  '#ffea46',
] as const;

/** Its 256 steps as red, green, blue. */
export const CIVIDIS_STEPS: Uint8ClampedArray = steps();

function steps(): Uint8ClampedArray {
  const channel = (colour: string, c: number) => Number.parseInt(colour.slice(1 + 2 * c, 3 + 2 * c), 16);
  const table = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (CIVIDIS.length - 1);
    const low = Math.min(Math.floor(at), CIVIDIS.length - 2);
    for (let c = 0; c < 3; c++)
      table[i * 3 + c] = channel(CIVIDIS[low]!, c) * (1 - (at - low)) + channel(CIVIDIS[low + 1]!, c) * (at - low);
  }
  return table;
}
