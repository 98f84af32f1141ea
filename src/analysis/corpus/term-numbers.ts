import { apart } from '../document/word-cache.ts';
import { TERM_END } from '../document/terms.ts';

const END = TERM_END.charCodeAt(0);

/** Numbers terms in the order in which they first come. A term is looked up where it stands among those of its document: no string is made of it but the first time. */
export class TermNumbers {
  /** The terms, by number. */
  readonly terms: string[] = [];
  private hashes = new Int32Array(1 << 10);
  /** Number + 1 of the term in each slot of the table (open addressing); 0 where it is empty. */
  private slots = new Int32Array(1 << 11);

  /**
   * Calls for each of some terms with its number.
   *
   * @param joined the terms, {@link TERM_END} between them
   */
  each(joined: string, take: (number: number) => void): void {
    for (let from = 0; from < joined.length;) {
      let hash = 0;
      let to = from;
      for (; to < joined.length; to++) {
        const unit = joined.charCodeAt(to);
        if (unit === END) break;
        hash = Math.imul(hash ^ unit, 0x01000193);
      }
      take(this.of(joined, from, to, hash ^ (hash >>> 15)));
      from = to + 1;
    }
  }

  private of(joined: string, from: number, to: number, hash: number): number {
    let slot = hash & (this.slots.length - 1);
    for (; this.slots[slot] !== 0; slot = (slot + 1) & (this.slots.length - 1)) {
      const known = this.slots[slot]! - 1;
      if (this.hashes[known] === hash && this.is(known, joined, from, to)) return known;
    }
    const number = this.terms.push(apart(joined.slice(from, to))) - 1;
    this.hashes[number] = hash;
    this.slots[slot] = number + 1;
    if (this.terms.length === this.hashes.length) this.grow();
    return number;
  }

  private is(number: number, joined: string, from: number, to: number): boolean {
    const term = this.terms[number]!;
    if (term.length !== to - from) return false;
    for (let i = 0; i < term.length; i++) if (term.charCodeAt(i) !== joined.charCodeAt(from + i)) return false;
    return true;
  }

  private grow(): void {
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.slots = new Int32Array(this.slots.length * 2);
    for (let number = 0; number < this.terms.length; number++) {
      let slot = hashes[number]! & (this.slots.length - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = number + 1;
    }
  }
}
