/**
 * Chains of two and three links against published formulas: `node --import tsx bench/chains.ts`. Each chain is a scenario that is
 * planned and simulated like any other.
 */
import { DEFAULT_SIMULATION_OPTIONS, type SimulationOptions } from '../src/domain/simulation.ts';
import { nodeEnvironment } from '../src/node/environment.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { planScenario } from '../src/planning/plan.ts';
import { simulatedPlan } from '../src/planning/simulation/prepare-simulation.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import { runBlock } from '../src/simulation/run-block.ts';
import { addBlock, newTally, summarise } from '../src/simulation/tally.ts';
import { writeResult } from './results.ts';

const SLOT_SECONDS = 100_000;
const REPLICATIONS = 100;

/** Links one after the other that make an attempt each second, of which a share p succeeds. */
const chainOf = (links: number, p: number) =>
  parseScenario(`satqn: 1
name: ${links} links
horizon: {slots: 1, slotSeconds: ${SLOT_SECONDS}}
nodes: [${Array.from({ length: links + 1 }, (_, node) => `{id: n${node}, kind: ground}`).join(', ')}]
links:
${Array.from({ length: links }, (_, link) => `  - {ends: [n${link}, n${link + 1}], capacity: ${p}, fidelity: 1, efficiency: ${p}}`).join('\n')}
demands: [{source: n0, destination: n${links}, fidelityTarget: 0.6}]
`);

interface Case {
  readonly quantity: string;
  readonly source: string;
  readonly links: number;
  readonly p: number;
  readonly options: Partial<SimulationOptions>;
  readonly expected: number;
  readonly of: 'attempts' | 'werner' | 'share';
}

/** Memories that hold one pair and try no further until it is used. */
const HELD = { arrivals: 'bernoulli', relayBuffer: 1, bufferFull: 'refuse' } as const;

/** Σ_j (−1)^(j+1) C(L, j)/(1 − (1 − p)^j): attempts until the last of L links has a pair. */
function attemptsUntilAll(links: number, p: number): number {
  let [sum, choose] = [0, 1];
  for (let j = 1; j <= links; j++) {
    choose *= (links - j + 1) / j;
    sum += ((j % 2 === 1 ? 1 : -1) * choose) / (1 - (1 - p) ** j);
  }
  return sum;
}

const waiting = (links: number, p: number, swapSuccess: number): Case => ({
  quantity: `attempts per pair, ${links} links, p = ${p}, swaps ${swapSuccess}`,
  source: 'Bernardes, Praxmeyer and van Loock 2011; Collins et al. 2007 (two links)',
  links,
  p,
  options: { ...HELD, swapSuccess },
  // All links begin anew after each swap, be it successful or not.
  expected: attemptsUntilAll(links, p) / swapSuccess ** (links - 1),
  of: 'attempts',
});

const ageing = (p: number, coherenceSeconds: number): Case => {
  // What two halves keep of a state while they wait for a second.
  const b = Math.exp(-2 / coherenceSeconds);
  return {
    quantity: `Werner parameter, 2 links, p = ${p}, T = ${coherenceSeconds} attempts`,
    source: 'Kamin, Shchukin, Schmidt and van Loock 2023',
    links: 2,
    p,
    options: { ...HELD, coherenceSeconds },
    expected: ((p / (2 - p)) * (1 + (1 - p) * b)) / (1 - (1 - p) * b),
    of: 'werner',
  };
};

const buffered = (pairs: number): Case => ({
  quantity: `share of the rate, 2 links, ${pairs} pairs a queue`,
  source: 'Vardoyan et al. 2021',
  links: 2,
  p: 0.5,
  options: { arrivals: 'poisson', relayBuffer: pairs, bufferFull: 'refuse' },
  expected: (2 * pairs) / (2 * pairs + 1),
  of: 'share',
});

const CASES: readonly Case[] = [
  ...[2, 3].flatMap((links) => [0.1, 0.01].flatMap((p) => [1, 0.5].map((q) => waiting(links, p, q)))),
  ageing(0.1, 200),
  ageing(0.01, 2000),
  ...[1, 10].map(buffered),
];

async function simulated({
  links,
  p,
  options: changes,
  of,
}: Case): Promise<{ mean: number; halfWidth: number }> {
  const options = { ...DEFAULT_PLAN_OPTIONS, shadowPrices: false };
  const record = await planScenario({ scenario: chainOf(links, p), options }, nodeEnvironment(), () => {});
  const plan = await simulatedPlan(false, record, nodeEnvironment());
  const prepared = plan.prepare({ ...DEFAULT_SIMULATION_OPTIONS, ...changes });
  const tally = newTally(prepared.execution);
  addBlock(tally, runBlock(prepared.execution, prepared.options, { from: 0, to: REPLICATIONS }));
  const { mean, halfWidth } = summarise(prepared.execution, tally).total.realised;
  if (of === 'share') return { mean: mean / (p * SLOT_SECONDS), halfWidth: halfWidth! / (p * SLOT_SECONDS) };
  if (of === 'attempts') {
    return { mean: SLOT_SECONDS / mean, halfWidth: (SLOT_SECONDS / mean) * (halfWidth! / mean) };
  }
  const each = tally.outcomes.map(({ after, delivered }) => (4 * (after[0]! / delivered[0]!) - 1) / 3);
  const average = each.reduce((sum, one) => sum + one, 0) / each.length;
  const variance = each.reduce((sum, one) => sum + (one - average) ** 2, 0) / (each.length - 1);
  return { mean: average, halfWidth: 1.984 * Math.sqrt(variance / each.length) };
}

const rounded = (value: number) => Number(value.toPrecision(6));
const rows = [];
for (const one of CASES) {
  const { mean, halfWidth } = await simulated(one);
  const { quantity, source, expected } = one;
  rows.push({
    quantity,
    source,
    published: rounded(expected),
    simulated: rounded(mean),
    halfWidth: rounded(halfWidth),
    // In half-widths of 95 %.
    off: Number(((mean - expected) / halfWidth).toFixed(2)),
  });
}
await writeResult('chains', { replications: REPLICATIONS, slotSeconds: SLOT_SECONDS, rows });
process.exit(0);
