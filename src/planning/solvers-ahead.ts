import type { Solver } from '../lp/solver.ts';
import type { Environment } from './environment.ts';

/** Every search needs so many at least. */
const SOLVERS = 2;

/** An environment whose first solvers open while the network is built; the rest open when they are asked for. */
export function withSolversAhead(environment: Environment): {
  readonly environment: Environment;
  /** Ends those that nobody asked for. */
  close(): Promise<void>;
} {
  const ahead = Array.from({ length: SOLVERS }, () => environment.openSolver());
  // A failure is reported to whoever asks for the solver.
  for (const opening of ahead) opening.catch(() => {});
  return {
    environment: { ...environment, openSolver: () => ahead.shift() ?? environment.openSolver() },
    async close() {
      const unused = await Promise.allSettled(ahead.splice(0));
      const close = async (opened: PromiseSettledResult<Solver>) =>
        opened.status === 'fulfilled' && (await opened.value.close());
      await Promise.all(unused.map(close));
    },
  };
}
