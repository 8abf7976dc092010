import { describe, expect, it } from 'vitest';
import { wernerOf } from '../../src/physics/swapping.ts';
import { chain, flowInSlot, optionsWith, simulated } from './fixture.ts';

const counted = optionsWith({ discipline: 'planned', engine: 'batch' });

describe('ten times less is missing of a hundred times more', () => {
  // What the least of several Poisson numbers lacks grows as the root of their mean.
  it.each([2, 3, 5])('over %i hops', (hops) => {
    const missing = (mean: number): number => {
      const execution = chain({ means: new Array(hops).fill(mean), slotCount: 1 });
      const { total } = simulated(execution, counted, 4000);
      return 1 - total.realised.mean / total.planned;
    };
    const ratio = missing(400) / missing(40_000);
    expect(ratio).toBeGreaterThan(8);
    expect(ratio).toBeLessThan(12);
  });
});

it('each of three flows on a link gets its planned share', () => {
  const base = chain({ means: [60] });
  const [link] = base.slots[0]!.links;
  const planned = [10, 20, 30];
  const execution = {
    ...base,
    demands: planned.map((_, index) => ({ ...base.demands[0]!, id: `demand ${index}` })),
    flows: planned.map((_, index) => ({
      ...base.flows[0]!,
      key: `flow ${index}`,
      demand: index,
      firstClaim: index,
    })),
    claimCount: 3,
    flowOfClaim: Int32Array.of(0, 1, 2),
    slots: [
      {
        links: [
          { ...link!, claims: Int32Array.of(0, 1, 2), planned: Float64Array.from(planned), userClaims: 3 },
        ],
        flows: planned.map((pairs, index) => flowInSlot({ flow: index, planned: pairs, plannedBase: pairs })),
      },
    ],
  };
  simulated(execution, counted, 2000).demands.forEach(({ realised }, index) => {
    expect(Math.abs(realised.mean - planned[index]!)).toBeLessThan(2.5 * realised.halfWidth!);
  });
});

describe('two links of three attempts each, one round', () => {
  const p = 0.6;
  const q = 0.7;
  const fidelity = 0.8;

  /** Probabilities of 0 and 1 delivered pairs, over all numbers of successes. */
  function enumerated(): number[] {
    const choose = [1, 3, 3, 1];
    const successes = choose.map((ways, n) => ways * p ** n * (1 - p) ** (3 - n));
    const noise = (1 - fidelity) / 3;
    const kept = (fidelity + noise) ** 2 + (2 * noise) ** 2;
    const probabilities = [0, 0];
    for (let first = 0; first <= 3; first++) {
      for (let second = 0; second <= 3; second++) {
        const sets = Math.min(first, second);
        for (let joined = 0; joined <= sets; joined++) {
          const ways = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1]][sets]![joined]!;
          const probability =
            successes[first]! * successes[second]! * ways * q ** joined * (1 - q) ** (sets - joined);
          // Of two or three joined pairs, two are tested.
          probabilities[1]! += joined >= 2 ? probability * kept : 0;
          probabilities[0]! += joined >= 2 ? probability * (1 - kept) : probability;
        }
      }
    }
    return probabilities;
  }

  it('deliver a pair as often as all outcomes together say', () => {
    const execution = chain({
      means: [3 * p, 3 * p],
      efficiency: p,
      slotSeconds: 3,
      rounds: 1,
      swapSuccess: q,
      werner: Math.sqrt(wernerOf(fidelity)),
    });
    const many = 8000;
    const { outcomes } = simulated(execution, { ...counted, arrivals: 'bernoulli' }, many);
    const [none, one] = enumerated();
    const delivered = outcomes.filter((outcome) => outcome.delivered[0] === 1).length;
    expect(none! + one!).toBeCloseTo(1, 12);
    expect(outcomes.filter((outcome) => outcome.delivered[0] === 0).length).toBe(many - delivered);
    expect(Math.abs(delivered / many - one!)).toBeLessThan(5 * Math.sqrt((one! * none!) / many));
  });
});
