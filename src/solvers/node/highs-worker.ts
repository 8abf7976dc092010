import { parentPort } from 'node:worker_threads';
import { highsSolver } from '../highs.ts';
import { serveSolver } from '../remote/server.ts';

/** HiGHS in a worker thread. */
const port = parentPort!;
port.on(
  'message',
  serveSolver(highsSolver(), (reply, handedOver) => port.postMessage(reply, handedOver)),
);
