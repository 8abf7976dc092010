import { describe, expect, it } from 'vitest';
import type { ConstraintName } from '../../src/domain/certificate.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { checkOf, failing } from './fixture.ts';
import { type Deeds, type Instance, instanceOf, planned } from './pointing-fixture.ts';

const strongest = instanceOf({
  terminals: { S: 2 },
  links: { 'S~A': 10, 'S~B': 10, 'S~X': 100 },
  demands: { 'A~B': ['S~A S~B'] },
});
const repointing = instanceOf({
  slots: 3,
  terminals: { A: 1 },
  acquisitionSeconds: 0.5,
  links: { 'A~B': 10, 'A~C': [4, 24, 4] },
  demands: { 'A~B': ['A~B'], 'A~C': ['A~C'] },
});
const longer = instanceOf({
  slots: 5,
  terminals: { A: 1 },
  acquisitionSeconds: 1.5,
  links: { 'A~B': 10, 'A~C': [1, 1, 1, 1, 40] },
  demands: { 'A~B': ['A~B'], 'A~C': ['A~C'] },
});
const wide = instanceOf({
  terminals: { B: 1 },
  links: { 'A~S': 10, 'S~B': 1000, 'D~R': 10, 'R~B': 1000 },
  demands: { 'A~B': ['A~S S~B'], 'D~B': ['D~R R~B'] },
});
const ring = instanceOf({
  terminals: { A: 1, B: 1, C: 1 },
  links: { 'A~B': 10, 'B~C': 10, 'C~A': 10 },
  demands: { 'A~B': ['A~B'], 'B~C': ['B~C'], 'C~A': ['C~A'] },
});
const filling = instanceOf({
  slots: 2,
  terminals: { A: 1 },
  links: { 'A~S': [10, 0], 'A~D': [6, 0], 'S~D': [0, 10] },
  demands: { 'A~D': ['A~D', '[A~S] S~D'] },
  stores: ['A', 'S'],
});

/** Two slots at B, then three at C. */
const turning: Deeds = {
  routes: [
    ['A~B', 'A~B', 1, 5],
    ['A~C', 'A~C', 3, 0.5],
    ['A~C', 'A~C', 4, 40],
  ],
  pointing: [
    ['A~B', 0, 2],
    ['A~C', 2, 5],
  ],
};
const filled: Deeds = {
  routes: [['A~D', '[A~S] S~D', 1, 10]],
  fills: [['A~S', 0, 10]],
  stocks: { 'A~S': [0, 10, 0] },
  pointing: [['A~S', 0, 1]],
};

describe('plans by hand', () => {
  it.each<[string, Instance, number, Deeds]>([
    [
      'the strongest link is the wrong one',
      strongest,
      10,
      {
        routes: [['A~B', 'S~A S~B', 0, 10]],
        pointing: [
          ['S~A', 0, 1],
          ['S~B', 0, 1],
        ],
      },
    ],
    [
      'the telescope turns between slots',
      repointing,
      31,
      {
        routes: [
          ['A~C', 'A~C', 0, 2],
          ['A~C', 'A~C', 1, 24],
          ['A~B', 'A~B', 2, 5],
        ],
        pointing: [
          ['A~B', 2, 3],
          ['A~C', 0, 2],
        ],
      },
    ],
    ['acquisition takes longer than a slot', longer, 45.5, turning],
    [
      'a wide link takes a whole telescope',
      wide,
      10,
      { routes: [['A~B', 'A~S S~B', 0, 10]], pointing: [['S~B', 0, 1]] },
    ],
    ['of three links one', ring, 10, { routes: [['B~C', 'B~C', 0, 10]], pointing: [['B~C', 0, 1]] }],
    ['filled first, delivered later', filling, 10, filled],
    ['or delivered at once', filling, 6, { routes: [['A~D', 'A~D', 0, 6]], pointing: [['A~D', 0, 1]] }],
    ['telescopes may look where nothing is carried', ring, 0, { routes: [], pointing: [['A~B', 0, 1]] }],
    [
      'a telescope that acquires already points, although nothing could be carried there at best',
      longer,
      0,
      { routes: [], pointing: [['A~B', 0, 1]] },
    ],
  ])('%s', (_, instance, objective, deeds) => {
    const input = planned(instance, deeds);
    expect(input.objective).toBe(objective);
    expect(failing(verifyPlan(input))).toEqual([]);
  });

  it('counts the rows that a plan touches', () => {
    const counts = verifyPlan(planned(filling, filled)).flatMap(({ constraint, checked }) =>
      /^[PS]/.test(constraint) ? [[constraint, checked]] : [],
    );
    // P1: that the network limits what the scenario does; A~S once at a time; node A.
    expect(counts).toEqual([
      ['P1', 3],
      ['P2', 1],
      ['P6', 1],
    ]);
  });

  it('has no such checks where the strongest links have the telescopes', () => {
    const instance = instanceOf({
      terminals: { S: 1 },
      links: { 'S~A': 10, 'S~B': 20 },
      demands: { 'S~B': ['S~B'] },
      change: { pointing: 'strongest-first' },
    });
    const checks = verifyPlan(planned(instance, { routes: [['S~B', 'S~B', 0, 20]] }));
    expect(failing(checks)).toEqual([]);
    expect(checks.map(({ constraint }) => constraint).filter((name) => /^[PS]/.test(name))).toEqual([]);
    expect(checkOf(checks, 'C4').checked).toBe(1);
  });

  it('leaves links without a limited telescope to C4', () => {
    const { scenario, topology, plan, ...rest } = planned(wide, {
      routes: [['A~B', 'A~S S~B', 0, 10]],
      pointing: [['S~B', 0, 1]],
    });
    const checks = verifyPlan({ scenario, topology, plan, ...rest });
    expect([checkOf(checks, 'C4').checked, checkOf(checks, 'P2').checked]).toEqual([1, 1]);
  });
});

describe('one mistake, one constraint', () => {
  it.each<[ConstraintName, string, string, Instance, Deeds, number]>([
    [
      'P1',
      'one telescope too many',
      'node S, slot 1',
      strongest,
      {
        routes: [['A~B', 'S~A S~B', 0, 10]],
        pointing: [
          ['S~A', 0, 1],
          ['S~B', 0, 1],
          ['S~X', 0, 1],
        ],
      },
      0.5,
    ],
    [
      'P1',
      'two links over each narrow one, on one telescope',
      'node B, slot 1',
      wide,
      {
        routes: [
          ['A~B', 'A~S S~B', 0, 10],
          ['D~B', 'D~R R~B', 0, 10],
        ],
        pointing: [
          ['S~B', 0, 1],
          ['R~B', 0, 1],
        ],
      },
      1,
    ],
    [
      'P1',
      'a link pointed along twice',
      'link S~X is pointed along twice in slot 1',
      strongest,
      {
        routes: [],
        pointing: [
          ['S~X', 0, 1],
          ['S~X', 0, 1],
        ],
      },
      1,
    ],
    [
      'P2',
      'acquisition charged by visibility',
      'link A~B, slot 3',
      repointing,
      {
        routes: [
          ['A~C', 'A~C', 0, 2],
          ['A~C', 'A~C', 1, 24],
          ['A~B', 'A~B', 2, 10],
        ],
        pointing: [
          ['A~B', 2, 3],
          ['A~C', 0, 2],
        ],
      },
      0.5,
    ],
    [
      'P2',
      'a rate while a long acquisition is not over',
      'link A~C, slot 3',
      longer,
      { ...turning, routes: [...turning.routes, ['A~C', 'A~C', 2, 0.25]] },
      0.25,
    ],
    [
      'P2',
      'more than half of the slot after it',
      'link A~C, slot 4',
      longer,
      {
        ...turning,
        routes: [
          ['A~B', 'A~B', 1, 5],
          ['A~C', 'A~C', 3, 0.75],
        ],
      },
      0.25,
    ],
    [
      'P2',
      'a pointing in two parts that acquires twice',
      'link A~B, slot 2',
      repointing,
      {
        routes: [['A~B', 'A~B', 1, 10]],
        pointing: [
          ['A~B', 0, 1],
          ['A~B', 1, 2],
        ],
      },
      0.5,
    ],
    [
      'P5',
      'a route over a link along which no telescope points',
      'link S~B, route S~A S~B of A~B, slot 1',
      strongest,
      { routes: [['A~B', 'S~A S~B', 0, 0]], pointing: [['S~A', 0, 1]] },
      1,
    ],
    [
      'path',
      'pointing along a link that is not there',
      'pointing along A~Z: no such link',
      ring,
      { routes: [], pointing: [['A~Z', 0, 1]] },
      1,
    ],
    [
      'path',
      'pointing along a link that needs no limited telescope',
      'pointing along A~S: no telescope of it is limited',
      wide,
      { routes: [], pointing: [['A~S', 0, 1]] },
      1,
    ],
    [
      'path',
      'pointing along a link out of contact',
      'pointing along A~D: it has no contact in slot 2',
      filling,
      { routes: [], pointing: [['A~D', 0, 2]] },
      1,
    ],
    ...(
      [
        [-1, 1],
        [0, 2],
        [0, 0],
        [0, 0.5],
        [0.5, 1],
        [Number.NaN, 1],
      ] as const
    ).map(([from, to]): [ConstraintName, string, string, Instance, Deeds, number] => [
      'path',
      `pointing from ${from} to ${to} of one slot`,
      `pointing along A~B: from ${from} to ${to} are no slots of 1`,
      ring,
      { routes: [], pointing: [['A~B', from, to]] },
      1,
    ]),
  ])('%s: %s', (name, _, worst, instance, deeds, violation) => {
    const checks = verifyPlan(planned(instance, deeds));
    expect(failing(checks)).toEqual([name]);
    const found = checkOf(checks, name);
    expect(found.worst).toBe(worst);
    expect(found.maxViolation).toBeCloseTo(violation, 12);
  });

  it('P2 and P5: nothing is carried without a pointing', () => {
    const checks = verifyPlan(planned(ring, { routes: [['A~B', 'A~B', 0, 1]], pointing: [] }));
    expect(failing(checks)).toEqual(['P2', 'P5']);
    expect(checkOf(checks, 'P2').maxViolation).toBeCloseTo(0.1, 12);
    // A plan that says nothing about pointing points nowhere.
    expect(failing(verifyPlan(planned(ring, { routes: [['A~B', 'A~B', 0, 1]] })))).toEqual(['P2', 'P5']);
  });

  it('P2 and P6: nothing is filled without a pointing', () => {
    const checks = verifyPlan(planned(filling, { ...filled, pointing: [['A~D', 0, 1]] }));
    expect(failing(checks)).toEqual(['P2', 'P6']);
    expect(checkOf(checks, 'P6')).toMatchObject({
      maxViolation: 1,
      worst: 'link A~S, fill of sub-path A~S of A~S, slot 1',
    });
  });

  it('P1: filling and delivering at once takes two telescopes', () => {
    const both: Deeds = {
      ...filled,
      routes: [...filled.routes, ['A~D', 'A~D', 0, 6]],
      pointing: [
        ['A~S', 0, 1],
        ['A~D', 0, 1],
      ],
    };
    expect(planned(filling, both).objective).toBe(16);
    expect(failing(verifyPlan(planned(filling, both)))).toEqual(['P1']);
  });
});

describe('a shared source', () => {
  /** A feeds B and C with one source, from two telescopes. */
  const shared = (rates: readonly [number, number], acquisitionSeconds = 0) => {
    const { topology, ...rest } = planned(
      instanceOf({
        terminals: { A: 2 },
        acquisitionSeconds,
        links: { 'A~B': 10, 'A~C': 20 },
        demands: { 'A~B': ['A~B'], 'A~C': ['A~C'] },
      }),
      {
        routes: [
          ['A~B', 'A~B', 0, rates[0]],
          ['A~C', 'A~C', 0, rates[1]],
        ],
        pointing: [
          ['A~B', 0, 1],
          ['A~C', 0, 1],
        ],
      },
    );
    const pointing = { ...topology.pointing!, sources: Int32Array.of(0, 0) };
    return verifyPlan({ topology: { ...topology, pointing }, ...rest });
  };

  it('feeds each link for a share of the time', () => {
    expect(failing(shared([4, 12]))).toEqual([]);
    expect(failing(shared([10, 0]))).toEqual([]);
    // In what acquisition leaves of the slot, too, a pair takes as much of the source.
    expect(failing(shared([5, 10], 0.5))).toEqual([]);
    const checks = shared([5, 12]);
    expect(failing(checks)).toEqual(['S']);
    expect(checkOf(checks, 'S')).toMatchObject({ checked: 1, worst: 'node A, slot 1' });
    expect(checkOf(checks, 'S').maxViolation).toBeCloseTo(0.1, 12);
  });
});
