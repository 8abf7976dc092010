import type { ContactWindow, PlannedWindow } from '../domain/contact-window.ts';
import { csvRow } from './csv.ts';

/** All fields in their order, and whether only a plan tells them. */
const FIELDS: Readonly<Record<keyof PlannedWindow, 'window' | 'plan'>> = {
  first: 'window',
  second: 'window',
  via: 'window',
  class: 'window',
  kind: 'window',
  link: 'window',
  startSeconds: 'window',
  startUtc: 'window',
  startIs: 'window',
  peakSeconds: 'window',
  peakUtc: 'window',
  peakIs: 'window',
  endSeconds: 'window',
  endUtc: 'window',
  endIs: 'window',
  durationSeconds: 'window',
  rangeKm: 'window',
  elevationDeg: 'window',
  lossDb: 'window',
  ratePairsPerSecond: 'window',
  fidelity: 'window',
  daylightSeconds: 'window',
  use: 'plan',
  pairs: 'plan',
  usedSlots: 'plan',
  linkSlots: 'plan',
  limits: 'plan',
};

/** Windows of a scenario, or what a plan does with them. */
export type Windows =
  | { readonly of: 'scenario'; readonly windows: Iterable<ContactWindow> }
  | { readonly of: 'plan'; readonly windows: Iterable<PlannedWindow> };

/**
 * One line per window, after a header with the names of the fields in snake case. A field that is null is empty, and
 * blanks separate the limits.
 */
export function* contactsCsv({ of, windows }: Windows): Generator<string> {
  const fields = Object.entries(FIELDS).flatMap(([field, told]) =>
    told === 'window' || of === 'plan' ? [field as keyof PlannedWindow] : [],
  );
  yield csvRow(fields.map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)));
  for (const window of windows as Iterable<Partial<PlannedWindow>>) {
    yield csvRow(
      fields.map((field) => {
        const value = window[field] ?? '';
        return typeof value === 'object' ? value.join(' ') : value;
      }),
    );
  }
}

/** One line of JSON per window; a number that is not finite is null. */
export function* contactsJson({ windows }: Windows): Generator<string> {
  for (const window of windows) yield `${JSON.stringify(window)}\n`;
}
