/** `satqn/report`: a run record as text, page or figures. */
export type { Figure } from './figure.ts';
export { figuresOf } from './figures.ts';
export { reportHtml } from './html.ts';
export { type SummaryOptions, summaryText } from './summary.ts';
