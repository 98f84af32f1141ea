import fc from 'fast-check';

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
const numbers = fc.constantFrom(0, 1, 4, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff);

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
    if (fixed !== undefined && i + fixed <= bytes.length) places.push(i + fixed + bytes.readUInt16LE(i + fixed - (fixed === 30 ? 4 : 18)));
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

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([p, patch]): Mutation => (b) => patched(b, at(b, p), patch)),
  fc.tuple(place, fc.nat(7)).map(([p, bit]): Mutation => (b) => patched(b, at(b, p), Uint8Array.of((b[at(b, p)] ?? 0) ^ (1 << bit)))),
  fc.tuple(place, numbers, fc.constantFrom<2 | 4>(2, 4)).map(([p, value, width]): Mutation => (b) => patched(b, at(b, p), littleEndian(value, width))),
  fc.tuple(field, fc.constantFrom<2 | 4>(2, 4), numbers).map(([where, width, value]) => inField(where, width, () => value)),
  fc.tuple(field, fc.constantFrom<2 | 4>(2, 4), fc.integer({ min: -9, max: 9 })).map(([where, width, step]) => inField(where, width, (value) => value + step)),
  fc.tuple(place, place).map(([p, q]): Mutation => (b) => Buffer.concat([b.subarray(0, at(b, Math.min(p, q))), b.subarray(at(b, Math.max(p, q)))])),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 64 })).map(([p, inserted]): Mutation => (b) => Buffer.concat([b.subarray(0, at(b, p)), inserted, b.subarray(at(b, p))])),
  fc.tuple(place, place, place).map(([from, to, p]): Mutation => (b) => Buffer.concat([b.subarray(0, at(b, p)), b.subarray(at(b, Math.min(from, to)), at(b, Math.max(from, to))), b.subarray(at(b, p))])),
  place.map((p): Mutation => (b) => b.subarray(0, at(b, p))),
);

/** Bytes that began as one of the seeds, or as two of them behind each other. */
export function mutated(seeds: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const seed = fc.nat(seeds.length - 1).map((i) => Buffer.from(seeds[i]!));
  const start: fc.Arbitrary<Buffer> = fc.oneof({ weight: 9, arbitrary: seed }, { weight: 1, arbitrary: fc.tuple(seed, seed).map((both) => Buffer.concat(both)) });
  return fc.tuple(start, fc.array(mutation, { minLength: 1, maxLength: 8 })).map(([bytes, mutations]) => mutations.reduce<Buffer>((b, mutate) => mutate(b), bytes));
}
