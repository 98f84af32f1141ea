import { loadOnnxModel, type OnnxModel } from '../onnx.ts';
import { loadModel } from '../models.ts';
import type { TextSpan } from './segments.ts';
import { UnigramTokenizer } from './tokenizer.ts';

/** Makes of a text numbers of Euclidean length 1, alike for texts of like meaning. */
export interface TextEncoder {
  /** @param sentences the text's sentences */
  embed(text: string, sentences: readonly TextSpan[]): Promise<Float32Array> | Float32Array;
}

/** Numbers in an embedding. */
const ENCODER_DIMENSIONS = 512;

/** Languages of the texts that both encoders were trained on. */
const LANGUAGES = new Set(['en']);

/** Whether the encoders know a language (BCP 47), as they are taken to where it could not be told. */
export const encoderKnows = (language: string | undefined): boolean =>
  language === undefined || LANGUAGES.has(language);

/** Tokens that the encoder takes at once. */
const MAX_TOKENS = 128;

/**
 * The sentence encoder: Universal Sentence Encoder Lite (Cer et al. 2018, arXiv:1803.11175), int8.
 *
 * Chunks run one by one: activations are quantised over a whole run, so that in a batch a text's vector would depend on its neighbours.
 * From 32 tokens on that costs at most a fifth of the speed.
 */
export class Encoder implements TextEncoder {
  private constructor(
    private readonly model: OnnxModel,
    private readonly tokenizer: UnigramTokenizer,
  ) {}

  /**
   * Loads model and tokenizer from the models folder.
   *
   * @throws `AnalysisFailure` `model-damaged`
   */
  static async load(modelsFolder: string): Promise<Encoder> {
    const tokenizer = await UnigramTokenizer.load(modelsFolder);
    return new Encoder(await loadModel(modelsFolder, 'encoder-int8.onnx', (bytes) => loadOnnxModel(bytes)), tokenizer);
  }

  /**
   * Embeds a text: chunks of whole sentences of at most 128 tokens, the mean of their vectors, normalised again.
   *
   * @param sentences the text's sentences; a longer one is cut between tokens
   * @returns 512 numbers of Euclidean length 1; all zero for a text without tokens
   */
  async embed(text: string, sentences: readonly TextSpan[]): Promise<Float32Array> {
    const sum = new Float32Array(ENCODER_DIMENSIONS);
    for (const chunk of this.chunks(text, sentences)) {
      const vector = await this.encodeChunk(chunk);
      for (let i = 0; i < ENCODER_DIMENSIONS; i++) sum[i]! += vector[i]!;
    }
    return normalized(sum);
  }

  private chunks(text: string, sentences: readonly TextSpan[]): number[][] {
    const chunks: number[][] = [];
    let chunk: number[] = [];
    for (const { start, end } of sentences) {
      let ids = this.tokenizer.encode(text.slice(start, end));
      if (chunk.length + ids.length > MAX_TOKENS && chunk.length > 0) {
        chunks.push(chunk);
        chunk = [];
      }
      for (; ids.length > MAX_TOKENS; ids = ids.slice(MAX_TOKENS)) chunks.push(ids.slice(0, MAX_TOKENS));
      chunk.push(...ids);
    }
    if (chunk.length > 0) chunks.push(chunk);
    return chunks;
  }

  private async encodeChunk(ids: readonly number[]): Promise<Float32Array> {
    const shape = [1, ids.length];
    const outputs = await this.model.run({
      input_ids: { data: BigInt64Array.from(ids, BigInt), shape },
      attention_mask: { data: new BigInt64Array(ids.length).fill(1n), shape },
    });
    const vector = outputs['sentence_embedding'];
    if (!vector) throw new Error('The encoder gave no sentence_embedding.');
    return vector;
  }
}

/** The vector scaled to Euclidean length 1; zeros stay zeros. */
export function normalized(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const v of vector) squares += v * v;
  if (squares > 0) for (let i = 0, scale = 1 / Math.sqrt(squares); i < vector.length; i++) vector[i]! *= scale;
  return vector;
}
