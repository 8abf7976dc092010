import type { InputIssue } from '../../base/errors.ts';
import type { WriteError } from '../atomic-file.ts';

/** A file that cannot be written, for those who ask over HTTP: where it is on this machine concerns none of them. */
export const writeIssue = ({ blame, reason }: WriteError): InputIssue => ({
  path: '',
  message: `A file cannot be written: ${blame === 'device' ? reason : 'the service may not write there'}.`,
  hint: 'Tell whoever runs the service.',
});
