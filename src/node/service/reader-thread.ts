import type { InputIssue } from '../../base/errors.ts';
import { InputError } from '../../base/errors.ts';
import { jobCount } from '../../study/grid.ts';
import { readScenarioText, readStudyTexts, type StudyTexts } from './texts.ts';

export type ReadingTask =
  | { readonly kind: 'scenario'; readonly text: string }
  | { readonly kind: 'study'; readonly texts: StudyTexts };

/** What the service has to know of a text that is in order. */
export interface TextFacts {
  readonly title: string;
  /** Of a study: its jobs, and the seconds of the longest. */
  readonly jobs: number;
  readonly secondsEach: number;
}

export type Reading =
  | { readonly ok: true; readonly facts: TextFacts }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

/** Checks texts from elsewhere in this thread, which may take long over them or run out of memory. */
export async function read(task: ReadingTask): Promise<Reading> {
  try {
    return { ok: true, facts: await factsOf(task) };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, issues: error.issues };
    throw error;
  }
}

async function factsOf(task: ReadingTask): Promise<TextFacts> {
  if (task.kind === 'scenario') {
    return { title: readScenarioText(task.text).name, jobs: 0, secondsEach: 0 };
  }
  const { study } = await readStudyTexts(task.texts);
  const { methods } = study.options;
  return {
    title: study.name,
    jobs: jobCount(study),
    secondsEach:
      study.schemes.length * methods.reduce((sum, { timeLimitSeconds }) => sum + timeLimitSeconds, 0),
  };
}
