import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReportOutline } from '../../protocol/large-report.ts';
import type { SourceState } from '../../protocol/panel.ts';

/** Files and folders that are looked at, at most: more would keep the panel waiting. */
const MOST = 3000;
const AT_ONCE = 64;

/**
 * How a source stands now beside the analysis of it. Changed is one of whose archive, files or folders any was written after the analysis began;
 * a folder is written when something in it comes or goes.
 */
export async function sourceState({ job: { source, startedAt }, documents }: ReportOutline): Promise<SourceState> {
  const [first = ''] = source.paths;
  const began = Date.parse(startedAt);
  if ((await writtenAt(first)) === undefined) return 'moved';
  const places =
    source.kind === 'folder'
      ? new Set([
          first,
          ...documents.map((d) => path.join(first, d.path)),
          ...documents.map((d) => path.join(first, path.posix.dirname(d.path))),
        ])
      : new Set(source.paths);
  const looked = [...places].slice(0, MOST);
  for (let i = 0; i < looked.length; i += AT_ONCE) {
    const written = await Promise.all(looked.slice(i, i + AT_ONCE).map(writtenAt));
    if (written.some((at) => at !== undefined && at > began)) return 'changed';
  }
  return 'same';
}

/** In milliseconds; `undefined` for what is not there: a row of a table has no file of its own, and what is gone shows in its folder. */
async function writtenAt(place: string): Promise<number | undefined> {
  return stat(place).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
