import fc from 'fast-check';
import { bytesInMemory } from '../../src/analysis/sources/byte-source.ts';
import { openArchive } from '../../src/analysis/sources/open-archive.ts';
import { readEntry } from '../../src/analysis/sources/zip-entry.ts';
import { DEFAULT_READING } from '../../src/report/reading-options.ts';
import { zip } from '../unit/support/zip-writer.ts';

/** One change to some bytes. Places are shares of the length, so that they mean something in every seed. */
type Mutation = (bytes: Buffer) => Buffer;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: Buffer, share: number) => Math.floor(share * bytes.length);
const patched = (bytes: Buffer, position: number, patch: Uint8Array) => {
  const copy = Buffer.from(bytes);
  copy.set(patch.subarray(0, Math.max(0, copy.length - position)), Math.min(position, copy.length));
  return copy;
};

/** Numbers that overflow something somewhere. */
const numbers = fc.constantFrom(
  0,
  1,
  4,
  0x7f,
  0x80,
  0xff,
  0x100,
  0x7fff,
  0x8000,
  0xffff,
  0x10000,
  0x7fffffff,
  0x80000000,
  0xfffffffe,
  0xffffffff,
);

function littleEndian(value: number, width: 2 | 4): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer.subarray(0, width);
}

/** Where a ZIP's records begin, and the extra fields of its headers: their fields are where an archive is most easily broken in a way that is not seen at once. */
function records(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let i = bytes.indexOf('PK'); i >= 0 && places.length < 500; i = bytes.indexOf('PK', i + 1)) {
    places.push(i);
    const fixed = bytes[i + 2] === 3 ? 30 : bytes[i + 2] === 1 ? 46 : undefined;
    if (fixed !== undefined && i + fixed <= bytes.length)
      places.push(i + fixed + bytes.readUInt16LE(i + fixed - (fixed === 30 ? 4 : 18)));
  }
  return places;
}

/** A field of a record: mostly one of the first. */
const field = fc.tuple(fc.nat(499), fc.oneof(fc.nat(6), fc.nat(56)));

/** Changes the number in a field. */
function inField([n, offset]: readonly [number, number], width: 2 | 4, change: (value: number) => number): Mutation {
  return (bytes) => {
    const places = records(bytes);
    const position = (places[n % Math.max(1, places.length)] ?? bytes.length) + offset;
    if (position + width > bytes.length) return bytes;
    return patched(bytes, position, littleEndian(change(bytes.readUIntLE(position, width)) >>> 0, width));
  };
}

/** As much as one input may grow to by repetition: enough for whatever is quadratic to show. */
const MOST_BYTES = 500_000;

/** A few bytes many times over: brackets, tags and lists nest as deep as that, and tables grow as wide. */
function repeated(bytes: Buffer, position: number, length: number, times: number): Buffer {
  const part = bytes.subarray(position, position + length);
  const fitting = Math.min(times, Math.floor((MOST_BYTES - bytes.length) / Math.max(1, part.length)));
  return fitting <= 0
    ? bytes
    : Buffer.concat([
        bytes.subarray(0, position),
        ...Array.from({ length: fitting }, () => part),
        bytes.subarray(position),
      ]);
}

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(
    ([p, patch]): Mutation =>
      (b) =>
        patched(b, at(b, p), patch),
  ),
  fc.tuple(place, fc.nat(7)).map(
    ([p, bit]): Mutation =>
      (b) =>
        patched(b, at(b, p), Uint8Array.of((b[at(b, p)] ?? 0) ^ (1 << bit))),
  ),
  fc.tuple(place, numbers, fc.constantFrom<2 | 4>(2, 4)).map(
    ([p, value, width]): Mutation =>
      (b) =>
        patched(b, at(b, p), littleEndian(value, width)),
  ),
  fc
    .tuple(field, fc.constantFrom<2 | 4>(2, 4), numbers)
    .map(([where, width, value]) => inField(where, width, () => value)),
  fc
    .tuple(field, fc.constantFrom<2 | 4>(2, 4), fc.integer({ min: -9, max: 9 }))
    .map(([where, width, step]) => inField(where, width, (value) => value + step)),
  fc.tuple(place, place).map(
    ([p, q]): Mutation =>
      (b) =>
        Buffer.concat([b.subarray(0, at(b, Math.min(p, q))), b.subarray(at(b, Math.max(p, q)))]),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 64 })).map(
    ([p, inserted]): Mutation =>
      (b) =>
        Buffer.concat([b.subarray(0, at(b, p)), inserted, b.subarray(at(b, p))]),
  ),
  fc.tuple(place, place, place).map(
    ([from, to, p]): Mutation =>
      (b) =>
        Buffer.concat([
          b.subarray(0, at(b, p)),
          b.subarray(at(b, Math.min(from, to)), at(b, Math.max(from, to))),
          b.subarray(at(b, p)),
        ]),
  ),
  place.map(
    (p): Mutation =>
      (b) =>
        b.subarray(0, at(b, p)),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 32 }), fc.oneof(fc.nat(100), fc.nat(20_000))).map(
    ([p, length, times]): Mutation =>
      (b) =>
        repeated(b, at(b, p), length, times),
  ),
);

/**
 * A packed document, one part of which was damaged before it was packed again: damage to the whole stops at the checksums, and never comes to the
 * parser.
 */
export function mutatedInside(documents: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const parts = documents.map((document) => unpacked(document));
  const chosen = fc.nat(parts.length - 1).chain((d) => fc.tuple(fc.constant(parts[d]!), fc.nat(parts[d]!.length - 1)));
  return fc.tuple(chosen, fc.array(mutation, { minLength: 1, maxLength: 4 })).map(([[files, i], mutations]) => {
    const damaged = mutations.reduce<Buffer>((b, mutate) => mutate(b), files[i]!.data);
    return zip(files.map((file, k) => ({ name: file.name, data: k === i ? damaged : file.data, deflated: true })));
  });
}

function unpacked(document: Uint8Array): { readonly name: string; readonly data: Buffer }[] {
  const source = bytesInMemory(document);
  return openArchive(source, 1_000, { name: '', subject: '' }).entries.map((entry) => ({
    name: entry.name.bytes.toString(),
    data: readEntry(source, entry, DEFAULT_READING.limits),
  }));
}

/** Bytes that began as one of the seeds, or as two of them behind each other. */
export function mutated(seeds: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const seed = fc.nat(seeds.length - 1).map((i) => Buffer.from(seeds[i]!));
  const start: fc.Arbitrary<Buffer> = fc.oneof(
    { weight: 9, arbitrary: seed },
    { weight: 1, arbitrary: fc.tuple(seed, seed).map((both) => Buffer.concat(both)) },
  );
  return fc
    .tuple(start, fc.array(mutation, { minLength: 1, maxLength: 8 }))
    .map(([bytes, mutations]) => mutations.reduce<Buffer>((b, mutate) => mutate(b), bytes));
}
