import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is written: what the writer is not told it works out honestly. */
export interface ZipEntry {
  readonly name: string | Uint8Array;
  readonly data?: string | Uint8Array;
  readonly deflated?: boolean;
  /** Sizes and checksum stand behind the data, as streaming writers put them. */
  readonly dataDescriptor?: boolean;
  readonly utf8Flag?: boolean;
  readonly encrypted?: boolean;
  /** Lies: what the headers say instead of the truth. */
  readonly declared?: { readonly crc32?: number; readonly method?: number; readonly uncompressedSize?: number; readonly headerOffset?: number };
}

export interface ArchiveOptions {
  readonly comment?: string | Uint8Array;
  /** What stands before the archive. */
  readonly prefix?: string;
  /** Writes the directory's place as ZIP64 does; `records` may lie. */
  readonly zip64?: { readonly records?: number };
}

const FLAGS = { encrypted: 0x1, dataDescriptor: 0x8, utf8: 0x800 };

/** Writes a ZIP archive (APPNOTE 6.3) by itself, so that what is read does not depend on what is tested. */
export function zip(entries: readonly ZipEntry[], { comment = '', prefix = '', zip64 }: ArchiveOptions = {}): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const add = (part: Buffer) => {
    parts.push(part);
    offset += part.length;
  };
  for (const entry of entries) {
    const header = fieldsOf(entry);
    const at = offset;
    const { name, packed } = header;
    const inFront = entry.dataDescriptor ? { crc: 0, packedSize: 0, size: 0 } : header;
    add(Buffer.concat([numbers([4, 0x04034b50], [2, 20], [2, header.flags], [2, header.method], [4, 0], [4, inFront.crc], [4, inFront.packedSize], [4, inFront.size], [2, name.length], [2, 0]), name, packed]));
    if (entry.dataDescriptor) add(numbers([4, 0x08074b50], [4, header.crc], [4, header.packedSize], [4, header.size]));
    central.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, 20], [2, 20], [2, header.flags], [2, header.method], [4, 0], [4, header.crc], [4, header.packedSize], [4, header.size]),
        numbers([2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, entry.declared?.headerOffset ?? at]),
        name,
      ]),
    );
  }
  const directory = Buffer.concat(central);
  const text = Buffer.from(comment);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, zip64 ? 0xffff : entries.length], [2, zip64 ? 0xffff : entries.length], [4, directory.length], [4, zip64 ? 0xffffffff : offset], [2, text.length]);
  return Buffer.concat([Buffer.from(prefix), ...parts, directory, ...(zip64 ? [zip64End(zip64.records ?? entries.length, directory.length, offset)] : []), end, text]);
}

/** The ZIP64 end of central directory record and its locator. */
function zip64End(records: number, bytes: number, offset: number): Buffer {
  const long = (value: number) => [[4, value % 2 ** 32], [4, Math.floor(value / 2 ** 32)]] as const;
  return numbers([4, 0x06064b50], ...long(44), [2, 45], [2, 45], [4, 0], [4, 0], ...long(records), ...long(records), ...long(bytes), ...long(offset), [4, 0x07064b50], [4, 0], ...long(offset + bytes), [4, 1]);
}

function fieldsOf({ name, data = '', deflated = false, dataDescriptor, utf8Flag, encrypted, declared }: ZipEntry) {
  const bytes = Buffer.from(data);
  const packed = deflated ? deflateRawSync(bytes) : bytes;
  return {
    name: Buffer.from(name),
    packed,
    packedSize: packed.length,
    size: declared?.uncompressedSize ?? bytes.length,
    crc: declared?.crc32 ?? crc32(bytes),
    method: declared?.method ?? (deflated ? 8 : 0),
    flags: (encrypted ? FLAGS.encrypted : 0) | (dataDescriptor ? FLAGS.dataDescriptor : 0) | (utf8Flag ? FLAGS.utf8 : 0),
  };
}

function numbers(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
