import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TurnNumbers } from '../../../src/server/redis/turn-numbers.ts';

/** A worker that takes the lowest number first, and of equal ones the first to come, as Redis does. */
class Worked {
  private readonly turns = new TurnNumbers();
  private readonly waiting: { readonly tenant: string; readonly number: number; readonly came: number }[] = [];
  private came = 0;

  add(tenant: string, parts: number): void {
    const first = this.turns.take(tenant, parts);
    for (let i = 0; i < parts; i++) this.waiting.push({ tenant, number: first + i, came: this.came++ });
  }

  next(): string | undefined {
    const [first] = this.waiting.sort((a, b) => a.number - b.number || a.came - b.came);
    if (!first) return undefined;
    this.waiting.shift();
    this.turns.begun(first.number);
    return first.tenant;
  }

  all(): string[] {
    const order: string[] = [];
    for (let tenant = this.next(); tenant !== undefined; tenant = this.next()) order.push(tenant);
    return order;
  }
}

test('a batch that comes in the middle of another tenant’s takes turns with it, part by part', () => {
  const worked = new Worked();
  worked.add('a', 8);
  expect([worked.next(), worked.next(), worked.next()].join('')).toBe('aaa');
  worked.add('b', 3);
  expect(worked.all().join('')).toBe('abababaa');
});

test('the next batch of a tenant waits behind its own, and takes nothing from others', () => {
  const worked = new Worked();
  for (let i = 0; i < 3; i++) worked.add('a', 2);
  worked.add('b', 2);
  expect(worked.all().join('')).toBe('ababaaaa');
});

test('a tenant that never ends keeps nobody waiting, and is not kept waiting by many that come', () => {
  const worked = new Worked();
  worked.add('a', 5);
  let between = 0;
  for (let i = 0; i < 50; i++) {
    worked.add(String.fromCharCode(98 + (i % 3)), 1);
    if (worked.next() === 'a') between++;
  }
  expect(between).toBe(5);
});

test('whatever comes, of two tenants that both wait neither gets two turns more than the other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(40), (a, b, before) => {
      const worked = new Worked();
      worked.add('a', a);
      let left = a;
      for (let i = 0; i < Math.min(before, a); i++, left--) worked.next();
      worked.add('b', b);
      const order = worked.all().slice(0, 2 * Math.min(left, b));
      for (let i = 1; i <= order.length; i++) {
        const of = (tenant: string) => order.slice(0, i).filter((t) => t === tenant).length;
        expect(Math.abs(of('a') - of('b'))).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('numbers stay within what the queue takes, and begin anew', () => {
  const turns = new TurnNumbers();
  turns.begun(2_000_000);
  expect(turns.take('a', 64)).toBeLessThanOrEqual(2_000_000 - 63);
  turns.reset();
  expect(turns.take('a', 64)).toBe(1);
  turns.taken('b', 30);
  expect(turns.take('b', 1)).toBe(31);
});
