import path from 'node:path';
import { AnalysisFailure } from '../../../analysis/failure.ts';
import { TILE_CELLS, type TileRequest, type TileResponse } from '../../../protocol/analyzer.ts';
import { SIMILARITY_FILE } from '../../../report/report-file.ts';
import { fileVersion } from '../file-version.ts';
import { SimilarityRowsFile, type Strip } from '../job/similarity-rows-file.ts';
import { notice } from '../../../report/notice.ts';

/** Strips that are kept: a window looks at a few, each with every other. */
const KEPT = 12;

/**
 * Parts of the heatmap in any detail, from the rows that lie beside a report: single pairs, or means over blocks of 2, 4, 8 … documents a side. A mean over a block is one product of two
 * sums: Σᵢⱼ xᵢ·yⱼ = (Σxᵢ)·(Σyⱼ). So it is exact but for pairs of opposite meaning, whose negative cosines count as they are.
 */
export class HeatmapTiles {
  private opened:
    | {
        readonly version: string;
        readonly file: Promise<SimilarityRowsFile>;
        readonly strips: Map<string, Promise<Strip>>;
      }
    | undefined;

  /** @throws {@link AnalysisFailure} when the rows are missing or damaged */
  async tile({ jobFolder, level, row, column }: TileRequest): Promise<TileResponse> {
    const at = path.join(jobFolder, SIMILARITY_FILE);
    const version = await fileVersion(at);
    if (this.opened?.version !== version) {
      this.close();
      this.opened = { version, file: SimilarityRowsFile.open(at), strips: new Map() };
    }
    try {
      const file = await this.opened.file;
      const [a, b] = await Promise.all([this.strip(file, level, row), this.strip(file, level, column)]);
      return { rows: a.rows, columns: b.rows, values: tileOf(a, b, file.width, file.terms, row === column) };
    } catch {
      this.close();
      throw new AnalysisFailure('no-vectors', notice('no-rows'));
    }
  }

  close(): void {
    void this.opened?.file.then((file) => file.close()).catch(() => undefined);
    this.opened = undefined;
  }

  private strip(file: SimilarityRowsFile, level: number, index: number): Promise<Strip> {
    const { strips } = this.opened!;
    const key = `${level}/${index}`;
    const strip = strips.get(key) ?? file.strip(index * TILE_CELLS * 2 ** level, TILE_CELLS, 2 ** level);
    strips.delete(key);
    strips.set(key, strip);
    for (const oldest of strips.keys()) if (strips.size > KEPT) strips.delete(oldest);
    return strip;
  }
}

/**
 * Mean similarities of the rows of two strips, 0 … 255, row-major.
 *
 * @param same whether both strips are the same: a document is not compared with itself, but that a single one is like itself
 */
function tileOf(a: Strip, b: Strip, width: number, terms: number, same: boolean): Uint8Array {
  const values = new Uint8Array(a.rows * b.rows);
  const wording = new Float32Array(terms);
  for (let i = 0; i < a.rows; i++) {
    for (let k = a.starts[i]!; k < a.starts[i + 1]!; k++) wording[a.terms[k]!] = a.weights[k]!;
    for (let j = same ? i : 0; j < b.rows; j++) {
      let sum = 0;
      for (let k = 0, x = i * width, y = j * width; k < width; k += 4, x += 4, y += 4)
        sum +=
          a.meaning[x]! * b.meaning[y]! +
          a.meaning[x + 1]! * b.meaning[y + 1]! +
          a.meaning[x + 2]! * b.meaning[y + 2]! +
          a.meaning[x + 3]! * b.meaning[y + 3]!;
      const single = a.documents[i] === 1 && b.documents[j] === 1;
      if (single) sum = Math.min(1, Math.max(0, sum));
      for (let k = b.starts[j]!, end = b.starts[j + 1]!; k < end; k++) sum += wording[b.terms[k]!]! * b.weights[k]!;
      const own = same && i === j;
      const pairs = own ? a.documents[i]! * (a.documents[i]! - 1) : a.documents[i]! * b.documents[j]!;
      const mean = pairs === 0 ? 1 : (own ? sum - a.squares[i]! : sum) / (2 * pairs);
      values[i * b.rows + j] = Math.round(255 * Math.min(1, Math.max(0, mean)));
      if (same) values[j * b.rows + i] = values[i * b.rows + j]!;
    }
    for (let k = a.starts[i]!; k < a.starts[i + 1]!; k++) wording[a.terms[k]!] = 0;
  }
  return values;
}
