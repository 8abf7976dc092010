import type { Certificate } from '../../domain/certificate.ts';
import type { RunRecord } from '../../domain/run-record.ts';
import { SCHEMES } from '../../domain/schemes/schemes.ts';
import { difference, excess, note, type Violation } from '../../verify/violations.ts';
import { optionsOfRecord } from '../options.ts';
import { REJECTED } from '../run-state.ts';
import { noteFact } from './stated.ts';

/** Checks the draws of random routing. The best one must be the plan; nothing here can recompute the others. */
export function noteDraws(found: Violation, record: RunRecord, certificate: Certificate): void {
  const { draws, scheme, status, bounds, notes } = record;
  const isMean = SCHEMES[scheme].isMean;
  noteFact(
    found,
    (draws !== null) === isMean,
    () => `draws: ${isMean ? 'are missing' : `do not occur with the scheme ${scheme}`}`,
  );
  if (draws === null) return;
  const { draws: asked } = optionsOfRecord(record);
  const isAll = status === 'completed' ? draws.length === asked : draws.length <= asked;
  noteFact(found, isAll, () => `draws: has ${draws.length} entries, and ${asked} were asked for`);
  draws.forEach(({ objective, totalPairs, maxViolation }, index) => {
    const isWhole =
      (objective === null) === (totalPairs === null) && (objective === null) === (maxViolation === null);
    noteFact(found, isWhole, () => `draws[${index}]: has only some of its numbers`);
    noteFact(
      found,
      maxViolation === null || maxViolation >= 0,
      () => `draws[${index}].maxViolation: is below 0`,
    );
  });
  const verified = draws.flatMap((draw, index) =>
    draw.objective !== null && draw.maxViolation! <= certificate.tolerance ? [{ ...draw, index }] : [],
  );
  for (const { objective, index } of bounds.bound === null ? [] : verified) {
    note(found, excess(objective!, bounds.bound!), () => `draws[${index}].objective: is above the bound`);
  }
  // If a draw was rejected because it failed its check, the search may have ranked draws by its value.
  if (verified.length === 0 || notes.some((text) => text.includes(REJECTED))) return;
  const best = verified.reduce((one, other) => (other.objective! > one.objective! ? other : one));
  const where = (key: string) => () => `draws[${best.index}].${key}: the best draw is not the plan`;
  note(found, difference(best.objective!, certificate.objective), where('objective'));
  note(found, difference(best.totalPairs!, certificate.totalPairs), where('totalPairs'));
}
