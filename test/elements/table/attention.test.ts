import { describe, expect, test } from 'vitest';
import { Formatter } from '../../../src/webview/format.ts';
import type { ShownDocument } from '../../../src/webview/shown-document.ts';
import { attentionOf, noticesOf } from '../../../src/webview/table/attention.ts';
import { sampleReport } from '../fixtures/states.ts';

const plain: ShownDocument = {
  ...sampleReport.documents[0]!,
  aiProbability: 0.1,
  aiInterval: [0.05, 0.2],
  confidence: 'low',
  shareCopied: 0,
  duplicateGroup: null,
};
const skipped: ShownDocument = { ...plain, status: 'skipped', reason: 'The document is empty.' };
const high: ShownDocument = { ...plain, aiProbability: 0.95, aiInterval: [0.8, 0.99], confidence: 'high' };
const undecided: ShownDocument = { ...plain, aiProbability: 0.9, aiInterval: [0.3, 0.99], confidence: 'medium' };
const stretch = { machineStretch: { start: 0, end: 100 } };

describe('what deserves a look comes first', () => {
  test.each<[string, ShownDocument, string, ShownDocument]>([
    ['much copied', { ...plain, shareCopied: 0.65 }, 'a stretch like a machine’s', { ...plain, ...stretch }],
    ['HIGH', high, 'hidden text', { ...plain, hiddenWords: 9 }],
    ['a stretch like a machine’s', { ...plain, ...stretch }, 'hidden text', { ...plain, hiddenWords: 9 }],
    ['look-alike letters', { ...plain, disguisedWords: 1 }, 'a little copied', { ...plain, shareCopied: 0.1 }],
    ['a little copied', { ...plain, shareCopied: 0.01 }, 'not read', skipped],
    ['not read', skipped, 'undecided', undecided],
    ['undecided', undecided, 'nothing to say', plain],
    ['more copied', { ...plain, shareCopied: 0.9 }, 'less copied', { ...plain, shareCopied: 0.4 }],
    ['HIGH with a second finding', { ...high, shareCopied: 0.2 }, 'HIGH alone', high],
    ['a near-copy of an earlier report', withoutShare({ ...plain, duplicateGroup: 1 }), 'not read', skipped],
  ])('%s before %s%s', (_, first, _name, second) => {
    expect(attentionOf(first)).toBeGreaterThan(attentionOf(second));
  });

  test('nothing to say is 0', () => {
    expect(attentionOf(plain)).toBe(0);
  });
});

function withoutShare({ shareCopied: _, ...document }: ShownDocument): ShownDocument {
  return document;
}

test('notices say in a few words what is to be looked at', () => {
  const format = new Formatter('en');
  expect(noticesOf(plain, format)).toEqual([]);
  expect(noticesOf(skipped, format)).toEqual(['Not read: The document is empty.']);
  expect(noticesOf({ ...plain, ...stretch, hiddenWords: 12, duplicateGroup: 3, outlier: true }, format)).toEqual([
    '12 words that no reader sees',
    'Partly AI: a stretch reads like a machine’s',
    'Near-copy',
    'Outlier',
  ]);
});
