import type { CheckedRecord, RunRecord } from '../domain/run-record.ts';
import type { SimulationResult } from '../domain/simulation.ts';
import { assumptionSection } from './assumption-section.ts';
import { needsWords } from './assumption-words.ts';
import { calibrationSentences } from './calibration-words.ts';
import type { FigureTable } from './figures/figure-kind.ts';
import { FIGURES } from './figures/figures.ts';
import {
  certificateSection,
  demandSection,
  originSection,
  priceSection,
  storageSection,
  timelineSection,
} from './html-sections.ts';
import { hybridSection } from './hybrid-section.ts';
import {
  exemptWords,
  iterationWords,
  shortageTitle,
  shortageWords,
  slotCountWords,
  statusWords,
  valueWords,
  warningWords,
} from './labels.ts';
import { limitSentences } from './limit-words.ts';
import { type Markup, markup, NOTHING, table, trusted } from './markup.ts';
import { messageSection } from './message-section.ts';
import { formatGap, formatNumber, formatPairs, formatSeconds, formatSpan, NONE } from './numbers.ts';
import { capital, cautionOf, chosenFrom } from './pointing-words.ts';
import { simulationSection } from './simulation-section.ts';
import { STYLE } from './style.ts';
import { telescopeSection } from './telescope-section.ts';

const WIDE = 792;
const NARROW = 350;

/** Allows loading and running only what is in the file itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A run as one HTML file that needs no network and runs no script, in light and dark mode, from phone to paper. The
 * same record gives the same text.
 */
export function reportHtml(record: CheckedRecord, simulation: SimulationResult | null = null): string {
  const { name } = record.scenario;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="satqn ${record.satqn.version}">
<title>${name} – entanglement distribution plan</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header>
<p class="faint">Entanglement distribution plan</p>
<h1>${name}</h1>
${warningSection(record)}
${headline(record)}
</header>
<main>
${listSection(shortageTitle(record), shortageWords(record.shortages))}
${listSection('In spec when simulated', calibrationSentences(record))}
${listSection('Notes', record.notes)}
${demandSection(record)}
${simulation ? simulationSection(simulation) : NOTHING}
${figureSections(record)}
${timelineSection(record)}
${telescopeSection(record)}
${storageSection(record)}
${assumptionSection(record)}
${messageSection(record)}
${priceSection(record)}
${listSection('Slots exempt from a minimum rate, for lack of a usable path', exemptWords(record.exempt))}
${hybridSection(record)}
${certificateSection(record)}
${originSection(record)}
</main>
</body>
</html>
`.html;
}

/** At the top, since readers need it to judge the rest. */
function warningSection({ warnings }: RunRecord): Markup {
  if (warnings.length === 0) return NOTHING;
  return markup`<aside class="warnings"><strong>Check first</strong><ul>${warningWords(warnings).map(
    (line) => markup`<li>${line}</li>`,
  )}</ul></aside>`;
}

function headline(record: CheckedRecord): Markup {
  const { bounds, horizon, seconds } = record;
  const caution = record.plan && cautionOf(record);
  const limits = limitSentences(record);
  const status = statusWords(record);
  const span = formatSpan(horizon.slots * horizon.slotSeconds);
  const facts: readonly (readonly [string, string, string])[] = [
    ['Pairs delivered', formatPairs(record.totalPairs), `in ${slotCountWords(horizon.slots)}, ${span}`],
    [
      'Expected under clouds',
      formatPairs(record.expectedPairs),
      'if clouds at different stations are independent',
    ],
    [
      'Gap',
      bounds.relativeGap === null ? NONE : formatGap(bounds.relativeGap),
      `among the ${chosenFrom(record)}`,
    ],
    [
      'Σ α y, pairs/s',
      formatNumber(bounds.incumbent, 6),
      bounds.bound === null
        ? 'no outer bound'
        : `at most ${valueWords(bounds.bound, record)}, by the ${bounds.boundBy}`,
    ],
    ['Search', formatSeconds(seconds.solve), `${iterationWords(record.iterations)}, ${record.method}`],
  ];
  return markup`<p class="status ${status.tone}"><strong>${status.title}.</strong> ${status.meaning}</p>${caution ? markup`<p class="status"><strong>${capital(caution)}.</strong></p>` : NOTHING}
<dl class="facts">${facts
    .filter(([, value]) => value !== NONE)
    .map(
      ([term, value, detail]) => markup`<div><dt>${term}</dt><dd>${value}<small>${detail}</small></dd></div>`,
    )}</dl>${record.assumptions ? markup`<p>${capital(needsWords(record.assumptions))}.</p>` : NOTHING}${limits.map((line) => markup`<p>${line}</p>`)}`;
}

/** Each figure twice, drawn for wide and for narrow pages; the style sheet shows one. */
function figureSections(record: RunRecord): readonly Markup[] {
  return FIGURES.map((kind) => {
    const wide = kind.draw(record, WIDE, kind.name);
    const narrow = kind.draw(record, NARROW, `${kind.name}-narrow`);
    if (!wide || !narrow) return NOTHING;
    return markup`<section>
<h2>${kind.title}</h2>
<figure>
<div class="wide">${trusted(wide.svg)}</div>
<div class="narrow">${trusted(narrow.svg)}</div>
<figcaption>${wide.caption}</figcaption>
</figure>
<details class="figure-data"><summary>Data of this figure</summary>${figureData(kind.table(record))}</details>
</section>
`;
  });
}

/** Longer tables are for the CSV files. */
const MOST_ROWS = 400;

function figureData({ columns, rows }: FigureTable): Markup {
  const rest = rows.length - MOST_ROWS;
  const more = rest > 0 ? markup`<p class="faint">${rest} more rows are in the run record.</p>` : NOTHING;
  return markup`${table(columns, rows.slice(0, MOST_ROWS))}${more}`;
}

function listSection(title: string, lines: readonly string[]): Markup {
  if (lines.length === 0) return NOTHING;
  return markup`<section><h2>${title}</h2><ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul></section>`;
}
