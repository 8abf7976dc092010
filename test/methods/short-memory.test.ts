import { expect, it } from 'vitest';
import { smallInstance } from './instances.ts';
import { planned } from './solve.ts';

const SEEDS = [1, 2, 3, 4];

it.each([
  { method: 'auto' },
  { method: 'milp' },
  { method: 'benders' },
  { scheme: 'rrs' },
  { scheme: 'greedy' },
  { scheme: 'overlay-lp' },
] as const)(
  `a memory far shorter than a slot is worth as much as none (%o, seeds ${SEEDS.join(', ')})`,
  async (options) => {
    let gained = 0;
    for (const seed of SEEDS) {
      const { scenario } = smallInstance(seed, {
        storage: true,
        memory: { model: 'loss', coherenceSeconds: 1e-3 },
        initialStock: true,
        virtualSubPaths: 1,
        outage: 0.4,
      });
      const planOf = (storage: object) =>
        planned({ ...scenario, storage: { ...scenario.storage, ...storage } }, { ...options, gap: 0 });
      const short = (await planOf({})).record;
      const without = (await planOf({ kinds: {}, nodes: [], initialStock: [] })).record;
      expect(short.certificate?.status).toBe('verified');
      expect(Math.abs(short.objective! - without.objective!)).toBeLessThanOrEqual(1e-9 * without.objective!);
      const ideal = (await planOf({ memory: { model: 'ideal' } })).record;
      // Random routes may even lose by it.
      gained += Math.abs(ideal.objective! - without.objective!);
    }
    expect(gained).toBeGreaterThan(0);
  },
);
