import { InputError, type InputIssue } from '../base/errors.ts';
import type { Layout } from '../model/layout.ts';
import type { PlanOptions } from './options.ts';

const HINT = 'Plan with --master exact, or leave this out of the scenario.';

/**
 * No encoding has feasibility cuts, which minimum rates need, or telescopes that are pointed.
 * @throws InputError naming each of them, if the master is to be sampled
 */
export function refuseHybrid({ hybrid }: Pick<PlanOptions, 'hybrid'>, { problem, pointing }: Layout): void {
  if (!hybrid) return;
  const issues: InputIssue[] = [];
  if (pointing !== null) {
    const message = 'limits telescopes, and no encoding of the master can point them.';
    issues.push({ path: 'maximumTerminals', message, hint: HINT });
  }
  problem.demands.forEach(({ minimumRate, id }, index) => {
    if (minimumRate <= 0) return;
    const message = `${id} has a minimum rate, and no encoding of the master has the cuts that keep it.`;
    issues.push({ path: `demands[${index}].minimumRate`, message, hint: HINT });
  });
  if (issues.length > 0) throw new InputError(issues);
}
