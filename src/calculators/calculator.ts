import type * as z from 'zod';
import type { ElementRemarks } from '../orbit/elements/element-set.ts';
import type { Words } from './words.ts';

/** The physics by itself: a plain question, a plain answer. */
export interface Calculator<Question extends object = object, Answer extends object = object> {
  /** What one asks for it by. */
  readonly name: string;
  /** What it tells, in a few words. */
  readonly title: string;
  readonly question: z.ZodType<unknown, Question>;
  /** How each key of the question is stated on a command line, in the order of its help. */
  readonly options: Readonly<Record<keyof Question, QuestionOption>>;
  /** Options with values, as one may write them. */
  readonly example: string;
  /**
   * @param remarks takes what a reader has to know beside the answer
   * @throws InputError with everything that is wrong with the question
   */
  answer(question: Question, remarks: ElementRemarks): Answer;
  /** What people read of an answer. */
  words(answer: Answer): Words;
}

/** How a key of a question is stated on a command line. What values it takes, its schema says. */
export interface QuestionOption {
  /** In place of the key, with dashes. */
  readonly flag?: string;
  /** What stands for the value in the help: its unit, symbol or parts. */
  readonly value?: string;
  /** What the key means, where its name does not say it all. */
  readonly about?: string;
  /** The value is the path of a file, and the key takes what is in it. */
  readonly isFile?: true;
  /** Another flag, of older versions. */
  readonly alias?: string;
  /** The key in whose place this one stands. */
  readonly conflicts?: string;
}

/** A file, as it comes to a question. */
export interface FileText {
  /** For messages. */
  readonly file: string;
  readonly text: string;
}
