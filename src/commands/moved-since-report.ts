import type { Artifact } from '../model/artifact.ts';
import { messageOf } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { finding } from '../model/rules.ts';
import { parseReported, type Reported } from '../platform/reported.ts';
import type { Report } from '../report/report.ts';
import type { PublishContext } from './publish-context.ts';

/** What the comment on a pull request keeps of its report, for the run after the merge. */
export function reportedIn(report: Report, head: string): Reported {
  const versions = report.inventory.artifacts
    .filter((artifact) => !isOwnRepository(artifact))
    .map(({ id, resolved }) => [id, resolved?.version ?? ''] as const)
    .filter(([, version]) => version !== '');
  return { head, versions: new Map(versions) };
}

/** A merge always moves the branch that it goes to. */
function isOwnRepository({ request }: Artifact): boolean {
  return request?.kind === 'git' && request.ownRepository;
}

/**
 * What a run took in another version than the merged pull request had reported. Nobody has to be able to read that
 * comment: then there is nothing to say.
 */
export async function movedSinceReport(
  report: Report,
  key: string,
  { platform, settings, io }: PublishContext,
): Promise<readonly Finding[]> {
  if (platform.event.kind !== 'branch' || report.run === null || !settings.comment) return [];
  try {
    const merged = await platform.mergedReport(key);
    const reported = merged === null ? null : parseReported(merged.text);
    if (merged === null || reported === null) return [];
    if (reported.versions !== null) return compare(report, reported.versions, merged.pullRequest);
    io.log.info(`The report on ${merged.pullRequest} was too long to keep versions: moves are not told.`);
  } catch (error) {
    if (io.signal.aborted) throw error;
    io.log.info(`Not compared with the report on the pull request: ${messageOf(error)}`);
  }
  return [];
}

function compare(report: Report, versions: ReadonlyMap<string, string>, pullRequest: string): Finding[] {
  const taken = new Map(report.run?.artifacts.map(({ id, entry }) => [id, entry?.version]));
  return report.inventory.artifacts.flatMap(({ id, locator, references }) => {
    const [before, now, reference] = [versions.get(id), taken.get(id), references[0]];
    if (before === undefined || now === undefined || reference === undefined || before === now) return [];
    const message = `${locator} moved from ${before} (reported on ${pullRequest}) to ${now}`;
    return [finding('version-moved', message, reference, { help: 'This run took the new version.' })];
  });
}
