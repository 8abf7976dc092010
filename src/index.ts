/** `satqn`: from a scenario to a verified plan. Nothing here needs Node.js; `satqn/node` lends the machine. */

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

export { DEFAULT_PLAN_OPTIONS, type PlanOptions } from './app/options.ts';
export { type PlanEvent, type PlanInput, planScenario } from './app/plan.ts';
export type { PlanRecord } from './app/record.ts';
export type { Tools } from './app/tools.ts';
export { ACCELERATED, type BendersOptions, TEXTBOOK } from './methods/benders/options.ts';

// Records, plans and certificates

export { type NotRecomputed, notRecomputedOf } from './app/record-check/not-recomputed.ts';
export { checkedRecord, verifyRecord } from './app/verify.ts';
export type { Certificate, CheckedCertificate, ConstraintCheck, DualPrices } from './domain/certificate.ts';
export type { Plan, PlannedFill, PlannedRoute, PlannedStock } from './domain/plan.ts';
export type { CheckedRecord, DemandSummary, RunRecord, ShadowPrice } from './domain/run-record.ts';
export { ratesCsv, stocksCsv } from './io/csv.ts';
export { formatRunRecord, parseRunRecord } from './io/run-record.ts';

// Calculators

export { calculateLink, type LinkAnswer } from './calculators/link-answer.ts';
export type { LinkQuestion } from './calculators/link-question.ts';
