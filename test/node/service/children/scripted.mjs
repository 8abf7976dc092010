// A child process that does what its job says, as long as it is told to.
import { appendFileSync, readFileSync } from 'node:fs';

process.on('disconnect', () => process.exit());
process.on('message', (order) => {
  if (order.kind === 'stop') {
    process.send({ kind: 'progress', progress: 'kept' });
    process.send({ kind: 'done', result: 'stopped' }, () => process.exit());
    return;
  }
  const { log, script } = order.data;
  appendFileSync(log, '.');
  const attempt = readFileSync(log, 'utf8').length;
  const step = script[Math.min(attempt, script.length) - 1];
  if (step === 'done') process.send({ kind: 'done', result: attempt }, () => process.exit());
  else if (step === 'failed') process.send({ kind: 'failed', error: 'wrong' }, () => process.exit());
  else if (step === 'wait') process.send({ kind: 'progress', progress: 'waiting' });
  else if (step === 'deaf') {
    process.removeAllListeners('message');
    process.on('message', () => {});
    process.send({ kind: 'progress', progress: 'deaf' });
  } else process.kill(process.pid, step);
});
