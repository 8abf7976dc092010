import type { Warning, WarningKind } from '../domain/warning.ts';
import type { JobRecord } from './job.ts';

/** A warning of a study: that of the first instance that has one of this kind. */
export interface StudyWarning extends Warning {
  /** How many instances have a warning of this kind. */
  readonly instances: number;
}

/**
 * Warnings about the scenarios of a study. Instances that differ in a seed or a value have nearly the same warnings, so
 * each kind appears once, as in the first instance that has it.
 */
export function warningsOfStudy(jobs: readonly JobRecord[]): StudyWarning[] {
  const kinds = new Map<WarningKind, { readonly first: readonly Warning[]; instances: number }>();
  for (const job of jobs) {
    if (job.status === 'failed') continue;
    const { warnings } = job.comparison;
    for (const kind of new Set(warnings.map((warning) => warning.kind))) {
      const known = kinds.get(kind);
      if (known) known.instances++;
      else kinds.set(kind, { first: warnings.filter((warning) => warning.kind === kind), instances: 1 });
    }
  }
  return [...kinds.values()].flatMap(({ first, instances }) =>
    first.map((warning) => ({ ...warning, instances })),
  );
}
