import { describe, expect, it } from 'vitest';
import type { ConstraintName } from '../../src/domain/certificate.ts';
import { aside, checkOf, type Draft, failing, verify } from './fixture.ts';

describe('one mistake, one constraint', () => {
  const route = (d: Draft, index: number) => d.plan.routes[index]!;
  const cases: [ConstraintName, string, string, (d: Draft) => void][] = [
    [
      'C1',
      'a wrong Y^max',
      'stated Y^max of route a~m1+m1~m2+m2~b of a~b, slot 1',
      (d) => {
        route(d, 0).rateCap = 101;
      },
    ],
    [
      'C1',
      'a negative rate',
      'route a~m1+m1~m2+m2~b of a~b, slot 1',
      (d) => {
        route(d, 0).rate = -1;
        d.objective = 53;
      },
    ],
    [
      'C2',
      'two paths in a slot',
      'demand c~d, slot 2',
      (d) => {
        d.plan.routes.push({ ...route(d, 3), rate: 0 });
      },
    ],
    [
      'C3',
      'a full node',
      'node m1, slot 2',
      (d) => {
        d.plan.subPaths.push(aside as never);
        d.plan.fills.push({ pair: 'm1~m3', subPath: 'm1~m3', slot: 0, rate: 70 });
        d.plan.stocks.push({ pair: 'm1~m3', subPath: 'm1~m3', pairs: [0, 700, 700] });
      },
    ],
    [
      'C4',
      'a link beyond its capacity',
      'link m1~m2, slot 1',
      (d) => {
        d.plan.fills[0]!.rate = 50;
        d.plan.stocks[0]!.pairs = [0, 500, 100];
      },
    ],
    [
      'C5',
      'pairs used in the slot in which they are filled',
      'sub-path m1~m2 of m1~m2, slot 2',
      (d) => {
        d.scenario.links![1]!.capacity = 100;
        d.plan.fills[0]!.rate = 30;
        d.plan.fills.push({ ...d.plan.fills[0]!, slot: 1, rate: 10 });
        d.plan.stocks[0]!.pairs = [0, 300, 0];
      },
    ],
    [
      'C6',
      'a pair that is stated to be in stock and is not',
      'initial stock along m1, m3',
      (d) => {
        d.scenario.storage!.initialStock = [{ nodes: ['m1', 'm3'], pairs: 1, fidelity: 0.96 }];
      },
    ],
    [
      'C6',
      'a pair from nowhere',
      'sub-path m1~m2 of m1~m2, slot 3',
      (d) => {
        d.plan.stocks[0]!.pairs[2] = 1;
      },
    ],
    [
      'C6',
      'a pair lost',
      'sub-path m1~m2 of m1~m2, slot 2',
      (d) => {
        d.plan.fills[0]!.rate = 40.1;
        d.scenario.links![1]!.capacity = [101, 0];
      },
    ],
    [
      'C6',
      'a negative fill',
      'fill of sub-path m1~m3 of m1~m3, slot 2',
      (d) => {
        d.plan.subPaths.push(aside as never);
        d.plan.fills.push({ pair: 'm1~m3', subPath: 'm1~m3', slot: 0, rate: 10 });
        d.plan.fills.push({ pair: 'm1~m3', subPath: 'm1~m3', slot: 1, rate: -5 });
        d.plan.stocks.push({ pair: 'm1~m3', subPath: 'm1~m3', pairs: [0, 100, 50] });
      },
    ],
    [
      'C6',
      'stocks that end early',
      'sub-path m1~m2 of m1~m2: not 3 stocks',
      (d) => {
        d.plan.stocks[0]!.pairs.pop();
      },
    ],
    [
      'C7',
      'less than the minimum',
      'demand a~b, slot 2',
      (d) => {
        d.scenario.demands[0]!.minimumRate = 50;
      },
    ],
    [
      'path',
      'a gap',
      'link m1~m2 does not join m1 and x',
      (d) => {
        route(d, 0).nodes[2] = 'x';
      },
    ],
    [
      'path',
      'an unknown link',
      'link none is unknown',
      (d) => {
        route(d, 0).hops[1] = { link: 'none' };
      },
    ],
    [
      'path',
      'the wrong users',
      'it does not lead from c to d',
      (d) => {
        route(d, 2).nodes = ['d', 'c'];
      },
    ],
    [
      'path',
      'too many hops',
      'more than 2 hops',
      (d) => {
        d.scenario.paths = { maximumHops: 2 };
      },
    ],
    [
      'path',
      'an unknown demand',
      'no such demand or slot',
      (d) => {
        route(d, 3).demand = 'nobody';
        d.objective = 107;
      },
    ],
    [
      'path',
      'a slot beyond the end',
      'no such demand or slot',
      (d) => {
        route(d, 3).slot = 2;
        d.objective = 107;
      },
    ],
    [
      'path',
      'a stock of no sub-path',
      'is no sub-path',
      (d) => {
        d.plan.stocks.push({ pair: 'm1~m9', subPath: 'm1~m9', pairs: [0, 0, 0] });
      },
    ],
    [
      'fidelity',
      'a wrong fidelity',
      'slot 2',
      (d) => {
        route(d, 1).fidelity = 0.9;
      },
    ],
    [
      'fidelity',
      'a wrong delivered fidelity',
      'slot 2',
      (d) => {
        route(d, 3).deliveredFidelity = 0.95;
      },
    ],
    [
      'fidelity',
      'a target out of reach',
      'slot 1',
      (d) => {
        d.scenario.purification = { protocol: 'none' };
        d.scenario.demands[1]!.fidelityTarget = 0.81;
      },
    ],
    [
      'fidelity',
      'a fill that is not good enough',
      'fill of sub-path m1~m3 of m1~m3, slot 1',
      (d) => {
        d.scenario.links![4]!.fidelity = 0.5;
        d.plan.subPaths.push(aside as never);
        d.plan.fills.push({ pair: 'm1~m3', subPath: 'm1~m3', slot: 0, rate: 10 });
        d.plan.stocks.push({ pair: 'm1~m3', subPath: 'm1~m3', pairs: [0, 100, 100] });
      },
    ],
    [
      'cost',
      'too few base pairs',
      'route c~d of c~d, slot 1',
      (d) => {
        route(d, 2).cost = 6;
      },
    ],
    [
      'objective',
      'a wrong value',
      'stated value of the plan',
      (d) => {
        d.objective = 115;
      },
    ],
    [
      'objective',
      'a bound below the value',
      'the bound is below the value of the plan',
      (d) => {
        d.bound = 113;
      },
    ],
  ];
  it.each(cases)('%s: %s', (constraint, _, where, change) => {
    const checks = verify(change);
    expect(failing(checks)).toEqual([constraint]);
    expect(checkOf(checks, constraint).worst).toContain(where);
  });

  it('measures relative to the right side: 10 pairs/s over 100 is 0.1', () => {
    const checks = verify((d) => {
      d.plan.fills[0]!.rate = 50;
      d.plan.stocks[0]!.pairs = [0, 500, 100];
    });
    expect(checkOf(checks, 'C4').maxViolation).toBeCloseTo(0.1, 12);
  });

  it('a rate above Y^max breaks C1 as well as C4', () => {
    const checks = verify((d) => {
      d.plan.routes[3]!.rate = 15;
      d.objective = 114.5;
    });
    expect(failing(checks)).toEqual(['C1', 'C4']);
  });

  it('NaN is an infinite violation', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const rate = verify((d) => {
        d.plan.routes[0]!.rate = value;
      });
      expect(checkOf(rate, 'C1').maxViolation).toBe(Number.POSITIVE_INFINITY);
      expect(checkOf(rate, 'objective').maxViolation).toBe(Number.POSITIVE_INFINITY);
      const stock = verify((d) => {
        d.plan.stocks[0]!.pairs[1] = value;
      });
      expect(checkOf(stock, 'C6').maxViolation).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('exempt slots are left out of C7 and counted', () => {
    const checks = verify((d) => {
      d.scenario.demands[0]!.minimumRate = 50;
      d.exempt = [{ demand: 'a~b', slot: 1 }];
    });
    expect(checkOf(checks, 'C7')).toMatchObject({ checked: 1, maxViolation: 0, exempt: 1 });
  });
});
