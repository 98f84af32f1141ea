import { spawnSync } from 'node:child_process';
import path from 'node:path';

/**
 * Makes a certificate for `localhost` that nobody vouches for, in PEM files.
 *
 * @param folder an existing one
 * @returns the paths of key and certificate; `undefined`, said on the console, where there is no openssl
 */
export function selfSigned(folder: string): { readonly key: string; readonly cert: string } | undefined {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
  const options = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost'.split(' ');
  if (spawnSync('openssl', ['req', ...options, '-keyout', key, '-out', cert]).status === 0) return { key, cert };
  console.warn('No openssl here: TLS was not tried.');
  return undefined;
}
