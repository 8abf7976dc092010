import type { StudyPoint } from '../domain/study.ts';
import { canonicalJson, sha256 } from '../scenario/hash.ts';
import type { GridAxis, Study, StudyBase } from './study.ts';

/**
 * Identifies the study whose rows a directory holds: by name, base and axes, but without what a study may change and
 * still continue, such as values, replications, schemes and limits.
 */
export const studyHash = ({ name, base, axes }: Study): Promise<string> =>
  sha256(canonicalJson({ name, base, axes: axes.map(withoutValues) }));

/** Everything that decides the result of a job, apart from its point and seed. */
export interface JobDefinition
  extends Pick<Study, 'axes' | 'schemes' | 'options' | 'masters' | 'simulation'> {
  readonly base: StudyBase;
  /** Text of every file that a scenario of the study names, by that name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A study with everything that its jobs need. */
export interface LoadedStudy {
  readonly study: Study;
  readonly definition: JobDefinition;
}

/** @param version version of this software; results of another version are not mixed in */
export const definitionHash = (definition: JobDefinition, version: string): Promise<string> =>
  sha256(canonicalJson({ ...definition, axes: definition.axes.map(withoutValues), version }));

const withoutValues = ({ name, fields }: GridAxis) => ({ name, fields });

/**
 * Id of a job: the same for the same work, whatever else is in the grid. It begins with the first letters of the
 * definition's hash, followed by the values of the axes in order and the seed.
 */
export const jobId = (hash: string, axes: readonly GridAxis[], { at, seed }: StudyPoint): string =>
  `${hash.slice(0, 16)} ${JSON.stringify([...axes.map(({ name }) => at[name]), seed])}`;
