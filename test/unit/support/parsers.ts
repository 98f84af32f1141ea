import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * A parsing thread that does to a document what its name says: hangs, eats memory, crashes, ends, rejects on the side, or reads it. It stands in
 * for `parser.js`, whose parsers do none of that when they are told.
 */
export function hostileParser(): string {
  const script = `
    const { parentPort } = require('node:worker_threads');
    const { readFileSync } = require('node:fs');
    parentPort.on('message', ({ document }) => {
      const name = document.path;
      if (name.includes('hang')) for (;;);
      if (name.includes('wait')) return;
      if (name.includes('memory')) { const all = []; for (;;) all.push(new Array(1e6).fill(0.5)); }
      if (name.includes('buffers')) { const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1)); }
      if (name.includes('stack')) { const deeper = () => deeper() + 1; deeper(); }
      if (name.includes('crash')) throw new Error('the parser broke');
      if (name.includes('reject')) { Promise.reject(new Error('nobody waits')); return; }
      if (name.includes('exit')) process.exit(3);
      if (name.includes('fail')) return parentPort.postMessage({ kind: 'failed', message: 'xref table is wrong' });
      const text = readFileSync(document.location.file, 'utf8');
      parentPort.postMessage({ kind: 'parsed', documents: [{ text, format: 'text', encoding: 'utf-8', extracted: false, markup: [], warnings: [], bytes: text.length, digest: text }] });
    });`;
  const file = path.join(temporaryFolder(), 'parser.js');
  writeFileSync(file, script);
  return file;
}
