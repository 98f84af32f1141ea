import type { Report, ReportDocument } from '../report/report.ts';
import { type AnalysisEntry, AssistantError, type Library } from './library.ts';
import { name } from './wording.ts';

/** Choices that an error names. */
const MOST_CHOICES = 6;

/**
 * The completed analysis that is meant: by its id, or its name, the newest first; the newest one where nothing is said.
 *
 * @throws {@link AssistantError} where there is none, or it is not completed
 */
export async function findAnalysis(library: Library, wanted: string | undefined): Promise<AnalysisEntry> {
  const entries = await library.list();
  if (entries.length === 0) throw new AssistantError(`There is no analysis yet. ${library.howToAnalyse}`);
  const meant =
    wanted === undefined ? entries.filter(isCompleted) : entries.filter((e) => e.id === wanted || e.name === wanted);
  const found = meant.find(isCompleted) ?? meant[0];
  if (!found) {
    if (wanted === undefined)
      throw new AssistantError(
        `No analysis is completed yet. Call listAnalyses for how they stand. ${library.howToAnalyse}`,
      );
    throw new AssistantError(
      `There is no analysis ${JSON.stringify(name(wanted))}. There is ${choices(entries.map((e) => `${e.id} (${name(e.name)})`))}. Use one of these ids, or call listAnalyses.`,
    );
  }
  if (isCompleted(found)) return found;
  throw new AssistantError(
    `${name(found.name)} has no results: it is ${found.status}${found.fraction === undefined ? '' : `, ${Math.floor(found.fraction * 100)} % done`}.${found.error === undefined ? '' : ` ${found.error}`} ${nextFor(found)}`,
  );
}

const isCompleted = ({ status }: AnalysisEntry) => status === 'completed';

function nextFor({ status }: AnalysisEntry): string {
  return status === 'pending' || status === 'processing'
    ? 'Ask again when it is completed.'
    : 'Ask the user to resume it or to run it again.';
}

/**
 * The document that is meant: by its id, its path, or the one whose path holds what is said.
 *
 * @throws {@link AssistantError} where there is none, or more than one
 */
export function findDocument({ documents }: Pick<Report, 'documents'>, wanted: string): ReportDocument {
  const exact = documents.find((d) => d.id === wanted) ?? documents.find((d) => d.path === wanted);
  if (exact) return exact;
  const part = wanted.toLowerCase();
  const holding = documents.filter((d) => d.path.toLowerCase().includes(part));
  const [only, ...others] = holding;
  if (!only)
    throw new AssistantError(
      `No document of this analysis is called ${JSON.stringify(name(wanted))}. Call queryAnalysis with about "documents" and name for what there is.`,
    );
  if (others.length > 0)
    throw new AssistantError(
      `${holding.length} documents are called like ${JSON.stringify(name(wanted))}: ${choices(holding.map((d) => name(d.path)))}. Use the whole path or the id of one.`,
    );
  return only;
}

const choices = (all: readonly string[]) =>
  `${all.slice(0, MOST_CHOICES).join(', ')}${all.length > MOST_CHOICES ? ` and ${all.length - MOST_CHOICES} more` : ''}`;
