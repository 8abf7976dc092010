import { InputError, type InputIssue } from '../../base/errors.ts';
import { isHostName, isLoopback } from './http/guard.ts';
import type { ServiceSetting } from './service.ts';

/** @throws InputError with everything that is not safe, or would never have an effect */
export function checkSetting({
  host,
  hostNames,
  tokenFile,
}: Pick<ServiceSetting, 'host' | 'hostNames' | 'tokenFile'>): void {
  const issues: InputIssue[] = [];
  if (!isLoopback(host) && tokenFile === null) {
    issues.push({
      path: '--host',
      message: `${host} can be reached from other machines, where a service needs tokens.`,
      hint: 'Make one with satqn serve --new-token tokens.json --name NAME, and add --tokens tokens.json.',
    });
  }
  for (const name of hostNames) {
    if (isHostName(name)) continue;
    issues.push({
      path: '--host-name',
      message: `'${name}' is no name of a machine.`,
      hint: 'Write the name alone, without scheme, port and path, such as plans.example.org.',
    });
  }
  if (issues.length > 0) throw new InputError(issues);
}
