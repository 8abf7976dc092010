/** HiGHS in a worker of its own, so that the planner stays free to answer while it solves. */
import wasmUrl from 'highs/runtime?url';
import { highsFrom, highsSolver } from '../../src/solvers/highs.ts';
import { serveSolver } from '../../src/solvers/remote/server.ts';

const solver = highsSolver(highsFrom(wasmUrl));
const serve = serveSolver(solver, (reply, handedOver) => postMessage(reply, { transfer: handedOver }));
addEventListener('message', ({ data }) => serve(data));
