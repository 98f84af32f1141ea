import { arch, cpus, freemem, platform, release, totalmem } from 'node:os';
import type { Job } from '../../protocol/job.ts';

/** What the editor and the extension are, and what they have on this machine. */
export interface Surroundings {
  readonly extension: string;
  readonly vscode: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Bytes of the cache, and at most. */
  readonly cache: { readonly bytes: number; readonly limit: number };
}

/** Settings whose values may name files or folders, or what they hold. */
const TELLING = /(?:include|exclude|groupBy|textColumn|ignore|baseline|machineSamples|samples\.server|server\.url)$/;

/**
 * What helps to find out why something went wrong, as text: versions, settings, states and times. No text and no name of a file or folder is in it,
 * unless `names` is asked for.
 *
 * @param bytesOf bytes that a job takes on disk
 */
export function diagnostics(
  jobs: readonly Job[],
  surroundings: Surroundings,
  names: boolean,
  bytesOf: (id: string) => number | undefined,
): string {
  const told = jobs.map(({ id, source, options, error, ...job }) => ({
    id,
    source: names ? source : { kind: source.kind, paths: source.paths.length },
    options: names ? options : withoutNames(options),
    ...job,
    ...(error !== undefined && { error: names ? error : withoutPlaces(error, source.paths, source.name) }),
    bytes: bytesOf(id) ?? null,
  }));
  const settings = Object.fromEntries(
    Object.entries(surroundings.settings).map(([name, value]) => [
      name,
      !names && TELLING.test(name) ? hidden(value) : value,
    ]),
  );
  const machine = {
    platform: platform(),
    release: release(),
    arch: arch(),
    cores: cpus().length,
    memory: totalmem(),
    freeMemory: freemem(),
    node: process.version,
    electron: process.versions['electron'] ?? null,
  };
  return `${JSON.stringify({ ...surroundings, settings, machine, jobs: told }, undefined, 2)}\n`;
}

function withoutNames({ baseline, machineSamples, reading, ...options }: Job['options']): unknown {
  const { include, exclude, groupBy, column, ignore, ...rest } = reading ?? {
    include: [],
    exclude: [],
    groupBy: 'none',
    column: '',
    ignore: [],
  };
  return {
    ...options,
    baseline: hidden(baseline),
    machineSamples: hidden(machineSamples),
    reading: {
      ...rest,
      include: hidden(include),
      exclude: hidden(exclude),
      groupBy: hidden(groupBy),
      column: hidden(column),
      ignore: hidden(ignore),
    },
  };
}

/** Says whether something is there, and nothing of it. */
function hidden(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} hidden`;
  return value === undefined || value === '' || value === 'none' ? 'none' : 'hidden';
}

/** A message without paths: those of the source, and whatever else looks like one or like a file's name. */
function withoutPlaces(message: string, paths: readonly string[], name: string): string {
  const known = [...paths, name].filter((text) => text !== '').sort((a, b) => b.length - a.length);
  const without = known.reduce((text, place) => text.replaceAll(place, '…'), message);
  return without.replace(/(?:[A-Za-z]:)?(?:[\\/][^\s:;,()]+)+/g, '…').replace(/\S+\.[A-Za-z]{2,5}\b(?!\()/g, '…');
}
