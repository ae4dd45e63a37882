import type { Config } from '../config/config.ts';
import type { Git } from '../git/git.ts';
import type { Plan } from '../platform/event.ts';
import type { Platform, Surface } from '../platform/platform.ts';
import type { PublishSettings } from './inputs.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** All that publishing one result needs. */
export interface PublishContext {
  readonly options: Options;
  readonly settings: PublishSettings;
  readonly commitMode: Config['commit']['mode'];
  readonly plan: Extract<Plan, { kind: 'command' }>;
  readonly platform: Platform;
  readonly git: Git;
  readonly io: Io;
  readonly surface: Surface;
}
