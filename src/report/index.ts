/** `satqn/report`: run records, comparisons and studies as text, page or figures. */
export { type ComparisonTextOptions, comparisonText } from './comparison.ts';
export { drawComparison } from './comparison-figure.ts';
export type { FigureDrawing, FigureLook } from './figure.ts';
export { type Figure, figuresOf } from './figures/figures.ts';
export { reportHtml } from './html.ts';
export { drawStudyFigure } from './study-figure.ts';
export { type SummaryOptions, summaryText } from './summary.ts';
