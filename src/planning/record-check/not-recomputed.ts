import type { Certificate } from '../../domain/certificate.ts';
import type { RunRecord } from '../../domain/run-record.ts';

/** A part of a run record that may be false even if the record is verified. */
export interface NotRecomputed {
  /** Where it is in the record; `[]` stands for every entry of a list. */
  readonly part: string;
  /** Whether a false statement is found if it contradicts what was recomputed, or not at all. */
  readonly checked: 'in part' | 'no';
  /** What is taken from the record as it is. */
  readonly what: string;
}

/** Everything else in a record follows from its scenario and plan and is compared with them. */
export const NOT_RECOMPUTED: readonly NotRecomputed[] = [
  {
    part: 'status',
    checked: 'in part',
    what: 'which limit ended the search, and whether it was interrupted',
  },
  {
    part: 'bounds.bound',
    checked: 'in part',
    what: 'that the search proved it, if it is below the recomputed one',
  },
  { part: 'bounds.boundBy', checked: 'in part', what: 'which step of the search proved the bound' },
  {
    part: 'relaxation',
    checked: 'in part',
    what: 'that its bound is no higher than the value the solver found',
  },
  {
    part: 'trajectory',
    checked: 'in part',
    what: 'the intermediate plans and bounds, and when they were found',
  },
  {
    part: 'prices',
    checked: 'in part',
    what: 'the value of the links, memories and modes shown, and that no other is worth more',
  },
  {
    part: 'hybridMaster',
    checked: 'in part',
    what: 'what samplers were given and gave, and what exact masters proved',
  },
  { part: 'catalogueLimits', checked: 'in part', what: 'how much more doubling a limit would allow' },
  {
    part: 'shortages',
    checked: 'in part',
    what: 'that no plan misses less; what this one misses is checked',
  },
  { part: 'draws', checked: 'in part', what: 'all draws but the best' },
  { part: 'calibration', checked: 'in part', what: 'what simulations of its plans gave' },
  { part: 'iterations', checked: 'in part', what: 'how many there were' },
  {
    part: 'options',
    checked: 'in part',
    what: 'options other than scheme, catalogue, method and gap',
  },
  { part: 'notes', checked: 'in part', what: 'remarks of the search; notes about the network are checked' },
  { part: 'solver', checked: 'no', what: 'which solver ran, and in which version' },
  { part: 'seconds', checked: 'no', what: 'how long it took' },
  { part: 'certificate.checks[].worst', checked: 'no', what: 'where rounding was largest' },
];

/** The parts that a record has and that its certificate, made here, does not settle. */
export const notRecomputedOf = (record: RunRecord, certificate: Certificate): readonly NotRecomputed[] =>
  NOT_RECOMPUTED.filter(({ part }) => {
    if (part === 'bounds.bound') return certificate.bound === 'by the solver';
    if (part === 'relaxation') return record.relaxation.bound !== null;
    if (part === 'prices') return Object.values(record.prices).some((prices) => prices.length > 0);
    if (part === 'hybridMaster') return record.hybridMaster !== undefined;
    if (part === 'catalogueLimits') return record.catalogueLimits !== undefined;
    if (part === 'calibration') return record.calibration !== undefined;
    if (part === 'shortages') return record.status === 'infeasible';
    return part !== 'draws' || record.draws !== null;
  });
