import { describe, expect, it } from 'vitest';
import { progressPrinter } from '../../src/cli/progress.ts';
import type { PlanEvent } from '../../src/planning/plan.ts';

/** What a printer writes, with a clock that the test moves. */
function printing(errIsTerminal: boolean, patient: boolean, columns?: number) {
  const lines: string[] = [];
  let seconds = 1000;
  const streams = {
    out: () => {},
    err: (text: string) => lines.push(text),
    outIsTerminal: false,
    errIsTerminal,
    errColumns: () => columns,
    mayColor: false,
  };
  const printer = progressPrinter(streams, { patient, now: () => seconds });
  return {
    lines,
    printer,
    pass(passed: number) {
      seconds += passed;
    },
    wait(passed: number, share: number, stage: 'topology' | 'catalogue' = 'topology') {
      seconds += passed;
      printer.show({ kind: 'stage', stage, share } satisfies PlanEvent);
    },
  };
}

it.each([true, false])('shows a first plan that is being checked (terminal: %s)', (isTerminal) => {
  const { lines, printer } = printing(isTerminal, false);
  printer.show({ kind: 'built', objective: 9608182.2, bound: 12642686.8 });
  expect(lines).toEqual(
    isTerminal ? ['\r\u001b[KFirst plan  best 9,608,182  bound 12,642,687  being checked'] : [],
  );
});

describe('what a search is working at', () => {
  const windows = (done: number) =>
    ({ kind: 'activity', work: 'bounds of windows', progress: { done, total: 40 } }) as const;

  it('follows where the search stands, five times a second at most, on one line of the terminal', () => {
    const { lines, printer, pass } = printing(true, false, 70);
    const point = { kind: 'progress', seconds: 1, iteration: 2, incumbent: 90, bound: 100 } as const;
    printer.show({ ...point, relativeGap: 0.1 });
    printer.show(windows(8));
    pass(0.2);
    printer.show(windows(12));
    expect(lines.map((line) => line.replace('\r\u001b[K', ''))).toEqual([
      '1.0 s  iteration 2  best 90  bound 100  gap 10 %',
      '1.0 s  iteration 2  best 90  bound 100  gap 10 %  bounding windows, 1',
    ]);
  });

  it.each([0, undefined])('is shown whole where nobody knows how wide the terminal is (%s)', (columns) => {
    const { lines, printer, pass } = printing(true, false, columns);
    pass(1);
    printer.show(windows(12));
    expect(lines.join('')).toContain('bounding windows, 12 of 40');
  });

  it('is not told to a pipe', () => {
    const { lines, printer, pass } = printing(false, false);
    pass(10);
    printer.show(windows(8));
    expect(lines).toEqual([]);
  });
});

describe('a slow stage', () => {
  it('reports progress and remaining time every ten seconds when piped', () => {
    const { lines, wait } = printing(false, false);
    wait(0, 0);
    for (let percent = 1; percent <= 20; percent++) wait(1, percent / 100);
    wait(1, 0.5);
    wait(0, 0, 'catalogue');
    wait(9.9, 0.5, 'catalogue');
    expect(lines).toEqual([
      'Building the network of every slot …\n',
      'Building the network of every slot … 10 %, about 90 s left\n',
      'Building the network of every slot … 20 %, about 80 s left\n',
      'Listing real and virtual paths …\n',
    ]);
  });

  it('reports every per cent on a terminal', () => {
    const { lines, wait } = printing(true, false);
    wait(0, 0);
    wait(1, 0.01);
    wait(29, 0.02);
    expect(lines.map((line) => line.replace('\r\u001b[K', ''))).toEqual([
      'Building the network of every slot …',
      'Building the network of every slot … 1 %',
      'Building the network of every slot … 2 %, about 24.5 min left',
    ]);
  });

  it.each([true, false])('can leave out quick stages (terminal: %s)', (isTerminal) => {
    const { lines, wait } = printing(isTerminal, true);
    wait(0, 0);
    wait(4, 0.5);
    wait(5, 1);
    wait(0, 0, 'catalogue');
    expect(lines).toEqual([]);
    wait(2, 0.1, 'catalogue');
    expect(lines).toHaveLength(1);
  });
});
