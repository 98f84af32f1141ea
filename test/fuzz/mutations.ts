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

/** Places of the signatures of a ZIP's records: their fields are where an archive is most easily broken in a way that is not seen at once. */
function signatures(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let i = bytes.indexOf('PK'); i >= 0 && places.length < 500; i = bytes.indexOf('PK', i + 1)) places.push(i);
  return places;
}

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([p, patch]): Mutation => (b) => patched(b, at(b, p), patch)),
  fc.tuple(place, fc.nat(7)).map(([p, bit]): Mutation => (b) => patched(b, at(b, p), Uint8Array.of((b[at(b, p)] ?? 0) ^ (1 << bit)))),
  fc.tuple(place, numbers, fc.constantFrom<2 | 4>(2, 4)).map(([p, value, width]): Mutation => (b) => patched(b, at(b, p), littleEndian(value, width))),
  fc.tuple(fc.nat(499), fc.nat(56), numbers, fc.constantFrom<2 | 4>(2, 4)).map(([n, field, value, width]): Mutation => (b) => {
    const places = signatures(b);
    const position = places[n % Math.max(1, places.length)];
    return position === undefined ? b : patched(b, position + field, littleEndian(value, width));
  }),
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
