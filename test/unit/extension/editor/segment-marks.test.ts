import { expect, test } from 'vitest';
import { markLevel, segmentMarks } from '../../../../src/extension/editor/segment-marks.ts';

const segment = (aiProbability: number | null, start = 0, end = 1) => ({ start, end, aiProbability });

test('parts that score low, or cannot be judged, get no mark', () => {
  expect([null, 0, 0.39, 0.4, 0.7, 0.71, 1].map((p) => markLevel(segment(p)))).toEqual([
    undefined,
    undefined,
    undefined,
    'undecided',
    'undecided',
    'high',
    'high',
  ]);
});

test('marks stand where the parts stand, across lines', () => {
  const text = 'One.\nTwo and\nthree. Four.';
  const marks = segmentMarks({ segments: [segment(0.1, 0, 4), segment(0.9, 5, 19), segment(0.5, 20, 25)] }, text);
  expect(marks).toEqual([
    { level: 'high', probability: 0.9, range: { start: { line: 1, character: 0 }, end: { line: 2, character: 6 } } },
    {
      level: 'undecided',
      probability: 0.5,
      range: { start: { line: 2, character: 7 }, end: { line: 2, character: 12 } },
    },
  ]);
});
