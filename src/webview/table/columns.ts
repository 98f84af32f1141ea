import * as l10n from '@vscode/l10n';
import type { Batch } from '../batch.ts';
import type { SortColumn, ViewState } from '../view-state.ts';

export interface Column {
  readonly id: SortColumn;
  readonly title: string;
  readonly end?: boolean;
  /** What it sorts by, where that is not its title. */
  readonly sortsBy?: string;
  /** Whether the first press sorts largest first. */
  readonly largestFirst?: boolean;
  /** Its width in a wide, a medium and a narrow table, and in one of skipped documents; left out where there is no room for it, or nothing to say. */
  readonly widths: Readonly<Partial<Record<TableWidth, string>>>;
}

type TableWidth = 'wide' | 'medium' | 'narrow' | 'reasons';

const columns = (): readonly Column[] => [
  {
    id: 'path',
    title: l10n.t('Filename'),
    widths: {
      wide: 'minmax(140px, 2fr)',
      medium: 'minmax(120px, 2fr)',
      narrow: 'minmax(96px, 3fr)',
      reasons: 'minmax(96px, 1fr)',
    },
  },
  {
    id: 'relevance',
    title: l10n.t('Relevance'),
    end: true,
    largestFirst: true,
    widths: { wide: '88px', medium: '88px', narrow: '84px', reasons: '88px' },
  },
  {
    id: 'group',
    title: l10n.t('Group'),
    widths: {
      wide: 'minmax(72px, 1fr)',
      medium: 'minmax(64px, 1fr)',
      narrow: 'minmax(56px, 1fr)',
      reasons: 'minmax(56px, 0.5fr)',
    },
  },
  {
    id: 'copied',
    title: l10n.t('Share copied'),
    largestFirst: true,
    widths: { wide: 'minmax(160px, 2fr)', medium: 'minmax(152px, 2fr)', narrow: '48px' },
  },
  { id: 'words', title: l10n.t('Words'), end: true, largestFirst: true, widths: { wide: '64px', medium: '56px' } },
  {
    id: 'aiProbability',
    title: l10n.t({ message: 'AI probability', comment: 'title of a column' }),
    largestFirst: true,
    widths: { wide: '136px', medium: '136px', narrow: 'minmax(56px, 128px)' },
  },
  {
    id: 'confidence',
    title: l10n.t('Confidence'),
    sortsBy: l10n.t('level, then by the lower end of the range'),
    largestFirst: true,
    widths: { wide: '152px', medium: 'minmax(88px, 150px)', narrow: 'minmax(84px, 140px)' },
  },
  { id: 'cluster', title: l10n.t('Cluster'), widths: { wide: 'minmax(96px, 2fr)' } },
  { id: 'similarity', title: l10n.t('Most similar'), end: true, largestFirst: true, widths: { wide: '84px' } },
  {
    id: 'tricked',
    title: l10n.t('Hidden words'),
    end: true,
    sortsBy: l10n.t('words that no reader sees, and those with letters that only look alike'),
    largestFirst: true,
    widths: { wide: '96px', medium: '84px', narrow: '72px', reasons: '84px' },
  },
  {
    id: 'samples',
    title: l10n.t('Like samples'),
    sortsBy: l10n.t('likeness in wording to the nearest machine sample'),
    end: true,
    largestFirst: true,
    widths: { wide: '92px' },
  },
  {
    id: 'notices',
    title: l10n.t({ message: 'Notices', comment: 'title of a column' }),
    sortsBy: l10n.t('what deserves a look'),
    largestFirst: true,
    widths: {
      wide: 'minmax(96px, 2fr)',
      medium: 'minmax(80px, 2fr)',
      narrow: 'minmax(48px, 1fr)',
    },
  },
  {
    id: 'tags',
    title: l10n.t('Tags and note'),
    largestFirst: true,
    widths: { wide: 'minmax(80px, 1.4fr)', medium: 'minmax(64px, 1fr)', reasons: 'minmax(64px, 0.5fr)' },
  },
  {
    id: 'status',
    title: l10n.t('Status'),
    largestFirst: true,
    widths: {
      wide: 'minmax(88px, 1.6fr)',
      medium: 'minmax(72px, 1fr)',
      narrow: 'minmax(64px, 1fr)',
      reasons: 'minmax(120px, 2fr)',
    },
  },
  {
    id: 'reviewed',
    title: l10n.t({ message: 'Reviewed', comment: 'title of a column of ticks' }),
    widths: { wide: '72px', medium: '72px', narrow: '68px', reasons: '72px' },
  },
];

/** The columns that a batch has something for; without relevance, which is there while something is searched for. */
export function possibleColumns(batch: Batch): readonly Column[] {
  const has = {
    group: batch.groups.length > 0,
    tags: batch.tagged,
    reviewed: batch.report !== undefined,
    copied: batch.report?.sharedPassages !== undefined,
    tricked: batch.tricked,
    samples: batch.report?.job.machineSamples !== undefined,
  } as Partial<Record<SortColumn, boolean>>;
  return columns().filter(({ id }) => has[id] !== false && id !== 'relevance');
}

/** The columns that are shown: of skipped documents there is nothing to say but why. The name is always there. */
export function shownColumns(
  batch: Batch,
  { hidden, card, found }: Pick<ViewState, 'hidden' | 'card' | 'found'>,
): readonly Column[] {
  const possible = new Set(possibleColumns(batch).map(({ id }) => id));
  return columns()
    .filter((column) => possible.has(column.id) || (column.id === 'relevance' && found !== undefined))
    .filter(
      ({ id, widths }) =>
        id === 'path' ||
        (card === 'skipped'
          ? id === 'status' || (widths.reasons !== undefined && !hidden.includes(id))
          : !hidden.includes(id)),
    );
}

/** `grid-template-columns` of a table of that width. */
export function template(shown: readonly Column[], width: TableWidth): string {
  return shown.flatMap(({ widths }) => widths[width] ?? []).join(' ');
}
