import { createLog } from '../log/create-log.ts';
import type { Log } from '../model/log.ts';
import { redactText } from '../model/redact.ts';
import type { Core } from './core.ts';
import { inertLines, withoutControls } from './surface.ts';

/** The job's log. Warnings become annotations; transfers are told now and then: the runner has no live line. */
export function createActionLog(
  core: Core,
  secrets: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Log {
  const info = (message: string) => core.info(inertLines(redactText(message, secrets)));
  const sparse = createLog({
    stderr: { write: (text) => info(text.trimEnd()) },
    isTty: false,
    color: false,
    quiet: false,
    verbose: false,
    secrets,
    env,
  });
  return {
    debug: (message) => core.debug(withoutControls(redactText(message, secrets))),
    info,
    warn: (message) => core.warning(withoutControls(redactText(message, secrets))),
    progress: sparse.progress,
  };
}
