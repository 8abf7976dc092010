import type * as z from 'zod';
import type { ElementRemarks } from '../orbit/elements/element-set.ts';
import type { Words } from './words.ts';

/** Physics on its own: a question and its answer, both plain data. */
export interface Calculator<Question extends object = object, Answer extends object = object> {
  /** The subcommand of `satqn calc`. */
  readonly name: string;
  /** What it calculates, in a few words. */
  readonly title: string;
  readonly question: z.ZodType<unknown, Question>;
  /** The command-line option of each key of the question, in the order of the help. */
  readonly options: Readonly<Record<keyof Question, QuestionOption>>;
  /** Example options, with values. */
  readonly example: string;
  /**
   * @param remarks collects what readers need to know besides the answer
   * @throws InputError with everything that is wrong with the question
   */
  answer(question: Question, remarks: ElementRemarks): Answer;
  /** The answer as people read it. */
  words(answer: Answer): Words;
}

/** The command-line option for a key of a question. The schema says which values it takes. */
export interface QuestionOption {
  /** The flag, if it differs from the key in kebab case. */
  readonly flag?: string;
  /** The placeholder for the value in the help: its unit, symbol or parts. */
  readonly value?: string;
  /** What the key means, if its name does not say enough. */
  readonly about?: string;
  /** The value is the path of a file, and the key takes the content of that file. */
  readonly isFile?: true;
  /** Another flag, from older versions. */
  readonly alias?: string;
  /** The key that this one replaces. */
  readonly conflicts?: string;
}

/** The text of a file, as the value of a key. */
export interface FileText {
  /** The name of the file, for messages. */
  readonly file: string;
  readonly text: string;
}
