import { describe, expect, it } from 'vitest';
import type { ConstraintName } from '../../src/domain/certificate.ts';
import { aside, checkOf, type Draft, failing, verify } from './fixture.ts';

describe('the plan by hand', () => {
  it('keeps every constraint, and every constraint was checked', () => {
    const checks = verify((d) => {
      d.scenario.demands[0]!.minimumRate = 40;
    });
    expect(checks.map((check) => check.constraint)).toEqual([
      'C1',
      'C2',
      'C3',
      'C4',
      'C5',
      'C6',
      'C7',
      'path',
      'fidelity',
      'cost',
      'objective',
    ]);
    for (const { constraint, checked, maxViolation } of checks) {
      expect(checked, constraint).toBeGreaterThan(0);
      expect(maxViolation, constraint).toBeLessThan(1e-9);
    }
    expect(checkOf(checks, 'C3').checked).toBe(9);
    expect(checkOf(checks, 'C4')).toEqual({ constraint: 'C4', checked: 7, maxViolation: 0, worst: null });
  });
});

describe('at its limit', () => {
  const withoutStorage = (d: Draft) => {
    d.scheme = 'nss';
    d.plan.routes.splice(1, 1);
    d.plan.subPaths = [];
    d.plan.fills = [];
    d.plan.stocks = [];
    d.objective = 74;
  };
  /** SOS, with these nodes as satellites. */
  const relays = (d: Draft, satellites: readonly string[]) => {
    d.scheme = 'sos';
    // The other demand has no inner node.
    d.scenario.nodes = d.scenario.nodes!.map(({ id }) => ({
      id,
      kind: satellites.includes(id) ? ('satellite' as const) : ('ground' as const),
    }));
  };
  it.each(['m1', 'm2'])(
    'under SOS, one node between the ends that is not a satellite, %s, is too many',
    (node) => {
      const checks = verify((d) =>
        relays(
          d,
          ['m1', 'm2'].filter((other) => other !== node),
        ),
      );
      expect(failing(checks)).toEqual(['path']);
      expect(checkOf(checks, 'path').worst).toContain(`${node} is no satellite, in spite of SOS`);
    },
  );
  it('under SOS, a stock along a node that is not a satellite is too many', () => {
    const checks = verify((d) => {
      relays(d, ['m1', 'm2']);
      // The middle link is one over d, which ends the demand c~d, too.
      d.scenario.links!.push(
        { ends: ['m1', 'd'], capacity: [100, 0], fidelity: 0.99 },
        { ends: ['d', 'm2'], capacity: [100, 0], fidelity: 0.99 },
      );
      d.plan.subPaths[0] = {
        pair: 'm1~m2',
        id: 'm1~m2',
        nodes: ['m1', 'd', 'm2'],
        hops: [{ link: 'm1~d' }, { link: 'd~m2' }],
      };
    });
    expect(checkOf(checks, 'path').maxViolation).toBe(1);
    expect(checkOf(checks, 'path').worst).toContain('d is no satellite, in spite of SOS');
  });

  it('pairs longest in contact are those of a link of their own, however many there may be', () => {
    const change = (middle: readonly string[]) => (d: Draft) => {
      d.scenario.storage!.pairs = { longestContact: 10 };
      const hops = middle.slice(1).map((node, hop) => ({ link: [middle[hop]!, node].sort().join('~') }));
      d.plan.subPaths.push({ pair: `${middle[0]}~${middle.at(-1)}`, id: 'x', nodes: [...middle], hops });
    };
    expect(failing(verify(change(['m1', 'm3'])))).toEqual([]);
    const far = verify(change(['m2', 'm1', 'm3']));
    expect(failing(far)).toEqual(['path']);
    expect(checkOf(far, 'path').worst).toContain('m2 and m3 may not store pairs');
  });
  it.each<[string, (d: Draft) => void]>([
    ['as many virtual links as there may be', (d) => (d.scenario.paths = { maximumVirtualLinks: 1 })],
    ['as many hops as there may be', (d) => (d.scenario.paths = { maximumHops: 3 })],
    ['no storage under NSS', withoutStorage],
    ['as little as there has to be', (d) => (d.scenario.demands[0]!.minimumRate = 40)],
    [
      'as much as memories hold',
      (d) => {
        d.scenario.storage!.nodes = ['m1', 'm2'].map((node) => ({ node, capacity: 400 }));
        d.plan.routes[1]!.rateCap = 40;
      },
    ],
    ['satellites alone between its ends under SOS', (d) => relays(d, ['m1', 'm2'])],
  ])('a plan with %s is valid', (_, change) => {
    expect(failing(verify(change))).toEqual([]);
  });
});

describe('a stock that is small beside its memory', () => {
  it('cannot be overdrawn unnoticed: violations are relative to what it can hold', () => {
    const overdrawn = (share: number) =>
      verify((d) => {
        // 0.1 pairs fill at 0.01 pairs/s, in memories for a milliard.
        d.scenario.storage!.nodes = ['m1', 'm2'].map((node) => ({ node, capacity: 1e9 }));
        d.scenario.links![1]!.capacity = [0.01, 0];
        d.plan.routes.splice(0, 1);
        d.plan.routes[0]!.rate = 0.01 * (1 + share);
        d.plan.fills[0]!.rate = 0.01;
        d.plan.stocks[0]!.pairs = [0, 0.1, -0.1 * share];
        d.objective = d.plan.routes[0]!.rate + 14;
      });
    expect(failing(overdrawn(0))).toEqual([]);
    const checks = overdrawn(0.1);
    expect(failing(checks)).toEqual(['C5', 'C6']);
    for (const name of ['C5', 'C6'] as const) expect(checkOf(checks, name).maxViolation).toBeCloseTo(0.1, 9);
  });
});

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
