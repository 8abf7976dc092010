/**
 * Compares how long it takes to write programs, and to write and solve them, with another checkout of satqn, taking
 * turns in one process: `node --import tsx bench/assembly.ts ../other`. To check that the programs are the same, see
 * scripts/regression/.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FamilyName, scenarioOf } from './families.ts';
import { median, writeResult } from './results.ts';

const ROUNDS = 9;
const FAMILIES: readonly FamilyName[] = ['paper', 'metro', 'continental'];

const [other] = process.argv.slice(2);
if (other === undefined) {
  console.error('Name the folder of another checkout, with its packages installed.');
  process.exit(2);
}
const here = await checkout(new URL('..', import.meta.url));
const there = await checkout(pathToFileURL(`${resolve(other)}/`));

const ratios = [];
for (const family of FAMILIES) {
  const scenario = scenarioOf(family, 1);
  const [own, theirs] = [here.write(scenario), there.write(scenario)];
  if (own.whole() !== theirs.whole())
    throw new Error(`The two write programs of different size of ${family}.`);
  ratios.push({
    family,
    whole: await ratioOf(own.whole, theirs.whole),
    windows: await ratioOf(own.windows, theirs.windows),
    ...(family === 'continental' ? {} : { wholeAndSolved: await ratioOf(own.solved, theirs.solved) }),
  });
}
await writeResult('assembly', { rounds: ROUNDS, ratios });

/** The programs of a checkout, written by its own code; every function returns the number of rows. */
async function checkout(root: URL) {
  const load = (file: string) => import(new URL(`src/${file}`, root).href);
  const { buildTopology } = await load('orbit/topology.ts');
  const { buildProblem } = await load('model/build-problem.ts');
  const { layOut } = await load('model/layout.ts');
  const { incidenceOf } = await load('model/incidence.ts');
  const { assembleMonolith } = await load('model/assemble.ts');
  const { assembleWindow } = await load('model/window.ts');
  const { highsSolver } = await load('solvers/highs.ts');
  const solver = await highsSolver();
  return {
    write(scenario: object) {
      const layout = layOut(buildProblem(scenario, buildTopology(scenario)));
      const incidence = incidenceOf(layout);
      const { slotCount } = layout.problem.topology;
      const windowOf = (from: number, to: number, mode: string) =>
        assembleWindow(incidence, { from, to, mode: () => mode }).program;
      return {
        whole: (): number => assembleMonolith(layout).program.rows.lower.length,
        windows: (): number => {
          let rows = 0;
          for (let from = 0; from < slotCount; from += 2) {
            rows += windowOf(from, Math.min(slotCount, from + 5), 'binary').rows.lower.length;
          }
          return rows;
        },
        solved: async (): Promise<number> => {
          const program = windowOf(0, slotCount, 'relaxed');
          const handle = await solver.open(program);
          const { objective } = await handle.solve({ timeLimitSeconds: 60 });
          await handle.dispose();
          return objective;
        },
      };
    },
  };
}

/** The median of the first one's time divided by the other's, taking turns. */
async function ratioOf(one: () => unknown, two: () => unknown): Promise<number> {
  const timed = async (work: () => unknown): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  await Promise.all([one(), two()]);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    times[0].push(await timed(one));
    times[1].push(await timed(two));
  }
  return Number((median(times[0]) / median(times[1])).toFixed(2));
}
