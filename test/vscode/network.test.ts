// That the tests in this folder show an extension that needs no network: see run.mjs.
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';

test.skipIf(process.env['GHOSTWRITER_WITHOUT_NETWORK'] !== '1')(
  'VS Code, the browser, the extension and its children have the loopback and no other interface',
  async () => {
    expect(Object.keys(networkInterfaces())).toEqual(['lo']);
    // An address that documentation is written with (RFC 5737): the system refuses before a packet is made.
    const refused = await new Promise((resolve) =>
      connect(80, '192.0.2.1').on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code);
      }),
    );
    expect(refused).toBe('ENETUNREACH');
  },
);
