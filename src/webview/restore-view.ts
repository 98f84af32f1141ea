import type { Report } from '../report/report.ts';
import type { Batch } from './batch.ts';
import { RESULTS_TABS } from '../protocol/panel.ts';
import { type Found, INITIAL_VIEW, type ViewState } from './view-state.ts';

/** What the page keeps across being hidden, reloaded or restored after a restart. The extension finds the job by `jobId`. */
export interface SavedPage {
  readonly jobId: string;
  readonly view: ViewState;
  /** Vertical scroll position in pixels. */
  readonly scroll: number;
}

/** Reads what `getState` gave: an older version of the extension may have saved it, so that every field of the wrong type falls back. */
export function savedPage(value: unknown): SavedPage | undefined {
  if (!isObject(value) || typeof value['jobId'] !== 'string' || !isObject(value['view'])) return undefined;
  const view = value['view'];
  const kept = Object.entries(view).filter(([name, v]) =>
    name in INITIAL_VIEW
      ? sameShape(v, INITIAL_VIEW[name as keyof ViewState])
      : name in OPTIONAL && OPTIONAL[name as keyof typeof OPTIONAL](v),
  );
  const { tab, view: shown, ...others } = { ...INITIAL_VIEW, ...Object.fromEntries(kept) };
  return {
    jobId: value['jobId'],
    view: {
      ...others,
      tab: RESULTS_TABS.includes(tab) ? tab : INITIAL_VIEW.tab,
      // Pairs were a view once.
      view: shown === 'map' ? 'map' : 'heatmap',
    },
    scroll: typeof value['scroll'] === 'number' ? value['scroll'] : 0,
  };
}

/** Takes away choices that this batch does not have. */
export function knownChoices(
  view: ViewState,
  batch: Batch,
): {
  readonly [K in 'cluster' | 'subtopic' | 'group' | 'document' | 'pair' | 'marked' | 'only' | 'found']:
    ViewState[K] | undefined;
} {
  return {
    cluster: batch.cluster(view.cluster) ? view.cluster : undefined,
    subtopic: batch.subtopic(view.cluster, view.subtopic) ? view.subtopic : undefined,
    group: view.group !== undefined && batch.groups.includes(view.group) ? view.group : undefined,
    document: batch.document(view.document) ? view.document : undefined,
    pair: view.pair?.every((id) => batch.document(id)) ? view.pair : undefined,
    marked: view.marked?.every((id) => batch.document(id)) ? view.marked : undefined,
    only: view.only?.every((id) => batch.document(id)) ? view.only : undefined,
    found: view.found?.ids.every((id) => batch.document(id)) ? view.found : undefined,
  };
}

/**
 * The choices of one run's results for those of a later run on the same source: ids are counted in the order of the paths, so that one document more moves them.
 * Documents that are gone are let go of.
 */
export function movedChoices(view: ViewState, before: Report, after: Report): ViewState {
  const places = new Map(after.documents.map(({ path, id }) => [path, id]));
  const moved = new Map(before.documents.map(({ path, id }) => [id, places.get(path)]));
  const all = (ids: readonly string[]) => ids.flatMap((id) => moved.get(id) ?? []);
  const one = (id: string | undefined) => (id === undefined ? undefined : moved.get(id));
  const { document, explained, pair, marked, only, found, ...rest } = view;
  const [nowSelected, nowExplained, [a, b], nowMarked] = [
    one(document),
    one(explained),
    all(pair ?? []),
    all(marked ?? []),
  ];
  return {
    ...rest,
    ...(nowSelected !== undefined && { document: nowSelected }),
    ...(nowExplained !== undefined && { explained: nowExplained }),
    ...(a !== undefined && b !== undefined && { pair: [a, b] as const }),
    ...(nowMarked.length > 1 && { marked: nowMarked }),
    ...(only && { only: all(only) }),
    ...(found && foundIn(found, moved)),
  };
}

function foundIn(found: Found, moved: ReadonlyMap<string, string | undefined>): { found: Found } {
  const kept = found.ids.flatMap((id, i) =>
    moved.get(id) === undefined ? [] : [{ id: moved.get(id)!, figure: found.figures[i]! }],
  );
  return { found: { ...found, ids: kept.map(({ id }) => id), figures: kept.map(({ figure }) => figure) } };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string');

const OPTIONAL = {
  cluster: (v: unknown) => typeof v === 'number',
  subtopic: (v: unknown) => typeof v === 'number',
  group: (v: unknown) => typeof v === 'string',
  document: (v: unknown) => typeof v === 'string',
  explained: (v: unknown) => typeof v === 'string',
  pair: (v: unknown) => isIds(v) && v.length === 2,
  marked: (v: unknown) => isIds(v) && v.length > 1,
  only: isIds,
  found: (v: unknown) =>
    isObject(v) &&
    (v['by'] === 'words' || v['by'] === 'meaning') &&
    typeof v['query'] === 'string' &&
    isIds(v['ids']) &&
    Array.isArray(v['figures']) &&
    v['figures'].length === v['ids'].length &&
    v['figures'].every((f) => typeof f === 'number'),
  card: (v: unknown) =>
    v === 'analyzed' ||
    v === 'judged' ||
    v === 'copies' ||
    v === 'copied' ||
    v === 'tricked' ||
    v === 'outliers' ||
    v === 'skipped',
  pairKind: (v: unknown) =>
    v === 'copied' || v === 'identical' || v === 'near-duplicate' || v === 'partly-copied' || v === 'same-topic',
  pairGroups: (v: unknown) => v === 'within' || v === 'across',
  confidence: (v: unknown) => v === 'high' || v === 'medium' || v === 'low' || v === 'unknown',
};

function sameShape(value: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return Array.isArray(value);
  if (isObject(model)) return isObject(value) && Object.entries(model).every(([name, v]) => sameShape(value[name], v));
  return typeof value === typeof model;
}
