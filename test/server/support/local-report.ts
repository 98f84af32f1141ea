import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { runCli } from '../../unit/support/run-cli.ts';
import { dataFolder } from './programs.ts';

/**
 * The report that the command line makes of texts on this machine: what the service's is compared with.
 *
 * @param texts by their names, of which the last part counts: all lie in one folder `many`
 */
export async function analyseLocally(
  texts: Readonly<Record<string, string>>,
  { jobs = 2, encoder = 'full' }: { readonly jobs?: number; readonly encoder?: 'full' | 'fast' } = {},
): Promise<Report> {
  const out = dataFolder();
  const folder = path.join(out, 'many');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, path.basename(name)), text);
  const options = ['--format', 'json', '--out', out, '--quiet', '--jobs', String(jobs), '--encoder', encoder];
  expect((await runCli(['analyze', folder, ...options])).code).toBe(0);
  return JSON.parse(readFileSync(path.join(out, 'many.analysis.json'), 'utf8')) as Report;
}
