import { InputError, type InputIssue } from '../base/errors.ts';
import type { AxisValue, StudyPoint } from '../domain/study.ts';
import { listFileReferences } from '../scenario/files.ts';
import type { DocumentPath } from '../scenario/issue.ts';
import { problemOfField } from './fields.ts';
import { pointText } from './grid.ts';
import { scenarioAt } from './instance.ts';
import type { StudySource } from './parse.ts';
import type { StudyBase } from './study.ts';

/** Whether the instance depends on the seed. */
const isDrawn = (document: object): boolean =>
  (document as { readonly clouds?: { readonly mode?: string } }).clouds?.mode === 'draw';

/**
 * Checks a study against its base: the fields of its axes must exist, and every value of every axis must give a valid
 * scenario if the other axes have their first value. Other combinations are checked when their jobs run.
 * @returns the names of all files that the scenarios refer to
 * @throws InputError with every mistake, at its place in the study file
 */
export function checkInstances(
  { study, axisPlaces: places, locate }: StudySource,
  base: StudyBase,
): string[] {
  const unknown = study.axes.flatMap(({ fields }, i) =>
    fields.flatMap((field, j) => {
      const problem = problemOfField(field, base);
      return problem ? [locate({ path: [...places[i]!, 'fields', j], ...problem })] : [];
    }),
  );
  if (unknown.length > 0) throw new InputError(unknown);

  if (study.seeds.length > 1 && base.kind === 'scenario' && !isDrawn(base.document)) {
    const message = 'nothing in this scenario is random, so all replications would be the same.';
    const hint =
      'Leave replications at 1, draw clouds at random (clouds.mode: draw), or vary a field with an axis that has averaged: true.';
    throw new InputError([locate({ path: ['replications'], message, hint })]);
  }

  const files = new Set<string>();
  const issues: InputIssue[] = [];
  const told = new Set<string>();
  const probe = (point: StudyPoint, path: DocumentPath) => {
    try {
      for (const { file } of listFileReferences(scenarioAt(base, study.axes, point))) files.add(file);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const { path: field, message, hint } of error.issues) {
        const text = `${field}: ${message}`;
        if (told.has(text)) continue;
        told.add(text);
        issues.push(locate({ path, message: `not a valid scenario at ${pointText(point)}: ${text}`, hint }));
      }
    }
  };
  const first: Readonly<Record<string, AxisValue>> = Object.fromEntries(
    study.axes.map(({ name, values }) => [name, values[0]!]),
  );
  const seed = study.seeds[0]!;
  probe({ at: first, seed }, ['base']);
  for (const [i, { name, values }] of study.axes.entries()) {
    for (const [j, value] of values.entries()) {
      if (j > 0) probe({ at: { ...first, [name]: value }, seed }, [...places[i]!, 'values', j]);
    }
  }
  if (issues.length > 0) throw new InputError(issues);
  return [...files];
}
