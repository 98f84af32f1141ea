import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { GwMap } from '../../../src/webview/map/map.ts';
import { PointGrid } from '../../../src/webview/map/grid.ts';
import { markOf } from '../../../src/webview/map/marks.ts';
import { pointsOf, WHOLE } from '../../../src/webview/map/points.ts';
import { Batch } from '../../../src/webview/batch.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { mountWith, press, settled, text } from '../mount.ts';

const report = generateReport(60);
const plotOf = (map: GwMap) => map.renderRoot.querySelector<HTMLElement>('.plot')!;
const canvasOf = (map: GwMap) => map.renderRoot.querySelector('canvas')!;
const document_ = (id: string) => report.documents.find((d) => d.id === id)!;

let map: GwMap;
beforeEach(async () => {
  map = await mountWith(new GwMap(), report);
});

/** Where a place of the whole map is on the page. */
function at(x: number, y: number): { clientX: number; clientY: number } {
  const { left, top, width } = canvasOf(map).getBoundingClientRect();
  const share = (v: number) => (v - WHOLE.x) / WHOLE.side;
  return { clientX: left + share(x) * width, clientY: top + share(y) * width };
}
function point(type: string, x: number, y: number, init: PointerEventInit = {}): void {
  canvasOf(map).dispatchEvent(new PointerEvent(type, { ...at(x, y), button: 0, pointerId: 1, bubbles: true, ...init }));
}
// A made-up pointer cannot be captured.
HTMLElement.prototype.setPointerCapture = () => undefined;
function click(id: string, init: PointerEventInit = {}): void {
  const { x, y } = document_(id);
  point('pointerdown', x!, y!, init);
  point('pointerup', x!, y!, init);
}
function drag(path: readonly (readonly [number, number])[], init: PointerEventInit = {}): void {
  point('pointerdown', ...path[0]!, init);
  for (const [x, y] of path.slice(1)) point('pointermove', x, y, init);
  point('pointerup', ...path.at(-1)!, init);
}

test('every analysed document is a point of its cluster’s colour', async () => {
  await settled(map);
  const context = canvasOf(map).getContext('2d')!;
  const ground = context.getImageData(1, 1, 1, 1).data;
  const analysed = report.documents.filter((d) => d.status === 'analyzed');
  const painted = analysed.filter(({ x, y }) => {
    const size = canvasOf(map).width;
    const pixel = (v: number) => Math.round(((v - WHOLE.x) / WHOLE.side) * size);
    return context.getImageData(pixel(x!), pixel(y!), 1, 1).data.some((v, i) => Math.abs(v - ground[i]!) > 16);
  });
  expect(painted.length).toBe(analysed.length);
});

test('a press selects the document, another lets it go', () => {
  click('d03');
  expect(map.store.state.document).toBe('d03');
  click('d03');
  expect(map.store.state.document).toBeUndefined();
});

test('with Ctrl presses gather documents', () => {
  click('d03');
  click('d10', { ctrlKey: true });
  click('d20', { ctrlKey: true });
  expect(map.store.state.marked).toEqual(['d03', 'd10', 'd20']);
  click('d10', { ctrlKey: true });
  expect(map.store.state.marked).toEqual(['d03', 'd20']);
});

test('a lasso selects what it encloses, and only what the filters show', async () => {
  const box = [
    [0.7, 0.3],
    [1, 0.3],
    [1, 0.7],
    [0.7, 0.7],
  ] as const;
  const inside = report.documents
    .filter((d) => d.x !== undefined && d.x > 0.7 && d.y! > 0.3 && d.y! < 0.7)
    .map((d) => d.id);
  expect(inside.length).toBeGreaterThan(5);
  drag(box, { shiftKey: true });
  expect(map.store.state.marked).toEqual(inside);
  map.store.update({ confidence: 'low' });
  await settled(map);
  drag(box, { shiftKey: true });
  expect(map.store.selected).toEqual(inside.filter((id) => document_(id).confidence === 'low'));
});

test('the lasso’s button makes dragging select, once', async () => {
  const lasso = [...map.renderRoot.querySelectorAll<HTMLButtonElement>('.tools button')].find(
    (b) => text(b) === 'Lasso',
  )!;
  lasso.click();
  await settled(map);
  expect(lasso.getAttribute('aria-pressed')).toBe('true');
  drag([
    [0.7, 0.3],
    [1, 0.3],
    [1, 0.7],
    [0.7, 0.7],
  ]);
  await settled(map);
  expect(map.store.state.marked?.length).toBeGreaterThan(5);
  expect(lasso.getAttribute('aria-pressed')).toBe('false');
});

test('pointing reads a document out', async () => {
  const { x, y, path } = document_('d03');
  point('pointermove', x!, y!);
  await settled(map);
  expect(text(map.renderRoot.querySelector('.readout'))).toContain(path);
});

test('arrow keys move to the next document in their direction, Enter selects it, Space adds it', async () => {
  const plot = plotOf(map);
  plot.focus();
  await settled(map);
  const places = new Set<string>();
  for (let i = 0; i < 4; i++) {
    press(plot, 'ArrowDown');
    await settled(map);
    places.add(text(map.renderRoot.querySelector('[role=status]')));
  }
  expect(places.size).toBeGreaterThan(1);
  press(plot, 'Enter');
  const first = map.store.state.document!;
  const y = document_(first).y!;
  press(plot, 'ArrowUp');
  press(plot, ' ');
  const [, second] = map.store.state.marked!;
  expect(document_(second!).y!).toBeLessThan(y);
});

test('every point can be reached by the arrow keys', () => {
  const points = pointsOf(new Batch(report))!;
  const grid = new PointGrid(points);
  const seen = new Set([0]);
  const open = [0];
  for (let i = open.pop(); i !== undefined; i = open.pop())
    for (const [dx, dy] of [
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0],
    ] as const) {
      const next = grid.next(i, dx, dy, () => true);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  expect(seen.size).toBe(points.documents.length);
});

test('the grid finds the same point as a look at all of them', () => {
  const points = pointsOf(new Batch(generateReport(1000)))!;
  const grid = new PointGrid(points);
  for (let k = 0; k < 300; k++) {
    const [x, y] = [(k * 0.618) % 1, (k * 0.755) % 1];
    const distance = (i: number) => Math.hypot(points.x[i]! - x, points.y[i]! - y);
    const nearest = [...points.documents.keys()].reduce((a, b) => (distance(b) < distance(a) ? b : a));
    const found = grid.nearest(x, y, 0.05, () => true);
    if (distance(nearest) > 0.05) expect(found).toBeUndefined();
    else expect(distance(found!)).toBe(distance(nearest));
  }
});

test('plus looks closer at the cursor, nought at the whole map again', async () => {
  const plot = plotOf(map);
  click('d03');
  map.store.select({});
  plot.focus();
  for (let i = 0; i < 8; i++) press(plot, '+');
  await settled(map);
  // Now d03's mark alone fills the middle: far from where it was on the whole map there is no other.
  const { x, y } = document_('d20');
  point('pointerdown', x!, y!);
  point('pointerup', x!, y!);
  expect(map.store.state.document).not.toBe('d20');
  press(plot, '0');
  await settled(map);
  click('d20');
  expect(map.store.state.document).toBe('d20');
});

test('what is selected elsewhere comes into view', async () => {
  const plot = plotOf(map);
  click('d03');
  plot.focus();
  for (let i = 0; i < 8; i++) press(plot, '+');
  await settled(map);
  map.store.select({ document: 'd20' });
  await settled(map);
  // Its ring is drawn: somewhere on the canvas there is the text's colour.
  const { width } = canvasOf(map);
  const { data } = canvasOf(map).getContext('2d')!.getImageData(0, 0, width, width);
  const ink = 0xcc;
  expect(data.some((v, i) => i % 4 === 0 && v === ink && data[i + 1] === ink && data[i + 2] === ink)).toBe(true);
});

test('the clusters stand in a table too, which filters', async () => {
  [...map.renderRoot.querySelectorAll<HTMLButtonElement>('.under .link')][0]!.click();
  await settled(map);
  const rows = [...map.renderRoot.querySelectorAll('tbody tr')];
  expect(rows).toHaveLength(report.clusters.length);
  expect(text(rows[0])).toContain(report.clusters[0]!.label);
  rows[0]!.querySelector('button')!.click();
  expect(map.store.state.cluster).toBe(report.clusters[0]!.id);
});

test('a report of an earlier version says why there is no map', async () => {
  const old = await mountWith(new GwMap(), {
    ...report,
    documents: report.documents.map(({ x: _x, y: _y, ...d }) => d),
  });
  expect(text(old.renderRoot.querySelector('.placeholder'))).toContain('Run it again');
});

test('the element has no accessibility violations', async () => {
  expect((await axe.run(map)).violations).toEqual([]);
});

test('an outlier has a place, and no cluster’s mark', async () => {
  const apart = generateReport(60, { outliers: 2 });
  map.batch = new Batch(apart);
  await settled(map);
  const outlier = apart.documents.find((d) => d.outlier)!;
  point('pointermove', outlier.x!, outlier.y!);
  await settled(map);
  expect(text(map.renderRoot.querySelector('.readout'))).toContain('Outlier');
  expect(markOf(outlier.cluster)).toBe(markOf(99));
  map.renderRoot.querySelector<HTMLButtonElement>('.under .link')!.click();
  await settled(map);
  const last = [...map.renderRoot.querySelectorAll('tbody tr')].at(-1)!;
  expect(text(last)).toContain('Outliers');
  last.querySelector('button')!.click();
  expect(map.store.state.card).toBe('outliers');
});
