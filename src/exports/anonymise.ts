import type { Report, ReportDocument, SimilarPair, Topic } from '../report/report.ts';
import { READABLE_EXTENSIONS } from '../report/formats.ts';

/** Who is who in an anonymised report: to be kept apart from it. */
export interface AnonymisationKey {
  readonly keyVersion: 1;
  readonly job: Pick<Report['job'], 'id' | 'createdAt' | 'source' | 'options'>;
  readonly documents: readonly {
    readonly pseudonym: string;
    readonly path: string;
    readonly group?: string;
    readonly groupPseudonym?: string;
  }[];
}

/**
 * A report with pseudonyms in place of names and paths. They are stable: the same texts get the same ones in every format and in every run.
 *
 * Numbers go by the SHA-256 of the texts. By order of path they would tell everything to whoever has the class's list; so ids, which are counted in that
 * order, are given anew, and so is every order that goes by them. Only documents without a text, which were skipped, keep their order among each other.
 */
export function anonymised(report: Report): { readonly report: Report; readonly key: AnonymisationKey } {
  const { manifest: _, job, documents, warnings, ...rest } = report;
  const names = new Pseudonyms(report);
  const byId = new Map(documents.map((d) => [d.id, d]));
  const found = renamed(rest, names) as typeof rest;
  const told = warnings.map((w) => {
    const about = w.document === undefined ? undefined : byId.get(w.document);
    const { notice: ___, ...plain } = w;
    return {
      ...plain,
      ...(about
        ? { document: names.idOf(about.id), message: names.withheld(w.message, about) }
        : { message: `A note on the whole batch (${w.code}); its words are left out, as they may name files.` }),
    };
  });
  const clusters = found.clusters.map((c) =>
    anonymousTopic(
      { ...c, ...(c.subtopics && { subtopics: c.subtopics.map((s) => anonymousTopic(s, 'Sub-topic', names)) }) },
      'Cluster',
      names,
    ),
  );
  const duplicateGroups = found.duplicateGroups.map((g) => ({ ...g, members: [...g.members].sort(compare) }));
  return {
    report: {
      ...found,
      job: anonymousJob(job),
      documents: names.order.map((d) => renamedDocument(d, names)),
      clusters,
      duplicateGroups,
      similarity: { ...found.similarity, pairs: found.similarity.pairs.map(ordered) },
      ...(found.sharedPassages && {
        sharedPassages: found.sharedPassages.map((p) => ({
          ...p,
          documents: [...p.documents].sort((a, b) => compare(a.id, b.id)),
        })),
      }),
      warnings: told.sort((a, b) => compare(a.document ?? '', b.document ?? '')),
    },
    key: {
      keyVersion: 1,
      job: { id: job.id, createdAt: job.createdAt, source: job.source, options: job.options },
      documents: names.order.map((d) => ({
        pseudonym: names.pathOf(d),
        path: d.path,
        ...(d.group !== undefined && { group: d.group, groupPseudonym: names.groupOf(d.group) }),
      })),
    },
  };
}

/** Segments are by far the most of a report, and nothing but positions and figures; neighbours are most of the rest. What a user wrote about a document may name anybody: it is left out, as are the values of notices, whose words stand beside them. */
function renamedDocument(
  { segments, nearest, tags: _, note: __, notice: ___, ...d }: ReportDocument,
  names: Pseudonyms,
): ReportDocument {
  return {
    ...(renamed(d, names) as typeof d),
    path: names.pathOf(d),
    ...(d.group !== undefined && { group: names.groupOf(d.group) }),
    ...(d.reason !== undefined && { reason: names.withheld(d.reason, d) }),
    segments,
    nearest: nearest.map((n) => ({ ...n, id: names.idOf(n.id) })),
  };
}

/** What stands for a path or a glob of the user's. */
export const WITHHELD = 'withheld';

function anonymousJob({ source, options, baseline, machineSamples, ...job }: Report['job']): Report['job'] {
  const { baseline: folder, machineSamples: samples, reading, ...plain } = options;
  const globs = (given: readonly string[]) => given.map(() => WITHHELD);
  return {
    ...job,
    source: { kind: source.kind, name: 'Anonymised batch', paths: source.paths.map(() => WITHHELD) },
    options: {
      ...plain,
      ...(folder !== undefined && { baseline: WITHHELD }),
      ...(samples !== undefined && { machineSamples: WITHHELD }),
      ...(reading && {
        reading: {
          ...reading,
          include: globs(reading.include),
          exclude: globs(reading.exclude),
          ignore: globs(reading.ignore),
        },
      }),
    },
    ...(baseline && { baseline: { ...baseline, folder: WITHHELD } }),
    ...(machineSamples && { machineSamples: { ...machineSamples, folder: WITHHELD } }),
  };
}

/** The pseudonyms of one report. */
class Pseudonyms {
  /** The documents in the order of their new ids. */
  readonly order: readonly ReportDocument[];
  /** Words that names of files, folders and groups are made of, in lower case. */
  readonly words: ReadonlySet<string>;
  private readonly ids: ReadonlyMap<string, string>;
  private readonly paths = new Map<string, string>();
  private readonly folders = new Map<string, string>();
  private readonly groups = new Map<string, string>();

  constructor({ documents, job }: Report) {
    this.order = documents
      .map((d, i) => [d, i] as const)
      .sort(([a, i], [b, j]) => compare(a.sha256 ?? '~', b.sha256 ?? '~') || i - j)
      .map(([d]) => d);
    const digits = String(documents.length).length;
    const numbered = (i: number) => String(i + 1).padStart(digits, '0');
    this.ids = new Map(this.order.map((d, i) => [d.id, `d${numbered(i)}`]));
    for (const [i, { id, path, group }] of this.order.entries()) {
      const parts = path.split('/');
      const folders = parts
        .slice(0, -1)
        .map((_, depth) => numberedIn(this.folders, parts.slice(0, depth + 1).join('/'), 'folder'));
      this.paths.set(id, [...folders, `text-${numbered(i)}${endingOf(parts.at(-1) ?? '')}`].join('/'));
      if (group !== undefined) numberedIn(this.groups, group, 'group');
    }
    this.words = new Set([job.source.name, ...documents.flatMap((d) => [d.path, d.group ?? ''])].flatMap(wordsOf));
  }

  /** A document's new id; anything else as it is. */
  idOf(text: string): string {
    return this.ids.get(text) ?? text;
  }

  pathOf({ id }: Pick<ReportDocument, 'id'>): string {
    return this.paths.get(id) ?? id;
  }

  groupOf(group: string): string {
    return this.groups.get(group) ?? group;
  }

  /** A sentence about a document, without its name. */
  withheld(sentence: string, document: Pick<ReportDocument, 'id' | 'path'>): string {
    const { path } = document;
    const name = path.slice(path.lastIndexOf('/') + 1);
    return [path, name, ...path.split('/').slice(0, -1)]
      .filter((n) => n.length > 1)
      .reduce((text, n) => text.replaceAll(n, n === path || n === name ? this.pathOf(document) : WITHHELD), sentence);
  }
}

function numberedIn(names: Map<string, string>, name: string, what: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const given = `${what}-${names.size + 1}`;
  names.set(name, given);
  return given;
}

/** The ending of a file's name, where it is one of a known format: others may be part of a name. */
function endingOf(name: string): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ending !== undefined && READABLE_EXTENSIONS.includes(ending) ? `.${ending}` : '';
}

const wordsOf = (name: string) => name.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/** A cluster, or a topic below it, that is not called by words that are also in names, with its members in the order of their new ids. */
function anonymousTopic<T extends Topic>(topic: T, kind: string, { words }: Pseudonyms): T {
  const isName = (term: string) => wordsOf(term).some((word) => words.has(word));
  const members = [...topic.members].sort(compare);
  if (!topic.terms.some(isName) && !isName(topic.label)) return { ...topic, members };
  const terms = topic.terms.filter((term) => !isName(term));
  return {
    ...topic,
    members,
    terms,
    label: terms.slice(0, topic.label.split(' · ').length).join(' · ') || `${kind} ${topic.id + 1}`,
  };
}

/** What the report says of documents by their ids, by the new ones. */
function renamed(value: unknown, names: Pseudonyms): unknown {
  if (typeof value === 'string') return names.idOf(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return typeof value[0] === 'number' ? value : value.map((element) => renamed(element, names));
  const object: Record<string, unknown> = {};
  for (const [name, v] of Object.entries(value)) object[name] = name === 'matrix' ? v : renamed(v, names);
  return object;
}

/** A pair with the lower id first, as every report has it: the old order would tell which path comes first. */
const ordered = (pair: SimilarPair) =>
  compare(pair.a, pair.b) > 0
    ? (Object.fromEntries(
        Object.entries(pair).map(([name, value]) => [
          name,
          (SEEN_FROM_B[name as keyof SimilarPair] as ((pair: SimilarPair) => unknown) | undefined)?.(pair) ?? value,
        ]),
      ) as unknown as SimilarPair)
    : pair;

/** Each field of a pair from the other side: what it says of `a` it says of `b`. A field that is new has to be thought of here. */
const SEEN_FROM_B: {
  readonly [K in keyof Required<SimilarPair>]: ((pair: SimilarPair) => SimilarPair[K]) | undefined;
} = {
  a: ({ b }) => b,
  b: ({ a }) => a,
  similarity: undefined,
  meaning: undefined,
  wording: undefined,
  containment: undefined,
  kind: undefined,
  shares: ({ shares }) => shares && [shares[1], shares[0]],
  direction: ({ direction }) => direction && (direction === 'a-in-b' ? 'b-in-a' : 'a-in-b'),
  passages: ({ passages }) => passages?.map(({ a, b, ...passage }) => ({ ...passage, a: b, b: a })),
  morePassages: undefined,
};

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
