import { comparedText } from '../../../analysis/document/compared-text.ts';
import { type Detector } from '../../../analysis/document/detector.ts';
import { explain } from '../../../analysis/document/explanation.ts';
import { segmentsOf } from '../../../analysis/document/segments.ts';
import { Template } from '../../../analysis/document/template.ts';
import { AnalysisFailure } from '../../../analysis/failure.ts';
import { listDocuments } from '../../../analysis/sources/list-documents.ts';
import type { Parse } from '../../../analysis/sources/read-document.ts';
import { readAgain } from '../../../analysis/sources/read-text.ts';
import { takeTemplates } from '../../../analysis/sources/templates.ts';
import type { ExplainRequest } from '../../../protocol/analyzer.ts';
import type { Explanation } from '../../../report/explanation.ts';
import { notice } from '../../../report/notice.ts';
import { DEFAULT_READING } from '../../../report/reading-options.ts';

/**
 * Reads one document of a source again, as the analysis read it, and says what moved its score.
 *
 * @throws {@link AnalysisFailure} when other weights gave the score, or the source or the document is gone or cannot be read any more
 */
export async function explainDocument(
  {
    source,
    path,
    granularity,
    detector: scoredBy,
    reading = DEFAULT_READING,
    ownOptions = false,
    given = [],
  }: ExplainRequest,
  detector: Detector,
  parse: Parse,
): Promise<Explanation> {
  if (scoredBy?.some((file) => !detector.isOf(file)))
    throw new AnalysisFailure('model-changed', notice('detector-changed'));
  const found = await listDocuments(source, reading, parse);
  const { documents, template } = await takeTemplates(found.documents, source, reading, ownOptions, parse);
  const { own: text } = comparedText(
    await readAgain(documents, source, path, reading, parse),
    template && new Template(template),
    given,
  );
  return explain(detector, text, segmentsOf(text, granularity));
}
