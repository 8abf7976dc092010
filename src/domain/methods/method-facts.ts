import type { RunStatus } from '../run-status.ts';

/** What is known of a method without running it: for help, menus and the checker. */
export interface MethodFacts {
  /**
   * A search proves its own bounds, continues from what older runs planned and proved, and is judged by its gap. A rule
   * makes its plan and is done; schemes name it.
   */
  readonly kind: 'search' | 'rule';
  /** What it does, in a few words beside its name. */
  readonly words: string;
  /** How it can end with a plan. */
  readonly ends: readonly RunStatus[];
  /** What proves its bounds; `#` stands for a number, `*` for a name. */
  readonly boundSources: readonly string[];
}
