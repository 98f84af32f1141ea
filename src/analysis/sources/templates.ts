import path from 'node:path';
import { notice } from '../../report/notice.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';
import type { SourceDescription } from '../../report/report.ts';
import { insidePath, insideSource } from '../../storage/inside-source.ts';
import { comparedText } from '../document/compared-text.ts';
import { templateHashes, type TemplateHashes } from '../document/template.ts';
import { AnalysisFailure } from '../failure.ts';
import { isReadableFormat, type ListedDocument, UnreadableDocument } from './document-location.ts';
import { type Problem, problem } from './problem.ts';
import { pathFilter } from './path-filter.ts';
import { printableName } from './printable-name.ts';
import { type Parse, readDocument } from './read-document.ts';

/** A listing without the template files in it, and what these hold. */
export interface WithoutTemplates {
  readonly documents: readonly ListedDocument[];
  /** Absent where there is no template. */
  readonly template?: TemplateHashes;
  readonly warnings: readonly Problem[];
}

/**
 * Takes the files that `ghostwriter.baseline.ignore` names out of the batch and reads them: by path or glob inside the source, and, where that is allowed, by absolute path, wherever they lie.
 *
 * @param outside whether they may lie outside of the source: only where the options are those of the user of this machine
 * @throws {@link AnalysisFailure} `no-documents` when nothing else is left, `invalid-options` for a path that may not be named
 */
export async function takeTemplates(
  documents: readonly ListedDocument[],
  source: SourceDescription,
  reading: ReadingOptions,
  outside: boolean,
  parse?: Parse,
): Promise<WithoutTemplates> {
  if (reading.ignore.length === 0) return { documents, warnings: [] };
  const templates = new Set<ListedDocument>();
  const warnings: Problem[] = [];
  for (const name of reading.ignore) {
    const found = namedBy(name, documents, source, outside);
    for (const document of found) templates.add(document);
    if (found.length === 0) warnings.push(notFound(name));
  }
  const left = documents.filter((document) => !templates.has(document));
  if (left.length === 0)
    throw new AnalysisFailure('no-documents', notice('all-are-templates', { source: source.name }));
  const texts: string[] = [];
  for (const template of templates) {
    try {
      texts.push(comparedText(await readDocument(template, reading, parse)).text);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      warnings.push(
        problem('unreadable', notice('template-unreadable', { template: template.path, reason: error.notice })),
      );
    }
  }
  return { documents: left, ...(texts.length > 0 && { template: templateHashes(texts) }), warnings };
}

function namedBy(
  name: string,
  documents: readonly ListedDocument[],
  source: SourceDescription,
  outside: boolean,
): ListedDocument[] {
  const inside = insidePath(path.sep === '\\' ? name.replaceAll('\\', '/') : name);
  if (inside !== undefined) {
    const exact = documents.filter((document) => document.path === inside);
    if (exact.length > 0) return exact;
    const { takes } = pathFilter({ include: [inside], exclude: [] });
    const byGlob = documents.filter((document) => takes(document.path));
    if (byGlob.length > 0 || !outside || source.kind !== 'folder') return byGlob;
  } else if (!outside)
    throw new AnalysisFailure('invalid-options', notice('template-outside', { template: printableName(name) }));
  // Wherever it lies: beside the folder, such as `../assignment.docx`, it is no document of the batch.
  return chosenTemplate(path.resolve(source.kind === 'folder' ? (source.paths[0] ?? '') : '', name), documents);
}

/** A file that the user of this machine named. Documents are listed by their real paths. */
function chosenTemplate(name: string, documents: readonly ListedDocument[]): ListedDocument[] {
  const file = insideSource(name, name, { absolute: true });
  if (file === undefined) return [];
  const listed = documents.filter(
    ({ location }) =>
      location.kind === 'file' && insideSource(location.file, location.file, { absolute: true }) === file,
  );
  return listed.length > 0 || !isReadableFormat(file)
    ? listed
    : [{ path: printableName(path.basename(file)), location: { kind: 'file', file } }];
}

const notFound = (name: string): Problem =>
  problem('template-not-found', notice('template-not-found', { template: printableName(name) }));
