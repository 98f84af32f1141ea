import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** Where each map lies in what follows the table: from, length. */
type Places = Readonly<Record<string, readonly [number, number]>>;

let unpacked: { readonly places: Places; readonly maps: Uint8Array } | undefined;

/** The character maps of fonts that PDFs do not embed, as PDF.js asks for them. They lie in one file, because most of them hold what another one holds too: 0.4 MB instead of 1.0. */
export class CharacterMaps {
  /** @returns the map of this name, in PDF.js's binary form; rejected for one that there is none of */
  async fetch({
    name,
  }: {
    readonly name: string;
  }): Promise<{ readonly cMapData: Uint8Array; readonly isCompressed: true }> {
    const { places, maps } = (unpacked ??= unpack(
      brotliDecompressSync(await readFile(path.join(__dirname, 'cmaps', 'cmaps.br'))),
    ));
    const place = Object.hasOwn(places, name) ? places[name] : undefined;
    if (!place) throw new Error(`There is no character map ${name}.`);
    // A copy: PDF.js may take the buffer for itself.
    return { cMapData: maps.slice(place[0], place[0] + place[1]), isCompressed: true };
  }
}

/** As `scripts/packed-data.mjs` puts them together: the length of a table (uint32), the table (JSON), the maps. */
function unpack(file: Buffer): { readonly places: Places; readonly maps: Uint8Array } {
  const tableEnd = 4 + file.readUInt32LE(0);
  return {
    places: JSON.parse(file.toString('utf8', 4, tableEnd)) as Places,
    maps: new Uint8Array(file.buffer, file.byteOffset + tableEnd, file.length - tableEnd),
  };
}
