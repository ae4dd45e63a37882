import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareFindings } from '../model/finding.ts';
import { summarize } from '../model/inventory.ts';
import { annotationsFor } from '../platform/annotations.ts';
import { repositoryPrefix } from '../platform/checkout.ts';
import type { Surface } from '../platform/platform.ts';
import { renderReported } from '../platform/reported.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { render } from '../report/render.ts';
import type { Report } from '../report/report.ts';
import { readBaseLock } from './base-lock.ts';
import { commitBack } from './commit-back.ts';
import type { CommandResult } from './io.ts';
import { movedSinceReport, reportedIn } from './moved-since-report.ts';
import type { PublishContext } from './publish-context.ts';
import { SUMMARY_BUDGET, writeReports } from './report-files.ts';

/**
 * Shows a result everywhere: log, files, job summary, annotations, outputs, the comment, and the commit with the
 * generated files. What needs no permission comes first. Returns the exit code.
 */
export async function publish(result: CommandResult, context: PublishContext): Promise<number> {
  const { platform, io, surface } = context;
  const prefix = await repositoryPrefix(context.git, context.options.dir).catch(() => '');
  const report = await complete(result.report, prefix, context);

  io.stdout(render('text', report));
  await writeReports(report, prefix, context);
  surface.annotate(annotationsFor(report.inventory.findings, prefix));
  await surface.summary(renderMarkdown(report, { budget: SUMMARY_BUDGET }));
  setReportOutputs(report, surface);
  if (platform.event.kind === 'pull-request') await postComment(report, prefix, context);
  if (context.plan.command === 'run') await commitBack(report, result.exitCode, context);
  return result.exitCode;
}

/**
 * Adds what only the CI knows: links, the job, on a pull request the lock of the base branch, and after its merge what
 * moved since then.
 */
async function complete(report: Report, prefix: string, context: PublishContext): Promise<Report> {
  const { git, options, platform } = context;
  const { event, runUrl } = platform;
  const base =
    event.kind === 'pull-request' ? await readBaseLock(git, options.dir, event.pullRequest) : undefined;
  const linkTo = (file: string, line: number) =>
    file !== '' && existsSync(join(options.dir, file)) ? platform.linkTo(prefix + file, line) : null;
  const moved = await movedSinceReport(report, commentKey(prefix, context), context);
  const findings = [...report.inventory.findings, ...moved].sort(compareFindings);
  const inventory = { ...report.inventory, findings };
  return { ...report, inventory, ...base, ...(runUrl === null ? {} : { runUrl }), linkTo };
}

function setReportOutputs(report: Report, surface: Surface): void {
  const { mirror, unresolved, unsupported, ready } = summarize(report.inventory);
  const count = (outcome: string) =>
    (report.run?.artifacts ?? []).filter((artifact) => artifact.outcome === outcome).length;
  surface.output('ready', String(ready));
  surface.output('artifacts', String(mirror + unresolved + unsupported));
  surface.output('mirrored', String(count('mirrored')));
  surface.output('failed', String(count('failed')));
  surface.output('changed', String(report.run?.lockChanged === true));
  surface.output('run-id', report.run?.runId ?? '');
}

async function postComment(report: Report, prefix: string, context: PublishContext): Promise<void> {
  const { options, settings, platform, io, surface } = context;
  if (!settings.comment || options.dryRun) return;
  const outcome = await platform.comment(commentKey(prefix, context), commentText(report, context));
  if (outcome.kind !== 'skipped') {
    surface.output('comment-id', outcome.id);
    io.log.info(`Comment ${outcome.id}: ${outcome.kind}`);
  } else if (outcome.usual) {
    io.log.info(outcome.reason);
  } else {
    io.log.warn(outcome.reason);
  }
}

/** One comment for each directory and configuration. */
function commentKey(prefix: string, { options }: PublishContext): string {
  return `${prefix}${options.config ?? ''}` || 'default';
}

const SHORTENED = '<sub>So many artifacts: what moves before the merge will not be told after it.</sub>\n';

/** The report below a hidden line that remembers it. */
function commentText(report: Report, { platform, io }: PublishContext): string {
  const { event, commentBudget } = platform;
  const head = event.kind === 'pull-request' ? event.pullRequest.headSha : '';
  const { line, isShortened } = renderReported(reportedIn(report, head));
  if (isShortened) io.log.info('Too many artifacts to keep their versions in the comment.');
  const end = isShortened ? SHORTENED : '';
  return `${line}\n${renderMarkdown(report, { budget: commentBudget - line.length - end.length })}${end}`;
}
