/** The outside of the command line: everything it reads from and writes to. */
export interface Streams {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress, notes and errors. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** NO_COLOR unset (https://no-color.org). */
  readonly mayColor: boolean;
}

/** Exit codes, the same for every command. */
export const EXIT = {
  done: 0,
  badInput: 2,
  infeasible: 3,
  noPlan: 4,
  verificationFailed: 5,
  jobsFailed: 6,
  /** What was asked for is done, and a file could not be written. */
  fileNotWritten: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
