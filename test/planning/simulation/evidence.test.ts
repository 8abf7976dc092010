import { expect, it } from 'vitest';
import { NO_MARGINS } from '../../../src/domain/margins.ts';
import { recomputeRecord } from '../../../src/planning/recomputed-record.ts';
import { leastFactor, NO_EVIDENCE, withSimulated } from '../../../src/planning/simulation/evidence.ts';
import { preparedPlan } from '../../../src/planning/simulation/prepare-simulation.ts';
import { tighten } from '../../../src/planning/simulation/tighten.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import { addFactor, noFactors } from '../../../src/simulation/factor-counts.ts';
import { runBlock } from '../../../src/simulation/run-block.ts';
import { noSamples } from '../../../src/simulation/samples.ts';
import { optionsWith } from '../../simulation/fixture.ts';
import { localEnvironment, run } from '../run.ts';

it('the least factor is that of the worst simulation, on top of the margin that its plan had', () => {
  const counts = noFactors(2);
  addFactor(counts, 0, 0.9);
  addFactor(counts, 1, 0.8);
  const seen = (row: number, margin: number) => ({ counts, row, margin });
  expect(leastFactor([], 0.05)).toBeNull();
  expect(leastFactor([seen(0, 1), seen(1, 1)], 0)).toBeCloseTo(0.8, 1);
  expect(leastFactor([seen(0, 0.5), seen(1, 1)], 0)).toBeCloseTo(0.45, 1);
});

const T = 10;

/** Pairs over m; every second slot a pair of n and b can be stored, and is needed. */
const scenarioWith = ({ lengthKm, slotSeconds }: { lengthKm?: number; slotSeconds: number }) =>
  parseScenario(
    JSON.stringify({
      satqn: 1,
      name: 'evidence',
      horizon: { slots: 2, slotSeconds },
      nodes: ['a', 'm', 'n', 'b'].map((id) => ({ id, kind: 'ground' })),
      links: [
        { ends: ['a', 'm'], capacity: 40, fidelity: 0.99, lengthKm },
        { ends: ['m', 'b'], capacity: 40, fidelity: 0.99, lengthKm },
        { ends: ['a', 'n'], capacity: [0, 1], fidelity: 0.99, lengthKm },
        { ends: ['n', 'b'], capacity: [30, 0], fidelity: 0.99, lengthKm },
      ],
      storage: {
        nodes: [
          { node: 'n', capacity: 100 },
          { node: 'b', capacity: 100 },
        ],
      },
      demands: [{ source: 'a', destination: 'b', fidelityTarget: 0.7 }],
    }),
  );

/** Margins after one simulation of so many replications. */
async function marginsOf(of: { lengthKm?: number; slotSeconds: number }, replications: number) {
  const { record } = await run(scenarioWith(of));
  const recomputed = await recomputeRecord(record, localEnvironment());
  const options = optionsWith({ discipline: 'tokens', coherenceSeconds: T });
  const { execution } = preparedPlan(recomputed, false).prepare(options);
  const samples = noSamples(execution);
  runBlock(execution, options, { from: 0, to: replications }, samples);
  const simulated = { recomputed, execution, samples, coherenceSeconds: T };
  const { paths, links, stocks } = tighten(
    NO_MARGINS,
    0.05,
    withSimulated(NO_EVIDENCE, simulated),
    simulated,
  );
  return {
    paths,
    link: new Map(links.map(({ link, factor }) => [link, factor])),
    stock: new Map(stocks.map(({ subPath, factor }) => [subPath, factor])),
  };
}

it('what fewer than 200 pairs show of a path does not count', async () => {
  expect((await marginsOf({ slotSeconds: 1 }, 1)).paths).toEqual([]);
  expect((await marginsOf({ slotSeconds: 1 }, 20)).paths.map(({ path }) => path)).toContain('a~m+m~b');
});

it('a link that was simulated has its sampled wait, and herald and news by formula', async () => {
  const near = await marginsOf({ slotSeconds: 10 }, 2);
  const far = await marginsOf({ slotSeconds: 10, lengthKm: 60_000 }, 2);
  // One way takes 0.2 s in vacuum; the herald of a source in the middle 0.1 and 0.2 s, say, and the news 0.2 s at each end.
  const lost = Math.log(near.link.get('a~m')! / far.link.get('a~m')!);
  expect(lost).toBeGreaterThan((2 * 0.2) / T);
  expect(lost).toBeLessThan((8 * 0.2) / T);
});

it('a stock that was not simulated keeps what a slot leaves, times what fills it', async () => {
  const { stock, link } = await marginsOf({ slotSeconds: 1 }, 1);
  const expected = Math.exp(-2 / T) * link.get('n~b')!;
  expect(stock.get('n~b')!).toBeCloseTo(expected, 3);
});
