import * as l10n from '@vscode/l10n';
import { leftOutText, trickedText, twoHands } from '../../report/document-words.ts';
import { earlierLevelsText, hasEarlierLevels } from '../../report/earlier-levels.ts';
import { verdictName } from '../../report/level-words.ts';
import { inLanguage, type Language } from '../../report/notice.ts';
import type { PeopleFormat } from '../../report/people-format.ts';
import type { Report, ReportDocument, Warning } from '../../report/report.ts';
import {
  circumstancesOf,
  declinedBecause,
  levelReason,
  levelText,
  meaningOf,
  scoreText,
  settledBy,
} from '../../report/score-wording.ts';
import { escaped } from '../html-text.ts';
import { aiMarks, markedText } from './marked-text.ts';
import type { MatchSource } from './matches.ts';
import { settingsOf } from './settings.ts';
import { rangePicture } from './range-picture.ts';

/** Sources that are listed and numbered, at most: those that hold most. */
const MOST_SOURCES = 20;

/** Passages that are named as reading most like a machine's, and words that each is named by. */
const MOST_PASSAGES = 5;
const NAMING_WORDS = 12;

/** What the page of one document is made of. */
export interface DocumentPage {
  readonly report: Report;
  readonly document: ReportDocument;
  /** As it was analysed; absent where it cannot be read any more, or is another one now. */
  readonly text: string | undefined;
  readonly sources: readonly MatchSource[];
  /** What another document is called. */
  readonly nameOf: (id: string, place: number) => string;
  /** What the analysis noted about it. */
  readonly warnings: readonly Warning[];
  readonly tags: readonly string[];
  readonly note: string;
  readonly format: PeopleFormat;
  readonly language: Language;
}

/** What a page says of one document, for its writer, a parent or a board: nobody needs the program to read it. */
export function* documentContents(page: DocumentPage): Generator<string> {
  const { report, document, text, format } = page;
  const { job } = report;
  const parts = document.path.split('/');
  yield `<h1>${escaped(parts.at(-1) ?? document.path)}</h1>\n<p class="meta">${escaped(
    [
      ...(parts.length > 1 ? [parts.slice(0, -1).join('/')] : []),
      l10n.t('from the batch {0}', job.source.name),
      l10n.t('analysed {0}', format.date(job.finishedAt)),
      format.words(document.words),
    ].join(' · '),
  )}</p>\n`;
  yield* heading(l10n.t('What was found'));
  yield* verdict(page);
  yield* copied(page);
  yield* noticed(page);
  yield* heading(l10n.t('The text'));
  if (text === undefined)
    yield paragraph(
      l10n.t(
        'The text could not be read again, or has changed since it was analysed: it is not shown, and nothing can be marked.',
      ),
    );
  else yield* shownText(page, text);
  yield* sourceList(page);
  yield* explained(page);
  yield* written(page);
  yield* heading(l10n.t('How this was made'));
  yield '<dl>\n';
  for (const [name, value] of settingsOf(report, document, format))
    yield `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>\n`;
  yield '</dl>\n';
}

function* heading(text: string): Generator<string> {
  yield `<h2>${escaped(text)}</h2>\n`;
}

const paragraph = (text: string, kind?: string) => `<p${kind ? ` class="${kind}"` : ''}>${escaped(text)}</p>\n`;

function* verdict({ document, format }: DocumentPage): Generator<string> {
  const { aiProbability, aiInterval, declined, machineStretch, characters } = document;
  if (aiProbability === null) {
    yield `<p class="verdict"><b>${escaped(l10n.t('AI: {0}', verdictName(document)))}</b></p>\n`;
    yield paragraph(`${declined ? declinedBecause(declined) : scoreText('unknown')}.`);
    return;
  }
  const figures = aiInterval
    ? l10n.t(
        '{0}, between {1} and {2}',
        format.probability(aiProbability),
        format.probability(aiInterval[0]),
        format.probability(aiInterval[1]),
      )
    : format.probability(aiProbability);
  yield `<p class="verdict"><b>${escaped(l10n.t('AI: {0}', verdictName(document)))}</b> ${rangePicture(aiProbability, aiInterval)} <span>${escaped(figures)}</span></p>\n`;
  yield paragraph(
    `${levelText(document)}. ${[levelReason(document, format), l10n.t('An estimate, never proof.')].filter(Boolean).join(' ')}`,
  );
  if (hasEarlierLevels([document])) yield paragraph(earlierLevelsText());
  if (machineStretch) yield paragraph(twoHands(machineStretch, characters, format));
}

function* copied({ document: { shareCopied }, sources, format }: DocumentPage): Generator<string> {
  if (sources.length === 0) {
    yield paragraph(l10n.t('No passage of it was found in another text of the batch.'));
    return;
  }
  yield paragraph(
    [
      ...(shareCopied === undefined
        ? [l10n.t('Passages of it also appear in other texts of the batch.')]
        : [l10n.t('{0} of its words also appear in other texts of the batch.', format.percent(shareCopied))]),
      l10n.t("The texts can't show who copied from whom, or whether both took it from elsewhere."),
    ].join(' '),
  );
}

function* noticed({ document, warnings, format, language }: DocumentPage): Generator<string> {
  const tricked = trickedText(document, format);
  if (tricked !== '')
    yield paragraph(
      l10n.t(
        'Hidden text or look-alike letters: {0}. They mislead programs that read a document; look at the original.',
        tricked,
      ),
    );
  for (const warning of warnings) yield paragraph(inLanguage(warning, language));
}

function* shownText(page: DocumentPage, text: string): Generator<string> {
  const { document, sources, format } = page;
  const { leftOut = [], aiProbability } = document;
  const ai = aiMarks(document);
  const matches = sources.flatMap(({ stretches }, i) =>
    stretches.map((stretch) => ({ ...stretch, source: i < MOST_SOURCES ? i + 1 : 0 })),
  );
  const key = [
    ...(ai.some(({ degree }) => degree === 'high')
      ? [`<span class="ai high">${escaped(l10n.t('Reads strongly like a machine'))}</span>`]
      : []),
    ...(ai.some(({ degree }) => degree === 'undecided')
      ? [`<span class="ai undecided">${escaped(l10n.t('Reads somewhat like a machine'))}</span>`]
      : []),
    ...(matches.length > 0
      ? [
          `<mark>${escaped(l10n.t('Also appears in another text'))}</mark> ${escaped(l10n.t('The number leads to the list below.'))}`,
        ]
      : []),
    ...(leftOut.length > 0
      ? [
          `<span class="left">${escaped(l10n.t('Left out: counts for no copy'))}</span> ${escaped(leftOutText(leftOut, format))}`,
        ]
      : []),
  ];
  if (key.length > 0) yield `<ul class="key">\n${key.map((line) => `<li>${line}</li>\n`).join('')}</ul>\n`;
  if (aiProbability !== null && ai.length === 0)
    yield paragraph(l10n.t('No passage is marked as reading like a machine.'), 'dim');
  // English is all that the detector judges; of other texts the language is not known.
  yield `<div class="text" dir="auto"${aiProbability === null ? '' : ' lang="en"'}>`;
  yield* markedText(text, { ai, matches, leftOut });
  yield '</div>\n';
  yield* strongest(page, text, ai);
}

/** The passages that read most like a machine's, in words: nobody needs to see the shades. */
function* strongest(
  { document, format }: DocumentPage,
  text: string,
  marked: ReturnType<typeof aiMarks>,
): Generator<string> {
  const isMarked = new Set(marked.map(({ start }) => start));
  const most = document.segments
    .flatMap(({ start, end, aiProbability: p }) => (p !== null && isMarked.has(start) ? [{ start, end, p }] : []))
    .sort((a, b) => b.p - a.p)
    .slice(0, MOST_PASSAGES)
    .sort((a, b) => a.start - b.start);
  if (most.length === 0) return;
  yield* heading(l10n.t('Passages that read most like a machine'));
  yield paragraph(
    l10n.t(
      'The figure of a single passage is far less certain than that of the whole text. It says nothing by itself.',
    ),
  );
  yield '<ul>\n';
  for (const { start, end, p } of most)
    yield `<li>${escaped(format.probability(p))}: <q>${escaped(firstWords(text.slice(start, end)))}</q></li>\n`;
  yield '</ul>\n';
}

function firstWords(passage: string): string {
  const words = passage.trim().split(/\s+/);
  return words.length > NAMING_WORDS ? `${words.slice(0, NAMING_WORDS).join(' ')} …` : words.join(' ');
}

function* sourceList({ sources, nameOf, format }: DocumentPage): Generator<string> {
  if (sources.length === 0) return;
  yield* heading(l10n.t('Where its passages also appear'));
  yield '<ol class="sources">\n';
  for (const [i, source] of sources.slice(0, MOST_SOURCES).entries())
    yield `<li id="source-${i + 1}">${escaped(sourceText(source, source.id === undefined ? '' : nameOf(source.id, i), format))}</li>\n`;
  yield '</ol>\n';
  if (sources.length > MOST_SOURCES)
    yield paragraph(
      format.counted(
        sources.length - MOST_SOURCES,
        l10n.t('{0} more, which holds less, is marked in the text and not listed.'),
        l10n.t('{0} more, which hold less, are marked in the text and not listed.'),
      ),
    );
  yield paragraph(l10n.t('Only the texts of this batch were compared: not the web, and no earlier classes.'), 'dim');
}

function sourceText(
  { sharedBy, words, shareOfThis, shareOfOther, stretches, more }: MatchSource,
  name: string,
  format: PeopleFormat,
): string {
  if (sharedBy !== undefined)
    return l10n.t('A passage of {0} that {1} of the batch share.', format.words(words), format.texts(sharedBy));
  const passages = format.counted(stretches.length + more, l10n.t('{0} passage'), l10n.t('{0} passages'));
  return shareOfThis === undefined || shareOfOther === undefined
    ? l10n.t('{0}: {1} in {2}.', name, format.words(words), passages)
    : l10n.t(
        '{0} of this text also appears in {1}: {2} in {3}. {4} of {1} appears in this text.',
        format.percent(shareOfThis),
        name,
        format.words(words),
        passages,
        format.percent(shareOfOther),
      );
}

/** What the figure means, what makes it more or less certain, and what would tell more. */
function* explained({ report: { job }, document, format }: DocumentPage): Generator<string> {
  if (document.aiProbability === null) return;
  yield* heading(l10n.t('What the AI figure means, and what it cannot say'));
  for (const line of [...meaningOf(document, job, format), ...circumstancesOf(document, job, format)])
    yield paragraph(line);
  yield paragraph(
    l10n.t(
      'It says nothing about the person: not that somebody used a machine, nor that nobody did. No decision should rest on it alone. Ask about drafts and sources, and talk about the text with its writer.',
    ),
  );
  const ways = settledBy(document, job, format);
  if (ways.length === 0) return;
  yield `${paragraph(l10n.t('What would tell more:'))}<ul>\n`;
  for (const way of ways) yield `<li>${escaped(way)}</li>\n`;
  yield '</ul>\n';
}

function* written({ tags, note }: DocumentPage): Generator<string> {
  if (tags.length === 0 && note === '') return;
  yield* heading(l10n.t('Tags and notes'));
  if (tags.length > 0) yield paragraph(l10n.t('Tags: {0}', tags.join(', ')));
  if (note !== '') yield paragraph(note, 'note');
}
