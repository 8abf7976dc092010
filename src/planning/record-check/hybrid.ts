import type { RunRecord } from '../../domain/run-record.ts';
import { excess, note, type Violation } from '../../verify/violations.ts';
import { optionsOfRecord } from '../options.ts';
import { REFUTED } from '../run-state.ts';
import { noteFact } from './stated.ts';

/**
 * Checks the steps of a sampled master. Nobody can repeat them here, but what they say they proved must not contradict
 * the plan, which is worth `objective`, or the bound of the run.
 */
export function noteHybrid(found: Violation, record: RunRecord, objective: number): void {
  const { hybridMaster: steps, bounds, iterations, notes } = record;
  const { method, hybrid } = optionsOfRecord(record);
  if (steps === undefined) return;
  noteFact(
    found,
    method === 'benders' || hybrid === undefined,
    () => 'options.hybrid: needs the method benders',
  );
  // If a plan refuted a bound, a note says so.
  const outer = notes.some((text) => text.includes(REFUTED)) ? null : bounds.bound;
  steps.forEach(({ iteration, cuts, exact, sample, value, raisedBy, loweredBy }, index) => {
    const where = (what: string) => () => `hybridMaster[${index}].${what}`;
    const before = steps[index - 1];
    noteFact(found, iteration > (before?.iteration ?? 0), where('iteration: runs backwards'));
    // The last master may have been the end.
    noteFact(found, iteration <= iterations + 1, where('iteration: is beyond the last one'));
    noteFact(found, cuts.from <= cuts.held, where('cuts: begin behind their end'));
    noteFact(found, sample !== null || exact !== null, where('exact: is missing, and nothing was sampled'));
    if (value !== null && outer !== null) {
      note(found, excess(value, Math.max(outer, objective)), where('value: is above the bound'));
    }
    noteFact(found, raisedBy === null || value !== null, where('raisedBy: raised the plan without a value'));
    noteFact(
      found,
      raisedBy === null || raisedBy === (exact ? 'exact master' : 'sampler'),
      where('raisedBy: is not who proposed this x'),
    );
    const proved = exact?.bound ?? null;
    noteFact(found, loweredBy === null || proved !== null, where('loweredBy: lowered the bound without one'));
    if (proved === null || outer === null) return;
    note(found, excess(objective, proved), where('exact.bound: is below the plan'));
    if (loweredBy !== null)
      note(found, excess(outer, proved), where('exact.bound: is below that of the run'));
  });
}
