import { createHash } from 'node:crypto';
import { bandOf } from '../report/confidence.ts';
import type { Excerpt, Excerpts } from '../report/excerpts.ts';
import type { Report, ReportDocument } from '../report/report.ts';

/** Documents that excerpts are taken from, at most, and excerpts of one document. */
const MOST_DOCUMENTS = 200;
const MOST_EXCERPTS = 3;

/**
 * The passages that findings rest on: of the texts that score HIGH, or are undecided with a figure that is not low, highest first, those that read most like a machine's. A
 * text that cannot be read, or is not the one that was analysed, has none, which is told.
 *
 * @param read gives a document's text as it was analysed
 * @param onUnread told of each text that has none for such a reason
 */
export async function gatherExcerpts(
  { documents }: Report,
  read: (document: ReportDocument) => Promise<string>,
  onUnread: (document: ReportDocument) => void = () => undefined,
): Promise<Excerpts> {
  const telling = documents
    .filter((d) => d.confidence === 'high' || (d.confidence === 'medium' && bandOf(d.aiProbability) !== 'low'))
    .sort((a, b) => (b.aiProbability ?? 0) - (a.aiProbability ?? 0));
  const excerpts: Record<string, readonly Excerpt[]> = {};
  for (const document of telling.slice(0, MOST_DOCUMENTS)) {
    if (document.sha256 === undefined) continue;
    const text = await read(document).catch(() => undefined);
    if (text !== undefined && createHash('sha256').update(text).digest('hex') === document.sha256)
      excerpts[document.sha256] = excerptsOf(document, text);
    else onUnread(document);
  }
  return excerpts;
}

function excerptsOf({ segments }: ReportDocument, text: string): Excerpt[] {
  return segments
    .filter((s) => s.aiProbability !== null)
    .sort((a, b) => (b.aiProbability ?? 0) - (a.aiProbability ?? 0))
    .slice(0, MOST_EXCERPTS)
    .sort((a, b) => a.start - b.start)
    .map((segment) => ({ ...segment, text: text.slice(segment.start, segment.end).trim() }));
}
