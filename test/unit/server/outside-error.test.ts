import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loggedError, outsideMessage } from '../../../src/server/outside-error.ts';
import { processorTime } from '../support/processor-time.ts';

const DATA = '/srv/ghostwriter data/batches';
const BATCH = `${DATA}/a/0b1f4bb0-1111-4222-8333-444455556666`;

describe('what a client is told of an error', () => {
  test.each([
    ['a broken archive', `${BATCH}/source/essays.zip is not a ZIP archive, or it is damaged.`],
    ['a full disk', `The disk is full: ${BATCH}/report.json.`],
    ['a text that is gone', `ENOENT: no such file or directory, open '${BATCH}/source/class/a.txt'`],
    ['a system folder', "EACCES: permission denied, open '/etc/ghostwriter/tokens.json'"],
    ['Windows', 'C:\\Users\\admin\\data\\batches\\a.txt could not be read.'],
    ['a stack', 'Something\n    at Object.<anonymous> (/opt/app/dist/server.js:1:1)\n    at more'],
  ])('names no place on the server: %s', (_, message) => {
    expect(outsideMessage(message, [BATCH, DATA])).not.toMatch(/\/srv|\/etc|\/opt|C:\\|batches|0b1f4bb0/);
  });

  test('keeps what it says', () => {
    expect(outsideMessage(`${BATCH}/source/essays.zip is damaged. Pack it again.`, [BATCH])).toMatch(
      /essays\.zip is damaged\. Pack it again\.$/,
    );
    for (const message of [
      'class/a.txt is larger than 1 MB, or 20 / 3.',
      'Send it as application/json to http://localhost:8080/api/docs.',
      'A file has a name that cannot be kept: "../a.txt". Rename it.',
    ])
      expect(outsideMessage(message)).toBe(message);
  });

  test('is bounded, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('/', '\\', 'a', 'C:', ' ', '/srv/x/', '\n    at ', '\x1b[2J', '\u202e', '"', "'"), {
          maxLength: 200,
        }),
        (parts) => {
          const told = outsideMessage(parts.join(''), ['/srv/x']);
          expect(told.length).toBeLessThanOrEqual(2000);
          expect(told.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
        },
      ),
    );
    const begun = processorTime();
    outsideMessage('/a'.repeat(1_000_000));
    outsideMessage('/'.repeat(1_000_000));
    expect(processorTime() - begun).toBeLessThan(3_000);
  });
});

test('the log has no name of a file of anybody', () => {
  const error = Object.assign(new Error(`ENOENT: no such file or directory, open '${BATCH}/source/Ada Lovelace.txt'`), {
    code: 'ENOENT',
    syscall: 'open',
    path: 'x',
  });
  expect(JSON.stringify(loggedError(error))).not.toContain('Ada');
  expect(loggedError(error)).toMatchObject({
    type: 'Error',
    code: 'ENOENT',
    syscall: 'open',
    stack: expect.stringMatching(/^\s+at /) as string,
  });
});
