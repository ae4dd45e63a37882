import { concourse } from './concourse/dialect.ts';
import type { Dialect } from './dialect.ts';

export const DIALECTS: readonly Dialect[] = [concourse];
