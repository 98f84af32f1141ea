import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isJobName } from '../jobs/job-file.ts';
import { TENANT } from '../protocol/service.ts';
import { absent, unreadableBecause } from '../storage/absent.ts';
import { readJson, UnreadableFile } from '../storage/read-json.ts';
import { setAside } from '../storage/set-aside.ts';
import { examineJob } from './examine-job.ts';
import type { Examination, Finding } from './finding.ts';

/** The folder is none that can be examined; `message` says what to name instead. */
export class UnknownFolder extends Error {}

/** Folder beside batches, or analyses, for what is set aside as a whole. */
const ASIDE = 'set-aside';

/**
 * Examines a folder that the product keeps, and changes nothing.
 *
 * @param folder absolute path of the data folder of a service, or of the global storage of the extension
 * @throws {@link UnknownFolder}, or the file system's error
 */
export async function examine(folder: string): Promise<Examination> {
  const names = await readdir(folder);
  if (names.includes('jobs'))
    return { kind: 'storage', ...(await examineJobs(path.join(folder, 'jobs'), path.join(folder, ASIDE), false)) };
  if (names.includes('batches') || names.includes('tokens.json') || names.includes('store.json'))
    return examineData(folder);
  if (names.length > 0 && names.some(isJobName))
    return { kind: 'storage', ...(await examineJobs(folder, path.join(path.dirname(folder), ASIDE), false)) };
  throw new UnknownFolder(
    `${folder} is neither the data folder of a service (--data) nor the global storage of the extension: it holds neither batches nor jobs. The log of the extension (Output: Ghost-Writer) names its folder.`,
  );
}

type Looked = Omit<Examination, 'kind'>;

async function examineJobs(root: string, aside: string, withTexts: boolean): Promise<Looked> {
  const findings: Finding[] = [];
  let looked = 0;
  let busy = 0;
  let names: readonly string[];
  try {
    names = await readdir(root);
  } catch (error) {
    return { looked, busy, findings: [refused(root, error)] };
  }
  for (const name of [...names].sort()) {
    // It goes at the next start of the server.
    if (withTexts && /^\.(deleting|ghostwriter)-/.test(name)) continue;
    looked++;
    const found = await examineJob({ root, name, aside, withTexts });
    if (found === 'busy') busy++;
    else findings.push(...found);
  }
  return { looked, busy, findings };
}

async function examineData(data: string): Promise<Examination> {
  const root = path.join(data, 'batches');
  const findings: Finding[] = [
    ...(await examineFile(
      path.join(data, 'tokens.json'),
      isTokens,
      'Restore it from a backup; or move it away and add the tokens again. A server that others can reach does not start without any.',
    )),
    ...(await examineFile(
      path.join(data, 'store.json'),
      isMark,
      'It says which --store the batches of this folder are in: restore it, or move it away and start with that --store.',
    )),
  ];
  let looked = 0;
  let busy = 0;
  const tenants = (await readdir(root, { withFileTypes: true }).catch(absent)) ?? [];
  for (const tenant of tenants) {
    const at = path.join(root, tenant.name);
    if (!TENANT.test(tenant.name) || !tenant.isDirectory()) {
      findings.push({
        at,
        problem: `${at} is no tenant's folder.`,
        advice: 'With --repair it is set aside; or look what it is, and move it yourself.',
        repair: async () => `It was set aside as ${await setAside(at, path.join(data, ASIDE))}.`,
      });
      continue;
    }
    const of = await examineJobs(at, path.join(data, ASIDE, tenant.name), true);
    looked += of.looked;
    busy += of.busy;
    findings.push(...of.findings);
  }
  const bucket = await readJson(path.join(data, 'store.json'), (value) =>
    isMark(value) ? value.store : undefined,
  ).catch(() => undefined);
  return { kind: 'data', looked, busy, findings, ...(bucket !== undefined && { bucket }) };
}

const isTokens = (value: unknown) =>
  typeof value === 'object' && value !== null && 'tokens' in value && Array.isArray(value.tokens);
const isMark = (value: unknown): value is { readonly store: string } =>
  typeof value === 'object' && value !== null && 'store' in value && typeof value.store === 'string';

async function examineFile(file: string, is: (value: unknown) => boolean, advice: string): Promise<Finding[]> {
  try {
    if (!(await lstat(file).catch(absent))) return [];
    await readJson(file, (value) => (is(value) ? value : undefined));
    return [];
  } catch (error) {
    return [
      error instanceof UnreadableFile
        ? { at: file, problem: error.message, advice: error.damaged ? advice : 'Then run this again.' }
        : refused(file, error),
    ];
  }
}

const refused = (at: string, error: unknown): Finding => ({
  at,
  problem: `${at} is there, and ${unreadableBecause(error)}.`,
  advice: 'Then run this again.',
});
