export type { Scenario, ScenarioInput } from './scenario/schema/scenario.ts';
