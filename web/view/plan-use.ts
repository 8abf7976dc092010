import type { RunRecord } from '../../src/domain/run-record.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { highestUse, type Usage, usageOf } from '../model/usage.ts';

let last: { record: RunRecord; usage: Usage; highest: number } | null = null;
const NOTHING = { usage: [] as Usage, highest: 0 };

/** What the plan that is shown draws from links; counted once for each record. */
export function planUse(
  record: RunRecord | null,
  scenario: Scenario | null,
): { usage: Usage; highest: number } {
  if (!record?.plan || !scenario) return NOTHING;
  if (last?.record !== record) {
    const usage = usageOf(record, scenario.gates.swapSuccess);
    last = { record, usage, highest: highestUse(usage) };
  }
  return last;
}
