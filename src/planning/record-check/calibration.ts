import { shareOf } from '../../domain/margins.ts';
import type { RunRecord } from '../../domain/run-record.ts';
import { difference, note, type Violation } from '../../verify/violations.ts';
import { optionsOfRecord } from '../options.ts';
import { noteFact } from './stated.ts';

/** Checks what a record says of its margins. Only a simulation could repeat what became of the pairs. */
export function noteCalibration(found: Violation, record: RunRecord, totalPairs: number): void {
  const { calibration } = record;
  if (!calibration) return;
  const { inSpec } = optionsOfRecord(record);
  const { asked, ended, before, after } = calibration;
  const where = (what: string) => () => `calibration.${what}`;
  noteFact(found, inSpec !== undefined, where('asked: nothing was asked for in the options'));
  for (const key of ['coherenceSeconds', 'swapSuccess', 'relayBuffer', 'share'] as const) {
    noteFact(found, inSpec?.[key] === asked[key], where(`asked.${key}: the options say something else`));
  }
  note(found, difference(after.plannedPairs, totalPairs), where('after.plannedPairs: is not the plan'));
  noteFact(
    found,
    after.inSpecPairs >= before.inSpecPairs || ended === 'interrupted',
    where('after.inSpecPairs: are fewer than before'),
  );
  noteFact(
    found,
    ended !== 'reached' || shareOf(after) >= asked.share,
    where('ended: says reached, but the share is lower'),
  );
  for (const [name, { inSpecPairs, deliveredPairs }] of Object.entries({ before, after })) {
    noteFact(
      found,
      inSpecPairs >= 0 && inSpecPairs <= deliveredPairs,
      where(`${name}.inSpecPairs: are more than are delivered`),
    );
  }
}
