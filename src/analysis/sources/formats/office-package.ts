import type { ReadingLimits } from '../../../report/reading-options.ts';
import { bytesInMemory, type ByteSource } from '../byte-source.ts';
import { type Notice, notice } from '../../../report/notice.ts';
import { UnreadableDocument } from '../document-location.ts';
import { problem } from '../problem.ts';
import { type OpenedArchive, openArchive } from '../open-archive.ts';
import { tooLarge } from '../too-large.ts';
import type { ZipEntry } from '../zip-directory.ts';
import { readEntry } from '../zip-entry.ts';
import { decodeName } from '../zip-name.ts';

/** Parts that a document may have: pictures are parts too, and no document has as many. */
const MOST_PARTS = 10_000;

/**
 * The parts of a .docx, .odt or .epub, which is a ZIP archive. A part is unpacked when it is asked for. The limits of one document hold for all of
 * its parts together, on the bytes that come out.
 */
export class OfficePackage {
  private readonly source: ByteSource;
  private readonly parts: ReadonlyMap<string, ZipEntry>;
  private unpacked = 0;

  /** @throws {@link UnreadableDocument} when the bytes are no such package */
  constructor(
    bytes: Uint8Array,
    private readonly limits: ReadingLimits,
  ) {
    this.source = bytesInMemory(bytes);
    const { entries, overlapping } = opened(this.source, bytes);
    this.parts = new Map(
      entries.filter((entry) => !overlapping.has(entry)).map((entry) => [decodeName(entry.name), entry]),
    );
  }

  has(name: string): boolean {
    return this.parts.has(name);
  }

  /** @throws {@link UnreadableDocument} when the part is missing or damaged, or passes a limit */
  read(name: string): Uint8Array {
    const part = this.parts.get(name);
    if (!part) throw damaged(notice('part-missing', { part: name }));
    if (part.encrypted) throw passwordProtected();
    if (part.method !== 0 && part.method !== 8)
      throw damaged(notice('part-method', { part: name, method: part.method }));
    const left = this.limits.documentBytes - this.unpacked;
    if (left <= 0) throw new UnreadableDocument(tooLarge(this.limits.documentBytes));
    try {
      const bytes = readEntry(this.source, part, { ...this.limits, documentBytes: left });
      this.unpacked += bytes.length;
      return bytes;
    } catch (error) {
      if (error instanceof UnreadableDocument) throw this.ofDocument(name, error);
      throw error;
    }
  }

  /** A part that is XML: in UTF-8, or in UTF-16 with a mark. */
  readText(name: string): string {
    const bytes = this.read(name);
    const [a, b] = bytes;
    return new TextDecoder(
      a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8',
    ).decode(bytes);
  }

  /** Whether there is a part of which the name begins so. */
  hasPartsIn(folder: string): boolean {
    return [...this.parts.keys()].some((name) => name.startsWith(folder));
  }

  /** What is wrong with a part, said of the document that it is part of. */
  private ofDocument(name: string, { problem: { code }, bytes }: UnreadableDocument): UnreadableDocument {
    switch (code) {
      case 'too-large':
        return new UnreadableDocument(tooLarge(this.limits.documentBytes), bytes);
      case 'ratio':
        return new UnreadableDocument(problem('ratio', notice('package-ratio', { ratio: this.limits.ratio })), bytes);
      default:
        return damaged(notice('part-not-unpacked', { part: name }));
    }
  }
}

const damaged = (said: Notice) => new UnreadableDocument(problem('damaged', said));

/** The signature of a compound file: what Word wrote before 2007, and what Office puts an encrypted document into ([MS-OFFCRYPTO] 2.3). */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

function opened(source: ByteSource, bytes: Uint8Array): OpenedArchive {
  if (COMPOUND_FILE.every((byte, i) => bytes[i] === byte)) throw compoundFile(bytes);
  try {
    return openArchive(source, MOST_PARTS, { name: '', subject: '' });
  } catch (error) {
    if (error instanceof UnreadableDocument) throw damaged(notice('package-none'));
    throw error;
  }
}

function compoundFile(bytes: Uint8Array): UnreadableDocument {
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
  return isEncrypted
    ? passwordProtected()
    : new UnreadableDocument(problem('unsupported-format', notice('word-before-2007')));
}

/** A document that its program encrypted. */
export const passwordProtected = () => new UnreadableDocument(problem('encrypted', notice('password-protected')));
