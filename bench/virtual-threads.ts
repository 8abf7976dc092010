/**
 * Solvers that seem to run side by side, each on a processor of its own, on a clock that counts only processor time: what a
 * search does in a time limit then hardly depends on what else the machine is doing. Everything runs on this thread. A
 * solve is carried out when it is asked for, and its answer is handed over when it would be ready; meanwhile other
 * threads go on. What this thread does itself takes its time, too.
 */
import type { Solver, SolverModel } from '../src/lp/solver.ts';
import { highsSolver } from '../src/solvers/highs.ts';

/** Processor time of the process, in seconds. */
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

interface VirtualThreads {
  readonly elapsedSeconds: () => number;
  /** A solver on a further thread. */
  readonly openSolver: () => Promise<Solver>;
}

/** Milliseconds for which a reading holds: HiGHS asks so often that asking the system takes a fifth of its time. */
const READ_EVERY = 0.5;

export function openVirtualThreads(): VirtualThreads {
  // HiGHS reads this clock, too.
  const wall = performance.now.bind(performance);
  let read = { at: Number.NEGATIVE_INFINITY, value: 0 };
  performance.now = () => {
    const at = wall();
    if (at - read.at >= READ_EVERY) read = { at, value: 1000 * processorSeconds() };
    return read.value;
  };
  const queue: { readonly at: number; readonly resolve: () => void }[] = [];
  let passed = 0;
  let since = processorSeconds();
  let solving: Promise<unknown> = Promise.resolve();
  let isPumping = false;
  let busy = 0;
  const now = () => (busy > 0 ? passed : passed + processorSeconds() - since);
  const pump = (): void => {
    isPumping = false;
    if (busy > 0 || queue.length === 0) return;
    passed = now();
    const next = queue.reduce((first, one) => (one.at < first.at ? one : first));
    queue.splice(queue.indexOf(next), 1);
    passed = Math.max(passed, next.at);
    since = processorSeconds();
    next.resolve();
    pumpSoon();
  };
  const pumpSoon = (): void => {
    if (isPumping) return;
    isPumping = true;
    setImmediate(pump);
  };
  const openThread = () => {
    let freeAt = 0;
    return <Result>(work: () => Promise<Result>): Promise<Result> => {
      const asked = now();
      const done = solving.then(async () => {
        passed = now();
        busy++;
        const began = processorSeconds();
        const result = await work().then(
          (value) => () => value,
          (error: unknown) => () => {
            throw error;
          },
        );
        const took = processorSeconds() - began;
        busy--;
        since = processorSeconds();
        freeAt = Math.max(asked, freeAt) + took;
        const handedOver = new Promise<void>((resolve) => queue.push({ at: freeAt, resolve }));
        pumpSoon();
        return { result, handedOver };
      });
      solving = done;
      return done.then(async ({ result, handedOver }) => {
        await handedOver;
        return result();
      });
    };
  };
  const threaded = (solver: Solver): Solver => {
    const on = openThread();
    return {
      ...solver,
      open: async (program) => modelOn(on, await on(() => solver.open(program))),
    };
  };
  return { elapsedSeconds: now, openSolver: async () => threaded(await highsSolver()) };
}

const modelOn = (
  on: <Result>(work: () => Promise<Result>) => Promise<Result>,
  model: SolverModel,
): SolverModel => ({
  addRows: (rows) => on(() => model.addRows(rows)),
  changeColumnBounds: (...change) => on(() => model.changeColumnBounds(...change)),
  changeCosts: (...change) => on(() => model.changeCosts(...change)),
  changeRowBounds: (...change) => on(() => model.changeRowBounds(...change)),
  solve: (options) => on(() => model.solve(options)),
  ...(model.solveRoot && { solveRoot: (options) => on(() => model.solveRoot!(options)) }),
  dispose: () => on(() => model.dispose()),
});
