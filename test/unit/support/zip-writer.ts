import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is written: what the writer is not told it works out honestly. */
export interface ZipEntry {
  readonly name: string | Uint8Array;
  readonly data?: string | Uint8Array;
  readonly deflated?: boolean;
  /** Sizes and checksum stand behind the data, as streaming writers put them. */
  readonly dataDescriptor?: boolean;
  /** The name in UTF-8 beside the one in the header, in Info-ZIP's extra field; with the checksum of that name or of another. */
  readonly unicodePath?: { readonly name: string; readonly of?: string };
  /** Its sizes and its place stand in the ZIP64 extra field, as those of more than 4 GB must. */
  readonly zip64?: boolean;
  /** File type and permissions, as Unix writers put them. */
  readonly unixMode?: number;
  readonly utf8Flag?: boolean;
  readonly encrypted?: boolean;
  /** Lies: what the headers say instead of the truth. */
  readonly declared?: {
    readonly crc32?: number;
    readonly method?: number;
    readonly uncompressedSize?: number;
    readonly compressedSize?: number;
    readonly headerOffset?: number;
    readonly disk?: number;
  };
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
    const { name, packed, extra: unicode } = header;
    const place = entry.declared?.headerOffset ?? at;
    const short = entry.zip64 ? { ...header, packedSize: 0xffffffff, size: 0xffffffff } : header;
    const extra = Buffer.concat([
      unicode,
      entry.zip64 ? zip64Field(header.size, header.packedSize, place) : Buffer.alloc(0),
    ]);
    const inFront = entry.dataDescriptor ? { crc: 0, packedSize: 0, size: 0 } : short;
    add(
      Buffer.concat([
        numbers(
          [4, 0x04034b50],
          [2, 20],
          [2, header.flags],
          [2, header.method],
          [4, 0],
          [4, inFront.crc],
          [4, inFront.packedSize],
          [4, inFront.size],
          [2, name.length],
          [2, extra.length],
        ),
        name,
        extra,
        packed,
      ]),
    );
    if (entry.dataDescriptor) add(numbers([4, 0x08074b50], [4, header.crc], [4, header.packedSize], [4, header.size]));
    central.push(
      Buffer.concat([
        numbers(
          [4, 0x02014b50],
          [2, (entry.unixMode === undefined ? 0 : 3 << 8) | 20],
          [2, 20],
          [2, header.flags],
          [2, header.method],
          [4, 0],
          [4, header.crc],
          [4, short.packedSize],
          [4, short.size],
        ),
        numbers(
          [2, name.length],
          [2, extra.length],
          [2, 0],
          [2, entry.declared?.disk ?? 0],
          [2, 0],
          [4, (entry.unixMode ?? 0) * 0x10000],
          [4, entry.zip64 ? 0xffffffff : place],
        ),
        name,
        extra,
      ]),
    );
  }
  const directory = Buffer.concat(central);
  const text = Buffer.from(comment);
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, zip64 ? 0xffff : entries.length],
    [2, zip64 ? 0xffff : entries.length],
    [4, directory.length],
    [4, zip64 ? 0xffffffff : offset],
    [2, text.length],
  );
  return Buffer.concat([
    Buffer.from(prefix),
    ...parts,
    directory,
    ...(zip64 ? [zip64End(zip64.records ?? entries.length, directory.length, offset)] : []),
    end,
    text,
  ]);
}

const long = (value: number) =>
  [
    [4, value % 2 ** 32],
    [4, Math.floor(value / 2 ** 32)],
  ] as const;

function zip64Field(size: number, packedSize: number, place: number): Buffer {
  return numbers([2, 0x0001], [2, 24], ...long(size), ...long(packedSize), ...long(place));
}

/** The ZIP64 end of central directory record and its locator. */
function zip64End(records: number, bytes: number, offset: number): Buffer {
  return numbers(
    [4, 0x06064b50],
    ...long(44),
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    ...long(records),
    ...long(records),
    ...long(bytes),
    ...long(offset),
    [4, 0x07064b50],
    [4, 0],
    ...long(offset + bytes),
    [4, 1],
  );
}

function fieldsOf({
  name,
  data = '',
  deflated = false,
  dataDescriptor,
  utf8Flag,
  unicodePath,
  encrypted,
  declared,
}: ZipEntry) {
  const bytes = Buffer.from(data);
  const packed = deflated ? deflateRawSync(bytes) : bytes;
  return {
    name: Buffer.from(name),
    packed,
    extra: unicodePath ? unicodePathField(unicodePath.name, unicodePath.of ?? name) : Buffer.alloc(0),
    packedSize: declared?.compressedSize ?? packed.length,
    size: declared?.uncompressedSize ?? bytes.length,
    crc: declared?.crc32 ?? crc32(bytes),
    method: declared?.method ?? (deflated ? 8 : 0),
    flags:
      (encrypted ? FLAGS.encrypted : 0) | (dataDescriptor ? FLAGS.dataDescriptor : 0) | (utf8Flag ? FLAGS.utf8 : 0),
  };
}

function unicodePathField(name: string, of: string | Uint8Array): Buffer {
  const utf8 = Buffer.from(name);
  return Buffer.concat([
    numbers([2, 0x7075], [2, 5 + utf8.length]),
    Buffer.from([1]),
    numbers([4, crc32(Buffer.from(of))]),
    utf8,
  ]);
}

function numbers(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/**
 * A bomb of overlapping entries (Fifield 2019): the data of each begin with a stored deflate block that quotes the local headers behind it, so that
 * all of them unpack the one kernel at the end.
 */
export function quotedOverlap(count: number, kernel: Uint8Array): Buffer {
  const packedKernel = deflateRawSync(kernel);
  const headerOf = (i: number, packed: Buffer, crc: number, size: number) => {
    const name = Buffer.from(`${i}.txt`);
    return Buffer.concat([
      numbers(
        [4, 0x04034b50],
        [2, 20],
        [2, 0],
        [2, 8],
        [4, 0],
        [4, crc],
        [4, packed.length],
        [4, size],
        [2, name.length],
        [2, 0],
      ),
      name,
    ]);
  };
  let tail = packedKernel;
  let content: Uint8Array = kernel;
  const files: { crc: number; packed: number; size: number; length: number }[] = [];
  for (let i = count - 1; i >= 0; i--) {
    const crc = crc32(content);
    const header = headerOf(i, tail, crc, content.length);
    files.unshift({ crc, packed: tail.length, size: content.length, length: tail.length + header.length });
    // A stored block that is not the last one: five bytes, then the header as it is.
    const quote = Buffer.concat([Buffer.from([0]), numbers([2, header.length], [2, 0xffff - header.length])]);
    if (i > 0) {
      content = Buffer.concat([header, content]);
      tail = Buffer.concat([quote, header, tail]);
    } else tail = Buffer.concat([header, tail]);
  }
  const central = files.map(({ crc, packed, size, length }, i) => {
    const name = Buffer.from(`${i}.txt`);
    return Buffer.concat([
      numbers(
        [4, 0x02014b50],
        [2, 20],
        [2, 20],
        [2, 0],
        [2, 8],
        [4, 0],
        [4, crc],
        [4, packed],
        [4, size],
        [2, name.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, tail.length - length],
      ),
      name,
    ]);
  });
  const directory = Buffer.concat(central);
  return Buffer.concat([
    tail,
    directory,
    numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, tail.length], [2, 0]),
  ]);
}
