/** Exit codes, the same for every command; help texts and reference follow from this list. */
export const EXIT = {
  done: 0,
  badInput: 2,
  infeasible: 3,
  noPlan: 4,
  verificationFailed: 5,
  jobsFailed: 6,
  nothingDelivered: 7,
  fileNotWritten: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const MEANINGS: Readonly<Record<ExitCode, string>> = {
  [EXIT.done]: 'done, and any plan is verified',
  [EXIT.badInput]: 'bad input',
  [EXIT.infeasible]: 'the minimum rates cannot all be met, or a rule-based scheme misses one',
  [EXIT.noPlan]: 'no plan that delivers anything was found in time',
  [EXIT.verificationFailed]: 'verification failed',
  [EXIT.jobsFailed]: 'some jobs of the study failed',
  [EXIT.nothingDelivered]: 'nothing can be delivered',
  [EXIT.fileNotWritten]: 'the result is good, but a file could not be written',
  [EXIT.interrupted]: 'interrupted, keeping the results so far',
};

/** If several apply, the first of these counts. */
const PRECEDENCE: readonly ExitCode[] = [
  EXIT.badInput,
  EXIT.verificationFailed,
  EXIT.infeasible,
  EXIT.noPlan,
  EXIT.interrupted,
  EXIT.jobsFailed,
  EXIT.nothingDelivered,
  EXIT.fileNotWritten,
];

/** The code to return if all of these apply. */
export const firstOf = (codes: Iterable<ExitCode>): ExitCode => {
  const holding = new Set(codes);
  return PRECEDENCE.find((code) => holding.has(code)) ?? EXIT.done;
};

const COLUMN = 100;

/** The list for the end of a help text. */
export function exitCodesHelp(codes: readonly ExitCode[] = Object.values(EXIT)): string {
  const list = codes.map((code) => `${code} ${MEANINGS[code]}`).join('; ');
  const order = PRECEDENCE.filter((code) => codes.includes(code) && code !== EXIT.badInput);
  const precedence =
    order.length > 1 ? ` If several apply, the first of ${order.join(', ')} is returned.` : '';
  return filled(`Exit codes: ${list}.${precedence}`);
}

function filled(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + word.length > COLUMN) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
