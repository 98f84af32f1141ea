import type { Batch } from './batch.ts';
import { INITIAL_VIEW, type ViewState } from './view-state.ts';

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
  const kept = Object.entries(view).filter(([name, v]) => (name in INITIAL_VIEW ? sameShape(v, INITIAL_VIEW[name as keyof ViewState]) : name in OPTIONAL && OPTIONAL[name as keyof typeof OPTIONAL](v)));
  return { jobId: value['jobId'], view: { ...INITIAL_VIEW, ...Object.fromEntries(kept) }, scroll: typeof value['scroll'] === 'number' ? value['scroll'] : 0 };
}

/** Takes away choices that this batch does not have. */
export function knownChoices(view: ViewState, batch: Batch): { readonly [K in 'cluster' | 'group' | 'document' | 'pair' | 'marked' | 'only']: ViewState[K] | undefined } {
  return {
    cluster: batch.cluster(view.cluster) ? view.cluster : undefined,
    group: view.group !== undefined && batch.groups.includes(view.group) ? view.group : undefined,
    document: batch.document(view.document) ? view.document : undefined,
    pair: view.pair?.every((id) => batch.document(id)) ? view.pair : undefined,
    marked: view.marked?.every((id) => batch.document(id)) ? view.marked : undefined,
    only: view.only?.every((id) => batch.document(id)) ? view.only : undefined,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isIds = (value: unknown): value is string[] => Array.isArray(value) && value.every((id) => typeof id === 'string');

const OPTIONAL = {
  cluster: (v: unknown) => typeof v === 'number',
  group: (v: unknown) => typeof v === 'string',
  document: (v: unknown) => typeof v === 'string',
  explained: (v: unknown) => typeof v === 'string',
  pair: (v: unknown) => isIds(v) && v.length === 2,
  marked: (v: unknown) => isIds(v) && v.length > 1,
  only: isIds,
  card: (v: unknown) => v === 'analyzed' || v === 'judged' || v === 'copies' || v === 'skipped',
  pairKind: (v: unknown) => v === 'copied' || v === 'identical' || v === 'near-duplicate' || v === 'partly-copied' || v === 'same-topic',
  confidence: (v: unknown) => v === 'high' || v === 'medium' || v === 'low' || v === 'unknown',
};

function sameShape(value: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return Array.isArray(value);
  if (isObject(model)) return isObject(value) && Object.entries(model).every(([name, v]) => sameShape(value[name], v));
  return typeof value === typeof model;
}
