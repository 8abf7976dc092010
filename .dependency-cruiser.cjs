/**
 * The few rules that keep the house in order. The picture is docs/architecture.md.
 * Each layer may import the layers listed for it, and nothing else of src/.
 */
const layers = {
  base: [],
  domain: ['base'],
  scenario: ['base', 'domain'],
  lp: ['base'],
  physics: ['base'],
  graph: ['base', 'domain', 'physics'],
  orbit: ['base', 'domain', 'scenario', 'physics'],
  model: ['base', 'domain', 'scenario', 'physics', 'graph', 'lp'],
  methods: ['base', 'domain', 'lp', 'model'],
  // The checker must not share code with what it checks.
  verify: ['base', 'domain', 'scenario', 'physics', 'orbit'],
  solvers: ['base', 'lp'],
  io: ['base', 'domain', 'scenario'],
  study: ['base', 'domain'],
  report: ['base', 'domain', 'io', 'study'],
  app: [
    'base',
    'domain',
    'scenario',
    'lp',
    'physics',
    'graph',
    'orbit',
    'model',
    'methods',
    'verify',
    'io',
    'report',
  ],
};
const layered = Object.entries(layers).map(([layer, may]) => ({
  name: `${layer}-imports-only-below`,
  comment: `${layer}/ stands on ${may.length ? may.join(', ') : 'nothing'} (docs/architecture.md).`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...may].join('|')})/` },
}));
module.exports = {
  forbidden: [
    ...layered,
    {
      name: 'only-shells-touch-the-machine',
      comment:
        'The core also runs in a browser worker: file system, process and threads live in node/, cli/ and solvers/node/.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(node|cli|solvers/node)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-importer-of-highs',
      comment: 'Everything else speaks to the solver port of lp/.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/solvers/highs' },
      to: { path: 'node_modules/highs/' },
    },
    {
      name: 'verifier-shares-nothing-with-the-model-builder',
      comment: 'A bug in the builder must not hide from the checker.',
      severity: 'error',
      from: { path: '^src/verify/' },
      to: { path: '^src/(model|methods|lp|graph|physics/(swapping|purification))' },
    },
    {
      name: 'no-circles',
      comment: 'Cycles hide the direction of the layers.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
