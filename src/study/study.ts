import type { StudySimulation } from '../domain/margins.ts';
import type { MasterComparisonOptions } from '../domain/master-comparison.ts';
import type { MethodName } from '../domain/methods/methods.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import type { StudyAxis, StudyFigure } from '../domain/study.ts';
import type { PaperOptions } from '../scenario/generate-paper.ts';

/** A study as read, with every default filled in. */
export interface Study {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly base: StudyBaseReference;
  /** The grid consists of every combination of their values; `scheme` and `seed` are not among them. */
  readonly axes: readonly GridAxis[];
  /** One per replication; the same at every point. */
  readonly seeds: readonly number[];
  readonly schemes: readonly SchemeName[];
  readonly options: StudyOptions;
  /** Masters that are compared on every instance, too. */
  readonly masters?: MasterComparisonOptions;
  /** How plans are simulated; absent if they are not. */
  readonly simulation?: StudySimulation;
  readonly figures: readonly StudyFigure[];
}

/** The base as named in the study file: settings of the generator, or a scenario file relative to it. */
type StudyBaseReference =
  | { readonly kind: 'generator'; readonly settings: PaperOptions }
  | { readonly kind: 'scenario'; readonly file: string };

/** The base with its content: settings of the generator, or a scenario as plain data, with its preset merged in. */
export type StudyBase =
  | { readonly kind: 'generator'; readonly settings: PaperOptions }
  | { readonly kind: 'scenario'; readonly document: object };

/** A field that an axis changes: a setting of the generator, or a place in the scenario. */
export type FieldPath =
  | { readonly of: 'generator'; readonly key: string }
  | { readonly of: 'scenario'; readonly steps: readonly FieldStep[] };

/** A key, an index, or `*` for every entry of a list. */
export type FieldStep = string | number;

export interface GridAxis extends StudyAxis {
  /** The fields that take the value of the axis. */
  readonly fields: readonly FieldPath[];
}

/** Options of the schemes on every instance, except the seed, which is the instance's own. */
interface StudyOptions {
  readonly methods: readonly { readonly method: MethodName; readonly timeLimitSeconds: number }[];
  readonly gap: number;
  readonly draws: number;
  readonly keepMinimum: boolean;
}
