import { html, nothing } from 'lit';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import type { ReportJob } from '../../report/report.ts';
import type { Formatter } from '../format.ts';
import type { ShownDocument } from '../shown-document.ts';

/** Where it is absent from a report, machine and human texts were assumed to be equally many. */
const EVEN = 0.5;

/** What a figure means, what its interval is and what the detector cannot know, for those who want to read it. */
export function scoreMeaning({ aiProbability, aiInterval }: ShownDocument, job: ReportJob | undefined, format: Formatter) {
  if (aiProbability === null) return nothing;
  const prior = job?.options.prior ?? EVEN;
  const share = prior === EVEN ? 'half of all texts' : `${format.percent(prior)} of all texts`;
  const { medium, high } = CONFIDENCE_CUTS;
  return html`<details>
    <summary>What the figure means</summary>
    <p>Texts that score like this one are by a machine in ${format.probability(aiProbability)} of cases, provided that ${share} are and that they are like those that the detector was tested on.</p>
    ${aiInterval
      ? html`<p>The interval spans what the score may mean, going by the kinds of writing that the text may be of and by its length. HIGH needs a lower end above ${format.percent(high)}, MEDIUM one from ${format.percent(medium)}.</p>`
      : nothing}
    ${job?.baseline ? html`<p>${guarantee(job.baseline.highRate, prior)}</p>` : nothing}
    <p>The detector was trained on texts by machines of 2022 and 2023. Texts by newer models are likely missed.</p>
  </details>`;
}

function guarantee(highRate: number, prior: number): string {
  const measured = "With a baseline, the lower end is measured against the baseline's texts.";
  if (prior > EVEN) return `${measured} How many texts by people like theirs are rated HIGH is not bounded: more than half of all texts were assumed to be by machines.`;
  return `${measured} Of texts by people like theirs at most 1 in ${Math.round(1 / highRate)} is rated HIGH.`;
}
