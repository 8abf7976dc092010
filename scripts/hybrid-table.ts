/** The summary of the study hybrid as a table in Markdown; losses and shares in per cent. */
export function hybridTable(csv: string): string {
  const [head = '', ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
  const percent = (cell = '', digits = 2) => (cell === '' ? '–' : (100 * Number(cell)).toFixed(digits));
  return [
    '| cuts | encoding | sampler | median | mean ± 95 % | worst | feasible reads | seeds with a feasible read | s | exact master, s |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) =>
      [
        '',
        row.cuts,
        row.encoding,
        row.sampler || '–',
        percent(row.medianLoss),
        row.meanLoss ? `${percent(row.meanLoss)} ± ${percent(row.halfWidth)}` : '–',
        percent(row.largestLoss),
        percent(row.feasibleShare, 0),
        `${Number(row.n) - Number(row.missing)} of ${row.n}`,
        Number(row.seconds).toFixed(2),
        Number(row.exactSeconds).toFixed(2),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n');
}
