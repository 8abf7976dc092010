/** Checks the recorded course of a search: nobody can repeat it here, but it has to lead to the recorded end. */
import type { RunRecord, TrajectoryPoint } from '../../domain/run-record.ts';
import { contradicts } from '../../methods/bounds.ts';
import { difference, excess, note, type Violation } from '../../verify/violations.ts';
import { REFUTED, REJECTED } from '../run-state.ts';
import { noteFact } from './stated.ts';

/**
 * Time, steps and the best value never fall. A bound never rises unless the plan, which is worth `objective`, lies
 * above it and so refutes it.
 */
export function noteTrajectory(found: Violation, record: RunRecord, objective: number, missed: number): void {
  const { trajectory, bounds, iterations, notes } = record;
  const where = (index: number, what: string) => () => `trajectory[${index}].${what}`;
  const tells = (of: string) => notes.some((text) => text.includes(of));
  // A bound on plans that keep minimum rates does not apply to a plan that misses them.
  const binds = missed === 0;
  // If a plan refuted a bound, a note says so.
  const mayRefute = binds && tells(REFUTED) ? objective : Number.NEGATIVE_INFINITY;
  trajectory.forEach((point, index) => {
    const before = trajectory[index - 1] ?? FIRST;
    noteFact(found, point.seconds >= before.seconds, where(index, 'seconds: runs backwards'));
    noteFact(found, point.iteration >= before.iteration, where(index, 'iteration: runs backwards'));
    const best = point.incumbent ?? Number.NEGATIVE_INFINITY;
    noteFact(found, best >= (before.incumbent ?? best), where(index, 'incumbent: falls'));
    const known = point.bound ?? Number.POSITIVE_INFINITY;
    if (binds && point.bound !== null && !contradicts(point.bound, mayRefute)) {
      note(found, excess(objective, point.bound), where(index, `bound: is ${point.bound}, below the plan`));
    }
    const earlier = before.bound ?? Number.POSITIVE_INFINITY;
    if (earlier === Number.POSITIVE_INFINITY || contradicts(earlier, mayRefute)) return;
    note(found, excess(known, Math.max(earlier, objective)), where(index, 'bound: rises'));
  });
  const last = trajectory.at(-1);
  if (last === undefined) return;
  const end = trajectory.length - 1;
  noteFact(
    found,
    last.iteration <= iterations,
    where(end, `iteration: is ${last.iteration}, of ${iterations} iterations`),
  );
  if (!binds) return;
  const known = last.bound ?? Number.POSITIVE_INFINITY;
  if (!contradicts(known, mayRefute)) {
    const isSame = Number.isFinite(known)
      ? difference(bounds.bound ?? Number.POSITIVE_INFINITY, Math.max(known, objective))
      : Number(bounds.bound !== null);
    note(found, isSame, where(end, `bound: is ${last.bound}, and that of the run is ${bounds.bound}`));
  }
  // A better value than the plan's can only come from a plan that failed its check or was not evaluated yet.
  if (last.incumbent === null || bounds.bound === null || tells(REJECTED)) return;
  note(
    found,
    excess(last.incumbent, Math.max(bounds.bound, objective)),
    where(end, `incumbent: is ${last.incumbent}, above the bound ${bounds.bound}`),
  );
}

const FIRST: TrajectoryPoint = { seconds: 0, iteration: 0, incumbent: null, bound: null };
