import type { Plan } from '../domain/plan.ts';
import type { RunRecord, TrajectoryPoint } from '../domain/run-record.ts';
import type { MethodEnd, MethodProgress } from '../methods/method.ts';
import type { Proof } from '../methods/proof.ts';
import type { Layout } from '../model/layout.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { optionsOfRecord, type PlanOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import type { PlanRecord } from './recorder.ts';
import type { Tools } from './tools.ts';

export interface PlanInput {
  readonly scenario: Scenario;
  readonly options: PlanOptions;
  /** Plans whose routes to start from: the best of them, with the best rates for them. */
  readonly starts?: readonly Plan[];
  /** An interrupted run of the same scenario to go on from. */
  readonly resume?: { readonly record: RunRecord; readonly proofs: readonly Proof[] };
}

export type PlanEvent =
  | {
      readonly kind: 'stage';
      readonly stage: 'topology' | 'catalogue' | 'relaxation' | 'search' | 'finishing';
      /** How much of the stage is done, 0 to 1, where that is known; 0 where it begins. */
      readonly share: number;
    }
  | ({ readonly kind: 'progress' } & TrajectoryPoint & { readonly relativeGap: number | null })
  /** A better plan or bound, as a complete record that could be the last word. */
  | { readonly kind: 'record'; readonly record: PlanRecord }
  /** What is proved that a later run can go on from. */
  | { readonly kind: 'proofs'; readonly proofs: readonly Proof[] };

/** A run with its network and catalogue made: what methods and rules have in common. */
export interface PlanTask {
  readonly prepared: Prepared;
  /** Of the problem as the scheme sees it. */
  readonly layout: Layout;
  readonly input: PlanInput;
  readonly tools: Tools;
  readonly onEvent: (event: PlanEvent) => void;
}

/** Whether what a run proved is known to hold of this one, too: the same version's, of the same scheme and paths. */
export function isOfSameProblem(
  record: RunRecord,
  { scheme, catalogue }: PlanOptions,
  version: string,
): boolean {
  const before = optionsOfRecord(record);
  return record.satqn.version === version && before.scheme === scheme && before.catalogue === catalogue;
}

/** The older run, where what it proved holds. */
export function provedBefore({
  input: { resume, options },
  tools,
  layout,
}: Pick<PlanTask, 'input' | 'tools' | 'layout'>): NonNullable<PlanInput['resume']> | null {
  if (!resume || resume.record.catalogue.choices !== layout.choices.length) return null;
  return isOfSameProblem(resume.record, options, tools.version) ? resume : null;
}

/** Runs a generator to its end and hands on what it yields. */
export async function follow(
  search: AsyncGenerator<MethodProgress, MethodEnd>,
  onProgress: (progress: MethodProgress) => void,
): Promise<MethodEnd> {
  for (;;) {
    const step = await search.next();
    if (step.done) return step.value;
    onProgress(step.value);
  }
}
