import path from 'node:path';
import * as z from 'zod';
import { parseJson } from '../../storage/read-json.ts';
import { sealedJson } from '../../storage/sealed-json.ts';
import { StoredPath } from './source-pack.ts';

/** A batch's state in the store: paths are relative to the data folder, which is another one on each machine. */
const StateSchema = z.looseObject({ source: z.looseObject({ paths: z.array(StoredPath).min(1) }) });

/**
 * The state of a batch in the store as `job.json` of a machine.
 *
 * @param data absolute path of that machine's data folder
 * @throws where it is none
 */
export function stateOfMachine(bytes: Uint8Array, data: string): object {
  const { source, ...job } = StateSchema.parse(parseJson(bytes));
  return { ...job, source: { ...source, paths: source.paths.map((p) => path.join(data, ...p.split('/'))) } };
}

/**
 * `job.json` of a machine as the state in the store.
 *
 * @param data absolute path of that machine's data folder
 */
export function stateForStore(bytes: Uint8Array, data: string): string {
  const job = parseJson(bytes) as { readonly source: { readonly paths: readonly string[] } };
  const paths = job.source.paths.map((p) => path.relative(data, p).split(path.sep).join('/'));
  return sealedJson({ ...job, source: { ...job.source, paths } } satisfies z.input<typeof StateSchema>);
}
