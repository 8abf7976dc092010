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
  exchange: ['base', 'domain', 'scenario', 'lp', 'model', 'io'],
  calculators: ['base', 'domain', 'scenario', 'physics', 'orbit'],
  solvers: ['base', 'lp'],
  io: ['base', 'domain', 'scenario'],
  // The schemes run in planning/: a study says on what, and what came out. services/ has them run.
  study: ['base', 'domain', 'scenario', 'io'],
  report: ['base', 'domain', 'io', 'study'],
  // Who carries out jobs and where results are kept are ports: threads and files are in node/.
  services: ['base', 'domain', 'study'],
  planning: [
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
/** The same for the studio; all of it may use the core, none of it the machine of Node.js. */
const studio = { model: [], paint: ['model'], worker: [], state: ['model', 'worker'] };
const studioLayered = Object.entries(studio).map(([layer, may]) => ({
  name: `studio-${layer}-imports-only-below`,
  comment: `web/${layer}/ stands on ${may.length ? may.join(', ') : 'the core alone'}.`,
  severity: 'error',
  from: { path: `^web/${layer}/` },
  to: { path: '^web/', pathNot: `^web/(${[layer, ...may].join('|')})/` },
}));
module.exports = {
  forbidden: [
    ...layered,
    ...studioLayered,
    {
      name: 'studio-knows-no-shell',
      comment: 'The studio runs in a browser: files, processes and threads of Node.js are not there.',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/vite.config.ts$' },
      to: { path: '^src/(cli|node|solvers/node)/' },
    },
    {
      name: 'studio-touches-no-machine',
      comment: 'No built-in module of Node.js is in a browser.',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/vite.config.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'studio-walks-the-lists',
      comment: 'What is added to a list is there in the studio, too; so it names no single entry.',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^src/(exchange/(importers|exporters)|report/figures|calculators|domain/(schemes|methods))/',
        pathNot: '/(importers|exporters|figures|figure-kind|calculators|schemes|scheme|methods)\\.ts$',
      },
    },
    {
      name: 'core-knows-no-studio',
      comment: 'The library stands alone; the studio is one of its shells.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
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
