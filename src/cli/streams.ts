/** The outside of the command line: everything it reads from and writes to. */
export interface Streams {
  /** Results. */
  readonly out: (text: string) => void;
  /** Resolves once the results so far are taken, and lets signals and closed pipes be noticed; absent if all are at once. */
  readonly drained?: () => Promise<void>;
  /** Progress, notes and errors. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Characters that fit on a line of the terminal; absent, or 0, if nobody knows. */
  readonly errColumns?: () => number | undefined;
  /** NO_COLOR unset (https://no-color.org). */
  readonly mayColor: boolean;
}
