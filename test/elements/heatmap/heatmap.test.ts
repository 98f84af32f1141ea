import { beforeEach, expect, test } from 'vitest';
import { GwHeatmap } from '../../../src/webview/heatmap/heatmap.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { sampleReport } from '../fixtures/states.ts';
import { deep, mountWith, press, settled, text } from '../mount.ts';
import { applyTheme } from '../themes/apply-theme.ts';

const EDGE = 10;
const { order, matrix } = sampleReport.similarity;
let map: GwHeatmap;
beforeEach(async () => {
  applyTheme('dark-modern');
  map = await mountWith(new GwHeatmap(), sampleReport);
});

const canvas = () => deep<HTMLCanvasElement>(map, 'canvas')[0]!;
const plot = () => deep(map, '[role=application]')[0]!;
const said = () => text(deep(map, '[role=status]')[0]);
/** Colour in the middle of a cell, as red, green, blue, opacity. */
function colourAt(row: number, column: number, cells = order.length): number[] {
  const cell = (canvas().clientWidth - EDGE) / cells;
  const at = (i: number) => Math.floor((EDGE + (i + 0.5) * cell) * devicePixelRatio);
  return [...canvas().getContext('2d')!.getImageData(at(column), at(row), 1, 1).data];
}
function pointer(type: string, row: number, column: number): void {
  const { left, top } = canvas().getBoundingClientRect();
  const cell = (canvas().clientWidth - EDGE) / order.length;
  const at = (i: number) => EDGE + (i + 0.5) * cell;
  canvas().dispatchEvent(new PointerEvent(type, { clientX: left + at(column), clientY: top + at(row), bubbles: true }));
}

test('is square and as sharp as the screen', () => {
  expect(canvas().clientWidth).toBe(canvas().clientHeight);
  expect(canvas().width).toBe(Math.round(canvas().clientWidth * devicePixelRatio));
});

test('paints the diagonal in the yellow of the scale’s end', () => {
  expect(colourAt(3, 3)).toEqual([255, 234, 70, 255]);
});

test('paints an unlike pair in a blue', () => {
  const [row, column] = [0, order.length - 1];
  const [red, , blue] = colourAt(row, column);
  expect(matrix![row]![column]!).toBeLessThan(0.3);
  expect(blue!).toBeGreaterThan(red!);
});

test('leaves out what lies below the threshold', async () => {
  map.store.update({ threshold: 0.9 });
  await settled(map);
  expect(colourAt(0, order.length - 1)).toEqual(colourAt(2, order.length - 1));
  expect(colourAt(3, 3)).toEqual([255, 234, 70, 255]);
});

test('dims what the filter leaves out', async () => {
  map.store.update({ cluster: 0 });
  await settled(map);
  const last = order.length - 1;
  expect(colourAt(last, last)).not.toEqual([255, 234, 70, 255]);
  expect(colourAt(0, 0)).toEqual([255, 234, 70, 255]);
});

test('is drawn again in the colours of another theme', async () => {
  map.store.update({ threshold: 1 });
  await settled(map);
  const dark = colourAt(0, order.length - 1);
  applyTheme('light-modern');
  await settled(map);
  expect(colourAt(0, order.length - 1)).not.toEqual(dark);
});

test('reads a cell out under the pointer', async () => {
  pointer('pointermove', 0, 1);
  await settled(map);
  expect(text(deep(map, '.readout')[0])).toContain(`${matrix![0]![1]!.toFixed(2)} similar`);
});

test('a press selects the pair, a second one lets go', () => {
  pointer('click', 0, 1);
  expect(map.store.state.pair).toEqual([order[0], order[1]]);
  pointer('click', 0, 1);
  expect(map.store.state.pair).toBeUndefined();
});

test('a press on the diagonal selects the document', () => {
  pointer('click', 2, 2);
  expect(map.store.state.document).toBe(order[2]);
});

test('arrow keys move a cursor that is announced, Enter selects its pair', async () => {
  press(plot(), 'ArrowRight');
  await settled(map);
  const path = (id: string) => sampleReport.documents.find((d) => d.id === id)!.path;
  expect(said()).toBe(`${path(order[0]!)} × ${path(order[1]!)}: ${matrix![0]![1]!.toFixed(2)} similar`);
  press(plot(), 'Enter');
  expect(map.store.state.pair).toEqual([order[0], order[1]]);
});

test('End goes to the last column and no further', () => {
  press(plot(), 'End');
  press(plot(), 'ArrowRight');
  press(plot(), 'Enter');
  expect(map.store.state.pair).toEqual([order[0], order.at(-1)]);
});

test('reads blocks of a large batch by mean and maximum', async () => {
  map = await mountWith(new GwHeatmap(), generateReport(1000));
  press(plot(), 'ArrowDown');
  await settled(map);
  expect(said()).toMatch(/and \d+ more × .* similar on average, at most \d\.\d\d$/);
});

test('keeps its place while there is nothing to compare', async () => {
  const size = canvas().clientWidth;
  map = await mountWith(new GwHeatmap(), generateReport(1));
  map.waiting = 'Nothing to compare.';
  await settled(map);
  const placeholder = deep(map, '.placeholder')[0]!;
  expect(text(placeholder)).toBe('Nothing to compare.');
  expect(Math.abs(placeholder.offsetHeight - size)).toBeLessThan(40);
});

test('plus looks closer at the cursor, and what is there keeps its colour', async () => {
  plot().focus();
  for (let i = 0; i < 3; i++) press(plot(), 'ArrowDown');
  await settled(map);
  press(plot(), '+');
  await settled(map);
  press(plot(), '+');
  await settled(map);
  // At least eight documents are seen; (3, 0) keeps its place in them.
  const seen = Math.max(8, order.length / 4);
  const cell = (canvas().clientWidth - EDGE) / seen;
  const { left, top } = canvas().getBoundingClientRect();
  const found = new Set<string>();
  for (let row = 0; row < 7; row++) {
    canvas().dispatchEvent(
      new PointerEvent('pointermove', {
        clientX: left + EDGE + cell / 2,
        clientY: top + EDGE + (row + 0.5) * cell,
        bubbles: true,
      }),
    );
    await settled(map);
    found.add(text(deep(map, '.readout')[0]));
  }
  expect([...found].some((said) => said.includes(sampleReport.documents.find((d) => d.id === order[3])!.path))).toBe(
    true,
  );
  press(plot(), '0');
  await settled(map);
  expect(colourAt(3, 3)).toEqual([255, 234, 70, 255]);
});

test('a large batch shows single pairs when looked at closely', async () => {
  const report = generateReport(1000);
  map = await mountWith(new GwHeatmap(), report);
  press(plot(), 'ArrowDown');
  for (let i = 0; i < 3; i++) press(plot(), '+');
  await settled(map);
  press(plot(), 'ArrowDown');
  await settled(map);
  expect(said()).not.toMatch(/more/);
  expect(said()).toMatch(
    /^class-.*txt × class-.*txt: (0\.\d\d similar|not among the strongest pairs; 0\.\d\d on average around it)$/,
  );
  press(plot(), '0');
  await settled(map);
  expect(said()).toMatch(/and \d+ more ×/);
});

test('the cursor takes the window with it', async () => {
  for (let i = 0; i < 4; i++) press(plot(), '+');
  press(plot(), 'End');
  press(plot(), 'Enter');
  await settled(map);
  expect(map.store.state.pair).toEqual([order[0], order.at(-1)]);
  const { right, top } = canvas().getBoundingClientRect();
  canvas().dispatchEvent(
    new PointerEvent('pointermove', { clientX: right - 3, clientY: top + EDGE + 3, bubbles: true }),
  );
  await settled(map);
  const path = (id: string | undefined) => sampleReport.documents.find((d) => d.id === id)!.path;
  expect(text(deep(map, '.readout')[0])).toContain(`${path(order[0])}×${path(order.at(-1))}`);
});
