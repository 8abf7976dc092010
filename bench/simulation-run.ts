/**
 * Replications of a prepared plan in a process of their own, so that its memory is that of the simulation alone:
 * `node --import tsx bench/simulation-run.ts FILE REPLICATIONS`; bench/simulation.ts writes the file.
 */
import { readFile } from 'node:fs/promises';
import { deserialize } from 'node:v8';
import type { SimulationOptions } from '../src/domain/simulation.ts';
import { effortOf } from '../src/simulation/engine-choice.ts';
import type { Execution } from '../src/simulation/execution.ts';
import { runBlock } from '../src/simulation/run-block.ts';
import { addBlock, newTally, summarise } from '../src/simulation/tally.ts';

const [file, replications] = [process.argv[2]!, Number(process.argv[3])];
const { execution, options } = deserialize(await readFile(file)) as {
  readonly execution: Execution;
  readonly options: SimulationOptions;
};
// Compiles, which counts for neither.
runBlock(execution, options, { from: 0, to: 1 });
const began = process.cpuUsage();
const tally = newTally(execution);
for (let index = 0; index < replications; index++) {
  addBlock(tally, runBlock(execution, options, { from: index, to: index + 1 }));
}
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
const { total, precision } = summarise(execution, tally);
// What nobody is offered is counted, not followed.
const { arrivals } = effortOf(execution, options.engine === 'batch' ? 'batch' : 'pairs');

console.log(
  JSON.stringify({
    engine: options.engine,
    discipline: options.discipline,
    replications,
    processorSeconds: Number(seconds.toFixed(2)),
    arrivalsPerReplication: Math.round(arrivals),
    arrivalsPerSecond: Math.round((arrivals * replications) / seconds),
    peakMebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
    plannedPairs: total.planned,
    realisedShare: total.realised.mean / total.planned,
    precision,
  }),
);
