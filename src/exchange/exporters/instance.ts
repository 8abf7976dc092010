import { exportInstance } from '../../model/export-instance.ts';
import type { Exporter } from './exporter.ts';

export const instance: Exporter = {
  name: 'instance',
  title: 'links, paths and costs as JSON',
  extension: 'json',
  write: (problem) => `${JSON.stringify(exportInstance(problem), null, 1)}\n`,
};
