import { expect, test } from 'vitest';
import { TILE_CELLS, type TilePlace } from '../../../src/protocol/analyzer.ts';
import type { TileAnswer } from '../../../src/protocol/panel.ts';
import { GwHeatmap } from '../../../src/webview/heatmap/heatmap.ts';
import { generateReport } from '../fixtures/generate-report.ts';
import { fakeHost } from '../fixtures/host.ts';
import { deep, mountWith, press, settled, text } from '../mount.ts';
import { applyTheme } from '../themes/apply-theme.ts';

const DOCUMENTS = 4000;
const report = generateReport(DOCUMENTS);
const count = report.similarity.order.length;

/** What a cell's tile says in these tests: a number that tells its place. */
const valueAt = (row: number, column: number) =>
  row === column ? 255 : ((row * 31 + column * 31 + row * column) % 200) + 1;

function tileAt({ level, row, column }: TilePlace): TileAnswer {
  const cells = Math.ceil(count / 2 ** level);
  const [rows, columns] = [row, column].map((at) => Math.min(TILE_CELLS, cells - at * TILE_CELLS)) as [number, number];
  const values = Array.from({ length: rows * columns }, (_, k) =>
    valueAt(row * TILE_CELLS + Math.floor(k / columns), column * TILE_CELLS + (k % columns)),
  );
  return { rows, columns, values: btoa(String.fromCharCode(...values)) };
}

async function heatmap(answered: (place: TilePlace) => TileAnswer | undefined) {
  applyTheme('dark-modern');
  const map = new GwHeatmap();
  const asked: TilePlace[] = [];
  let atOnce = 0;
  let most = 0;
  const host = fakeHost();
  host.tile.mockImplementation((place) => {
    asked.push(place);
    most = Math.max(most, ++atOnce);
    const tile = answered(place);
    // As over a connection: never at once.
    return new Promise((answer) => {
      if (tile)
        setTimeout(() => {
          atOnce--;
          answer(tile);
        });
    });
  });
  await mountWith(map, report, {}, host);
  const plot = () => deep(map, '[role=application]')[0]!;
  const keys = async (...names: string[]) => {
    for (const name of names) {
      press(plot(), name);
      await settled(map);
    }
    await settled(map);
  };
  return { map, asked, keys, said: () => text(deep(map, '[role=status]')[0]), most: () => most };
}

test('looking closer leads from the report’s blocks over smaller ones to single pairs, each from its tiles', async () => {
  const { asked, keys, said, most } = await heatmap(tileAt);
  await keys('ArrowDown');
  expect(asked, 'the whole is in the report').toEqual([]);
  await keys('+', '+');
  expect(new Set(asked.map(({ level }) => level))).toEqual(new Set([3, 2]));
  expect(said()).toMatch(/and 3 more × .*similar on average/);
  await keys('+', '+', '+');
  expect(asked.at(-1)!.level).toBe(0);
  await keys('ArrowRight', 'ArrowRight', 'ArrowRight');
  expect(said()).toMatch(/^class-.*txt × class-.*txt: (0\.\d\d|1\.00) similar$/);
  expect(
    asked.every(({ row, column }) => row <= column),
    'the other half is the same',
  ).toBe(true);
  expect(new Set(asked.map((place) => JSON.stringify(place))).size, 'none twice').toBe(asked.length);
  expect(most()).toBeLessThanOrEqual(2);
});

test('a cell of a tile says the very number that its tile holds, on both sides of the diagonal', async () => {
  const { map, keys, said } = await heatmap(tileAt);
  await keys('ArrowDown', '+', '+', '+', '+', '+', 'Home');
  const at = /^(.*\.txt) × (.*\.txt): (\d\.\d\d) similar$/.exec(said());
  expect(at).not.toBeNull();
  const row = (path: string) => report.similarity.order.indexOf(report.documents.find((d) => d.path === path)!.id);
  const [r, c] = [row(at![1]!), row(at![2]!)];
  expect(r).toBeGreaterThan(c);
  expect(at![3]).toBe((valueAt(r, c) / 255).toFixed(2));
  await keys('Enter');
  const [a, b] = map.store.state.pair!;
  expect(map.batch.similarity(a, b), 'the evidence has it too').toBeCloseTo(valueAt(r, c) / 255, 2);
});

test('until its tile is there, a pair is shown by its block', async () => {
  const { keys, said, asked } = await heatmap(() => undefined);
  await keys('ArrowDown', '+', '+', '+', '+', '+', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
  expect(asked.length).toBeGreaterThan(0);
  expect(said()).toMatch(/not among the strongest pairs; 0\.\d\d on average around it$/);
});

test('an analysis that has no rows shows blocks and listed pairs, and is not asked again', async () => {
  const { map, keys, said, asked } = await heatmap(() => ({ failure: 'Run it again.' }));
  await keys('ArrowDown', '+');
  const tries = asked.length;
  expect(tries).toBeLessThanOrEqual(2);
  expect(map.shadowRoot!.querySelector('.failure')?.textContent).toBe('Run it again.');
  await keys('+', '+', '+', '+', 'ArrowRight', 'ArrowRight');
  expect(asked.length).toBe(tries);
  expect(said()).toMatch(/similar|not among/);
});
