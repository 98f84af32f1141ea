import { html, nothing } from 'lit';
import { confidenceOf } from '../../report/confidence.ts';
import type { BaselineDescription, DeclineReason, WritingKind } from '../../report/report.ts';
import { type Formatter, SCORES } from '../format.ts';
import { lastPartOf } from '../lists/path-name.ts';
import type { ShownDocument } from '../shown-document.ts';
import { probabilityTrack } from '../table/probability-track.ts';
import type { EvidenceContext } from './context.ts';
import { scoreMeaning } from './score-meaning.ts';

/** Why there is no probability. */
const DECLINED_BECAUSE: Readonly<Record<DeclineReason, string>> = {
  'too-short': 'Too short to judge: at least 50 words are needed',
  'not-english': 'Cannot be judged: the text is not in English',
  'not-prose': 'Cannot be judged: it is code, a table or a list rather than prose',
  'unlike-training': 'Cannot be judged: it holds more learned words than any text by people that the detector knows',
};

const KINDS: Readonly<Record<WritingKind, string>> = { abstract: 'the abstract of a paper', essay: 'a school essay', news: 'a news report', review: 'a review', story: 'a story' };

/** What a document scores, how sure that is, and what it means; never about its author. */
export function verdict(document: ShownDocument, context: EvidenceContext) {
  const { aiProbability, aiInterval, confidence, declined } = document;
  const { format, batch, store } = context;
  if (aiProbability === null) return html`<p><span class="level unknown">${declined ? DECLINED_BECAUSE[declined] : SCORES.unknown}</span></p>`;
  return html`
    <div class="verdict">
      <span class="figure">${format.probability(aiProbability)}</span>
      <span>${probabilityTrack(aiProbability, aiInterval, 160)}${aiInterval ? html`<span class="dim">${format.between(aiInterval)}</span>` : nothing}</span>
    </div>
    <p>
      <span class=${`level ${confidence}`}>${levelText(document, format)}</span><br />
      <span class="dim">${aiInterval ? `The level goes by the lower end, ${format.probability(aiInterval[0])}. ` : nothing}An estimate, never proof.</span>
    </p>
    ${circumstances(document, context).map((line) => html`<p class="line">${line}</p>`)} ${scoreMeaning(document, batch.report?.job, format)}
    ${batch.report && !batch.detached ? html`<gw-explanation .document=${document.id} .store=${store} .format=${format}></gw-explanation>` : nothing}
  `;
}

/** A wide interval keeps the level below what the figure, or the upper end, would suggest: then that is what has to be said. */
function levelText({ aiProbability, aiInterval, confidence }: ShownDocument, format: Formatter): string {
  const byFigure = confidenceOf(aiProbability);
  if (confidence === 'medium' && byFigure === 'high') return 'Undecided: too uncertain to be rated HIGH';
  if (confidence === 'low' && byFigure !== 'low') return 'LOW: too uncertain to be rated higher';
  if (confidence === 'low' && aiInterval && confidenceOf(aiInterval[1]) === 'high') return `LOW, but uncertain: up to ${format.probability(aiInterval[1])} is possible`;
  return SCORES[confidence];
}

/** What makes this text's figure more or less certain. */
function circumstances(document: ShownDocument, { batch, format }: EvidenceContext): string[] {
  const { aiInterval, writing, words, ignoredWords = 0, baselineRank } = document;
  const baseline = batch.report?.job.baseline;
  const judged = words - ignoredWords;
  return [
    ...(writing ? [`Reads like ${KINDS[writing]}, a kind of text that the detector was trained on.`] : aiInterval ? ['Unlike the kinds of text that the detector was trained on: the figure is less certain.'] : []),
    ...(judged < 100 ? ['A short text: the figure is less certain.'] : judged < 200 ? ['A rather short text: the figure is somewhat less certain.'] : []),
    ...(baseline && baselineRank !== undefined ? [`Scores higher than ${format.count(textsBelow(baselineRank, baseline))} of the ${format.counted(baseline.texts, 'text')} of the baseline ${lastPartOf(baseline.folder)}.`] : []),
  ];
}

/** The rank counts the document itself among the texts that score at least as high. */
const textsBelow = (rank: number, { texts }: BaselineDescription) => texts + 1 - Math.max(1, Math.round(rank * (texts + 1)));
