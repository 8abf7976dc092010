/** The rules that `npm run architecture` enforces; docs/architecture.md explains them. */
const layers = require('./.dependency-layers.cjs');

const pathOf = (layer) => `^${layer.replace('.', '\\.')}${/\.tsx?$/.test(layer) ? '$' : '/'}`;
const layered = Object.entries(layers).map(([layer, may]) => ({
  name: `${layer}-imports-what-is-listed`,
  comment: `${layer} may import ${may.length ? may.join(', ') : 'no other folder'} (.dependency-layers.cjs).`,
  severity: 'error',
  from: { path: pathOf(layer) },
  to: { path: '^(src|web)/', pathNot: [layer, ...may].map(pathOf) },
}));
module.exports = {
  forbidden: [
    ...layered,
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
        pathNot:
          '/(importers|exporter|exporters|figures|figure-kind|calculators|schemes|scheme|methods)\\.ts$',
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
      name: 'one-importer-of-bullmq',
      comment:
        'It loads these optional packages when a queue is asked for; everything else speaks to JobQueue.',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: '^src/node/queue/engine' },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'one-importer-of-fastify',
      comment: 'It loads these optional packages when the service starts, and says what of them is used.',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: '^src/node/service/http/framework' },
      to: { path: 'node_modules/(@?fastify|prom-client)' },
    },
    {
      name: 'verifier-shares-nothing-with-the-model-builder',
      comment: 'A bug in the builder must not hide from the checker.',
      severity: 'error',
      from: { path: '^src/verify/' },
      to: { path: '^src/(model|methods|lp|graph|physics/(swapping|purification))' },
    },
    {
      name: 'simulation-shares-nothing-with-the-planner',
      comment: 'What comes true must not depend on a fault of the planner.',
      severity: 'error',
      from: { path: '^src/simulation/' },
      to: { path: '^src/(model|methods|lp|graph|planning|verify)/' },
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
