/**
 * `satqn`: from a scenario to a verified plan. Nothing here needs Node.js; `satqn/node` has files, clock and threads.
 */

// Scenarios

export { InputError, type InputIssue } from './base/errors.ts';
export { importNetwork } from './exchange/import-network.ts';
export type { Imported, ImportOptions } from './exchange/importers/importer.ts';
export { resolveFiles } from './scenario/files.ts';
export { formatScenario } from './scenario/format.ts';
export { generatePaper, type PaperOptions } from './scenario/generate-paper.ts';
export { scenarioHash } from './scenario/hash.ts';
export { parseScenario } from './scenario/parse.ts';
export type { Scenario, ScenarioInput } from './scenario/schema/scenario.ts';

// Planning

export { ACCELERATED, type BendersOptions, TEXTBOOK } from './methods/benders/options.ts';
export type { Environment } from './planning/environment.ts';
export { DEFAULT_PLAN_OPTIONS, type PlanOptions } from './planning/options.ts';
export { type PlanEvent, type PlanInput, planScenario } from './planning/plan.ts';
export type { PlanRecord } from './planning/record.ts';

// Records, plans and certificates

export type { Certificate, CheckedCertificate, ConstraintCheck, DualPrices } from './domain/certificate.ts';
export type { Plan, PlannedFill, PlannedRoute, PlannedStock } from './domain/plan.ts';
export type { CheckedRecord, DemandSummary, RunRecord, ShadowPrice } from './domain/run-record.ts';
export { controlCsv, pointingCsv, ratesCsv, stocksCsv } from './io/csv.ts';
export { formatRunRecord, parseRunRecord } from './io/run-record.ts';
export { type NotRecomputed, notRecomputedOf } from './planning/record-check/not-recomputed.ts';
export { checkedRecord, verifyRecord } from './planning/verify.ts';

// What there is to choose from: who adds to these lists adds to the library

export type { Calculator } from './calculators/calculator.ts';
export { CALCULATORS } from './calculators/calculators.ts';
export { METHOD_FACTS } from './domain/methods/methods.ts';
export { SCHEMES } from './domain/schemes/schemes.ts';
export type { Exporter } from './exchange/exporters/exporter.ts';
export { EXPORTERS } from './exchange/exporters/exporters.ts';

// Calculators

export { calculateLink, type LinkAnswer } from './calculators/link-answer.ts';
export type { LinkQuestion } from './calculators/link-question.ts';
