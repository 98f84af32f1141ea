import { crc32, inflateRawSync } from 'node:zlib';
import type { ReadingLimits } from '../../../report/reading-options.ts';
import { UnreadableDocument } from '../document-location.ts';

const END_RECORD = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_RECORD_BYTES = 22;

interface Part {
  readonly method: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly headerOffset: number;
}

/** Bytes that an unpacked part may have whatever its ratio. */
const RATIO_COUNTS_FROM = 1024 ** 2;

/**
 * The parts of a .docx, .odt or .epub: a ZIP archive (APPNOTE 6.3) in memory. A part is unpacked when it is asked for. Limits are enforced on the bytes
 * that come out, over all parts together.
 */
export class OfficePackage {
  private readonly parts = new Map<string, Part>();
  private unpacked = 0;

  /** @throws {@link UnreadableDocument} when the bytes are no such package */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: ReadingLimits,
  ) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const end = endRecordOf(view);
    if (end === undefined) throw notAPackage(bytes);
    const entries = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    const names = new TextDecoder();
    for (let i = 0; i < entries; i++) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER) throw damaged('its list of parts is broken');
      const nameLength = view.getUint16(at + 28, true);
      const name = names.decode(bytes.subarray(at + 46, at + 46 + nameLength));
      this.parts.set(name, { method: view.getUint16(at + 10, true), crc32: view.getUint32(at + 16, true), packedSize: view.getUint32(at + 20, true), headerOffset: view.getUint32(at + 42, true) });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  }

  has(name: string): boolean {
    return this.parts.has(name);
  }

  /** @throws {@link UnreadableDocument} when the part is missing or damaged, or passes a limit */
  read(name: string): Uint8Array {
    const part = this.parts.get(name);
    if (!part) throw damaged(`${name} is missing`);
    const { method, packedSize, headerOffset } = part;
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    if (headerOffset + 30 > this.bytes.length || view.getUint32(headerOffset, true) !== LOCAL_HEADER) throw damaged(`${name} has no header`);
    const start = headerOffset + 30 + view.getUint16(headerOffset + 26, true) + view.getUint16(headerOffset + 28, true);
    const packed = this.bytes.subarray(start, start + packedSize);
    if (packed.length < packedSize) throw damaged(`${name} is cut off`);
    const bytes = method === 0 ? packed : this.inflate(name, packed, method);
    this.unpacked += bytes.length;
    if (this.unpacked > this.limits.documentBytes) throw this.tooLarge();
    if (crc32(bytes) !== part.crc32) throw damaged(`the checksum of ${name} is wrong`);
    return bytes;
  }

  /** A part that is text in UTF-8. */
  readText(name: string): string {
    return new TextDecoder().decode(this.read(name));
  }

  private inflate(name: string, packed: Uint8Array, method: number): Uint8Array {
    if (method !== 8) throw damaged(`${name} is packed by a method that is not supported (${method})`);
    const left = Math.max(1, this.limits.documentBytes - this.unpacked);
    const byRatio = Math.max(RATIO_COUNTS_FROM, Math.floor(packed.length * this.limits.ratio));
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.min(left, byRatio) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw damaged(`${name} cannot be unpacked`);
      if (left <= byRatio) throw this.tooLarge();
      throw new UnreadableDocument({ code: 'too-large', message: `The document unpacks to more than ${this.limits.ratio} times its size (ghostwriter.limits.ratio), as an archive made to fill memories does. It was not read.` });
    }
  }

  private tooLarge(): UnreadableDocument {
    return new UnreadableDocument({ code: 'too-large', message: `The document unpacks to more than ${this.limits.documentBytes / 1024 ** 2} MB (ghostwriter.limits.documentSize). Split it, or raise that limit, and run the analysis again.` });
  }
}

const damaged = (how: string) => new UnreadableDocument({ code: 'damaged', message: `The document is damaged: ${how}. Open it in the program that wrote it and save it again.` });

function endRecordOf(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - END_RECORD_BYTES - 0xffff);
  for (let at = view.byteLength - END_RECORD_BYTES; at >= least; at--) if (view.getUint32(at, true) === END_RECORD) return at;
  return undefined;
}

/** The signature of a compound file: what Word wrote before 2007, and what Office puts an encrypted document into ([MS-OFFCRYPTO] 2.3). */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

function notAPackage(bytes: Uint8Array): UnreadableDocument {
  if (!COMPOUND_FILE.every((byte, i) => bytes[i] === byte)) return damaged('it is not the archive that such a document is');
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return isEncrypted ? passwordProtected() : new UnreadableDocument({ code: 'unsupported-format', message: 'The document is in the format of Word before 2007. Save it as .docx and run the analysis again.' });
}

/** A document that its program encrypted. */
export const passwordProtected = () => new UnreadableDocument({ code: 'password-protected', message: 'The document is protected by a password. Open it with its password, save it without one, and run the analysis again.' });
