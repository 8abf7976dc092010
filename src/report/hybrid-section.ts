import type { ExactReason, HybridStep } from '../domain/hybrid.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { type Markup, markup, NOTHING, table } from './markup.ts';
import { formatCount, formatNumber, formatShare, NONE } from './numbers.ts';

/** Longer tables are for programs, which read the record. */
const MOST_STEPS = 200;

const REASONS: Readonly<Record<ExactReason, string>> = {
  certify: 'as --certify asks',
  'no feasible read': 'no read was feasible',
  'no new read': 'every read was tried before',
  'sampler failed': 'the sampler gave no read',
  'end of sampling': 'for the bound at the end',
};

/** What a sampled master did, in sentences; none where the master was solved exactly. */
export function hybridSentences({ hybridMaster: steps = [] }: Pick<RunRecord, 'hybridMaster'>): string[] {
  if (steps.length === 0) return [];
  const samples = steps.flatMap(({ sample }) => sample ?? []);
  const exact = steps.filter((step) => step.exact !== null).length;
  const raised = (by: HybridStep['raisedBy']) => steps.filter(({ raisedBy }) => raisedBy === by).length;
  const lowered = steps.filter(({ loweredBy }) => loweredBy !== null).length;
  const times = (count: number) => (count === 1 ? 'once' : `${formatCount(count)} times`);
  const sentences = [
    `The master was sampled ${times(samples.length)} and solved exactly ${times(exact)}.`,
    `Samples raised the plan ${times(raised('sampler'))}, exact masters ${times(raised('exact master'))}.`,
    `The outer bound comes from exact masters and relaxations alone, here ${times(lowered)} from an exact master; no sample touches it.`,
  ];
  const broken = samples.filter(({ feasibleShare }) => feasibleShare !== null && feasibleShare < 1);
  if (broken.length > 0) {
    const least = Math.min(...broken.map(({ feasibleShare }) => feasibleShare!));
    sentences.push(
      `${formatCount(broken.length)} of the samples had infeasible reads, which were left out (at worst ${formatShare(least)} % of the reads were feasible).`,
    );
  }
  const troubles = new Set(samples.flatMap(({ trouble }) => trouble ?? []));
  for (const trouble of troubles) sentences.push(`A sampler ${trouble}.`);
  return sentences;
}

/** Every step of a sampled master: what the sampler got, what it gave, and who moved the bounds. */
export function hybridSection(record: RunRecord): Markup {
  const { hybridMaster: steps = [] } = record;
  if (steps.length === 0) return NOTHING;
  const right = (name: string) => ({ name, align: 'right' }) as const;
  const columns = [
    right('Iteration'),
    right('Cuts'),
    right('Variables'),
    right('Couplers'),
    right('Feasible %'),
    right('θ(x)'),
    right('θ by the bits'),
    right('Exact θ ≤'),
    right('Subproblem'),
    { name: 'Bounds moved by' },
  ];
  const rows = steps
    .slice(0, MOST_STEPS)
    .map(({ iteration, cuts, sample, exact, value, ...by }) => [
      String(iteration),
      formatCount(cuts.held - cuts.from),
      sample ? formatCount(sample.variables) : NONE,
      sample ? formatCount(sample.couplers) : NONE,
      sample?.feasibleShare == null ? NONE : formatShare(sample.feasibleShare),
      ...[sample?.bestTheta, sample?.claimedTheta, exact?.bound, value].map((number) =>
        formatNumber(number ?? null, 6),
      ),
      movedWords(by, exact),
    ]);
  const more = steps.length - MOST_STEPS;
  const rest = more > 0 ? markup`<p class="faint">${more} more steps are in the run record.</p>` : NOTHING;
  return markup`<section><h2>Hybrid master</h2>
<ul>${hybridSentences(record).map((line) => markup`<li>${line}</li>`)}</ul>
${table(columns, rows)}${rest}
<p class="faint">In Σ α y. θ(x): the most that the cuts allow at the best feasible read, computed from its paths; θ by the bits: what the sampler's own bits say, which proves nothing. Exact θ: the dual bound of an exact master.</p></section>`;
}

function movedWords(
  { raisedBy, loweredBy }: Pick<HybridStep, 'raisedBy' | 'loweredBy'>,
  exact: HybridStep['exact'],
): string {
  const moved = [
    ...(raisedBy ? [`plan: ${raisedBy}`] : []),
    ...(loweredBy ? [`outer bound: ${loweredBy}`] : []),
  ];
  const why = exact ? `exact, ${REASONS[exact.reason]}` : '';
  return [moved.join('; '), why].filter(Boolean).join(' – ') || NONE;
}
