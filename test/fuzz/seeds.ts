import { mixedFolder } from '../unit/support/mixed-folder.ts';
import { quotedOverlap, zip } from '../unit/support/zip-writer.ts';

const text = 'The river was wide and slow, and nobody had crossed it since the spring. ';
const inner = zip([
  { name: 'in/a.txt', data: text, deflated: true },
  { name: 'b.txt', data: 'b' },
]);

/** One archive of each kind that the tests know. */
export const ARCHIVES: readonly Uint8Array[] = [
  zip([{ name: 'a.txt', data: text }, { name: 'in/b.md', data: text.repeat(20), deflated: true }, { name: 'in/' }]),
  zip([
    { name: 'a.txt', data: text, dataDescriptor: true },
    { name: 'b.txt', data: text, deflated: true, dataDescriptor: true },
  ]),
  zip([{ name: 'a.txt', data: text, deflated: true }], { zip64: {} }),
  zip(
    [
      { name: 'a.txt', data: text, zip64: true },
      { name: 'b.txt', data: text, deflated: true, zip64: true, unicodePath: { name: 'ü.txt' } },
    ],
    { zip64: {} },
  ),
  zip([{ name: 'a.txt', data: text }], { comment: 'a comment', prefix: '#!/bin/sh\n' }),
  zip([
    { name: 'größe.txt', data: text, utf8Flag: true },
    { name: Buffer.from([0x94, 0x2e, 0x74, 0x78, 0x74]), unicodePath: { name: 'ö.txt' }, data: text },
  ]),
  zip([
    { name: 'one.zip', data: inner, deflated: true },
    { name: 'two.zip', data: inner },
    { name: 'three.zip', data: zip([{ name: 'deep.zip', data: inner }]) },
  ]),
  zip([
    { name: '../a.txt', data: text },
    { name: 'link.txt', unixMode: 0o120777, data: 'a' },
    { name: 'secret.txt', encrypted: true, data: text },
    { name: 'old.txt', declared: { method: 6 }, data: text },
  ]),
  zip([{ name: 'bomb.txt', data: Buffer.alloc(2 * 1024 ** 2), deflated: true }]),
  zip(Array.from({ length: 50 }, (_, i) => ({ name: `${i}.txt`, data: `${i} ${text}`, deflated: i % 2 === 0 }))),
  zip([]),
  inner.subarray(0, -22),
  quotedOverlap(5, Buffer.from(text)),
];

const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');

const mixed = mixedFolder();
const essay = (ending: string) => [Buffer.from(mixed[`essay.${ending}`] ?? '')];
const table = (ending: string) => [Buffer.from(mixed[`essays.${ending}`] ?? '')];

/** Documents by the ending of their names: each format that is read, in its variants. */
export const DOCUMENTS: Readonly<Record<string, readonly Uint8Array[]>> = {
  txt: [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from('caf\xe9 au lait, d\xe9j\xe0 vu. ', 'latin1'),
    Buffer.from('a\u200bb\u202ec 👩‍👩‍👧 é\r\n'),
  ],
  md: [
    Buffer.from(
      `# Title\n\n${text}\n\n- a\n- b\n\n\`\`\`js\nlet a = 1;\n\`\`\`\n\n| a | b |\n| - | - |\n| 1 | [2](x) |\n`,
    ),
    ...essay('md'),
  ],
  ...Object.fromEntries(
    ['rst', 'tex', 'html', 'docx', 'odt', 'rtf', 'pdf', 'epub', 'ipynb'].map((ending) => [ending, essay(ending)]),
  ),
  ...Object.fromEntries(['csv', 'tsv', 'jsonl'].map((ending) => [ending, table(ending)])),
};
