/** A process that reads archives to their last byte and says what became of them: one JSON line for each path that it is given. */
import path from 'node:path';
import { archiveEntries } from '../../../src/analysis/sources/archive-entries.ts';
import { UnreadableDocument } from '../../../src/analysis/sources/document-location.ts';
import { readBytes } from '../../../src/analysis/sources/read-bytes.ts';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';
import { chosenByUser } from '../../../src/storage/inside-source.ts';

export interface ArchiveOutcome {
  readonly file: string;
  /** `read 3, encrypted 1` and what was said of the whole: `searched`, or `refused: damaged`. */
  readonly outcome: string;
  readonly ms: number;
  /** The most that the process has used so far. */
  readonly megabytes: number;
}

function outcomeOf(archive: string): string {
  const counts: Record<string, number> = {};
  const count = (what: string) => (counts[what] = (counts[what] ?? 0) + 1);
  try {
    const { entries, warnings } = archiveEntries(chosenByUser(archive), DEFAULT_READING);
    for (const { location } of entries) {
      try {
        if (location.kind !== 'row') readBytes(location);
        count('read');
      } catch (error) {
        if (!(error instanceof UnreadableDocument)) throw error;
        count(error.problem.code);
      }
    }
    const said = Object.entries(counts)
      .sort(([a], [b]) => Number(b === 'read') - Number(a === 'read') || (a < b ? -1 : 1))
      .map(([what, n]) => `${what} ${n}`);
    return (
      [...said, ...warnings.map((w) => (w.code === 'damaged' ? 'searched' : w.code))].join(', ') || 'nothing in it'
    );
  } catch (error) {
    if (error instanceof UnreadableDocument) return `refused: ${error.problem.code}`;
    throw error;
  }
}

for (const archive of process.argv.slice(2)) {
  const begun = performance.now();
  const outcome = outcomeOf(archive);
  const line: ArchiveOutcome = {
    file: path.basename(archive),
    outcome,
    ms: performance.now() - begun,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
