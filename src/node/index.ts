/** `satqn/node`: files, clock and solver threads of Node.js. */
export { openHighsWorker } from '../solvers/node/worker-solver.ts';
export { nodeEnvironment } from './environment.ts';
export { drawPng, type PngDrawing } from './png.ts';
export { readRun } from './run-directory.ts';
export { readScenario } from './scenario-file.ts';
export { type ServedFile, type StudioServer, startStudioServer } from './studio-server.ts';
export { VERSION } from './version.ts';
