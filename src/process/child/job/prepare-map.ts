import type { TemplateHashes } from '../../../analysis/document/template.ts';
import type { ListedDocument } from '../../../analysis/sources/document-location.ts';
import type { Problem } from '../../../analysis/sources/problem.ts';
import { AnalysisFailure } from '../../../analysis/failure.ts';
import { listDocuments } from '../../../analysis/sources/list-documents.ts';
import type { Parse } from '../../../analysis/sources/read-document.ts';
import { takeTemplates } from '../../../analysis/sources/templates.ts';
import type { AnalyzeRequest } from '../../../protocol/analyzer.ts';
import type { ReadingOptions } from '../../../report/reading-options.ts';
import type { Engine } from '../../../report/report.ts';
import { notice } from '../../../report/notice.ts';
import { chooseEncoder } from './choose-encoder.ts';
import { analysisContext } from '../../../analysis/document-key.ts';
import { engineIdentity } from './engine.ts';

/** What the map stage works on and by. */
export interface PreparedMap {
  /** In the order of their paths. */
  readonly listed: readonly ListedDocument[];
  readonly template?: TemplateHashes;
  readonly encoder: ReturnType<typeof chooseEncoder>;
  readonly engine: Engine;
  /** Digest of all that an analysis depends on besides its document. */
  readonly context: string;
  readonly warnings: readonly Problem[];
}

/**
 * Lists a source and decides what its documents are analysed by. It depends on the source, the options and the installation alone, so that machines that share a batch come to the same.
 *
 * @param codeFolder absolute path of the folder with the bundles
 * @throws {@link AnalysisFailure}
 */
export async function prepareMap(
  { source, options, ownOptions = false }: Pick<AnalyzeRequest, 'source' | 'options' | 'ownOptions'>,
  reading: ReadingOptions,
  parse: Parse,
  modelsFolder: string,
  codeFolder: string,
): Promise<PreparedMap> {
  if (options.baseline !== undefined && !ownOptions)
    throw new AnalysisFailure('invalid-options', notice('baseline-of-others'));
  if (options.machineSamples !== undefined && !ownOptions)
    throw new AnalysisFailure('invalid-options', notice('samples-of-others'));
  const found = await listDocuments(source, reading, parse);
  const {
    documents: listed,
    template,
    warnings,
  } = await takeTemplates(found.documents, source, reading, ownOptions, parse);
  const encoder = chooseEncoder(options.encoder, listed, reading);
  const { engine, digest } = engineIdentity(modelsFolder, codeFolder, encoder.tier);
  return {
    listed,
    ...(template && { template }),
    encoder,
    engine,
    context: analysisContext(digest, options.granularity, reading, template),
    warnings: [...found.warnings, ...warnings],
  };
}
