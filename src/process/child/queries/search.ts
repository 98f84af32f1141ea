import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Match, VectorIndex } from '../../../analysis/corpus/vector-index.ts';
import { Encoder, type TextEncoder } from '../../../analysis/document/encoder.ts';
import { sentencesOf } from '../../../analysis/document/segments.ts';
import { StaticEncoder } from '../../../analysis/document/static-encoder.ts';
import { AnalysisFailure } from '../../../analysis/failure.ts';
import type { SearchRequest, SearchResponse } from '../../../protocol/analyzer.ts';
import type { EncoderTier } from '../../../report/report.ts';
import { VECTORS_FILE } from '../../../report/vectors-file.ts';
import { fileVersion } from '../file-version.ts';
import { notice } from '../../../report/notice.ts';

const LIMIT = 50;

/** Answers queries in words over the documents of analyses. The last analysis and the encoders stay in memory, so that typing on is answered at once. */
export class SemanticSearch {
  private readonly encoders = new Map<EncoderTier, Promise<TextEncoder>>();
  private loaded: { readonly version: string; readonly index: Promise<VectorIndex> } | undefined;

  constructor(private readonly modelsFolder: string) {}

  /** @throws {@link AnalysisFailure} when the vectors are missing or damaged */
  async search({ jobFolder, query, limit = LIMIT }: SearchRequest): Promise<SearchResponse> {
    const file = path.join(jobFolder, VECTORS_FILE);
    const version = await fileVersion(file);
    if (this.loaded?.version !== version) this.loaded = { version, index: vectorsOf(file) };
    const index = await this.loaded.index.catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    });
    const encoder = await this.encoder(index.tier);
    const vector = await encoder.embed(query, sentencesOf(query));
    const matches: Match[] =
      vector.some((v) => v !== 0) && vector.length === index.width ? index.search(vector, limit) : [];
    return { matches };
  }

  private encoder(tier: EncoderTier): Promise<TextEncoder> {
    let encoder = this.encoders.get(tier);
    if (!encoder)
      this.encoders.set(tier, (encoder = (tier === 'fast' ? StaticEncoder : Encoder).load(this.modelsFolder)));
    return encoder;
  }
}

async function vectorsOf(file: string): Promise<VectorIndex> {
  try {
    return new VectorIndex(await readFile(file));
  } catch {
    throw new AnalysisFailure('no-vectors', notice('no-vectors'));
  }
}
