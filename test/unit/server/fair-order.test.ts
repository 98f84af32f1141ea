import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairOrder } from '../../../src/server/fair-order.ts';

const taken = (order: FairOrder<string>) => Array.from({ length: order.size }, () => order.take()?.entry);

test('every tenant gets a turn before anybody gets a second one', () => {
  const order = new FairOrder<string>();
  for (const entry of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) order.add(entry[0]!, entry);
  expect(taken(order)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  expect(order.take()).toBeUndefined();
});

test('who comes while another one has its turn goes before that one’s next', () => {
  const order = new FairOrder<string>();
  for (const entry of ['a1', 'a2', 'a3']) order.add('a', entry);
  expect(order.take()).toEqual({ tenant: 'a', entry: 'a1' });
  order.add('b', 'b1');
  expect(taken(order)).toEqual(['b1', 'a2', 'a3']);
});

test('what gave its turn up goes before the others of its tenant, and behind the other tenants', () => {
  const order = new FairOrder<string>();
  for (const entry of ['a1', 'a2']) order.add('a', entry);
  order.take();
  for (const entry of ['b1', 'c1']) order.add(entry[0]!, entry);
  order.add('a', 'a1', true);
  expect(taken(order)).toEqual(['b1', 'c1', 'a1', 'a2']);
});

test('what was taken out gets no turn', () => {
  const order = new FairOrder<string>();
  for (const entry of ['a1', 'a2', 'b1']) order.add(entry[0]!, entry);
  order.remove('a', 'a1');
  order.remove('b', 'b1');
  expect(taken(order)).toEqual(['a2']);
});

test('nothing is lost or given twice, and a tenant’s own order stays', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4)), (tenants) => {
      const order = new FairOrder<string>();
      const entries = tenants.map((tenant, i) => `${tenant} ${String(i).padStart(5, '0')}`);
      for (const entry of entries) order.add(entry[0]!, entry);
      const out = taken(order) as string[];
      expect([...out].sort()).toEqual([...entries].sort());
      for (const tenant of new Set(tenants))
        expect(out.filter((e) => e.startsWith(`${tenant} `))).toEqual(
          entries.filter((e) => e.startsWith(`${tenant} `)),
        );
    }),
  );
});
