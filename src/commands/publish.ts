import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { summarize } from '../model/inventory.ts';
import { annotationsFor } from '../platform/annotations.ts';
import { repositoryPrefix } from '../platform/checkout.ts';
import type { Surface } from '../platform/platform.ts';
import { renderCodeQuality } from '../report/code-quality.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { render } from '../report/render.ts';
import type { Report } from '../report/report.ts';
import { readBaseLock } from './base-lock.ts';
import { commitBack } from './commit-back.ts';
import type { CommandResult } from './io.ts';
import type { PublishContext } from './publish-context.ts';

/** Characters of a job summary: GitHub takes 1 MiB of UTF-8, and most of ours is ASCII. */
const SUMMARY_BUDGET = 900_000;

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

/** Adds what only the CI knows: links, the job, and on a pull request the lock of the base branch. */
async function complete(report: Report, prefix: string, context: PublishContext): Promise<Report> {
  const { git, options, platform } = context;
  const { event, runUrl } = platform;
  const base =
    event.kind === 'pull-request' ? await readBaseLock(git, options.dir, event.pullRequest) : undefined;
  const linkTo = (file: string, line: number) =>
    file !== '' && existsSync(join(options.dir, file)) ? platform.linkTo(prefix + file, line) : null;
  return { ...report, ...base, ...(runUrl === null ? {} : { runUrl }), linkTo };
}

async function writeReports(report: Report, prefix: string, context: PublishContext): Promise<void> {
  const { options, io, platform, surface } = context;
  const root = resolve(options.dir, prefix.replace(/[^/]+/g, '..'));
  // GitLab takes artifacts from the checkout; on GitHub nothing needs to lie between the repository's files.
  const directory = platform.name === 'GitLab' ? root : (io.env['RUNNER_TEMP'] ?? root);
  const path = join(directory, 'offline-gen-report.json');
  await writeText(path, render('json', report));
  surface.output('report-path', path);
  if (platform.name === 'GitLab') {
    const markdown = renderMarkdown(report, { budget: SUMMARY_BUDGET });
    await writeText(join(directory, 'offline-gen-report.md'), markdown);
    await writeText(
      join(directory, 'gl-code-quality-report.json'),
      renderCodeQuality(report.inventory.findings, prefix),
    );
  }
  if (options.output !== null) {
    await writeText(resolve(options.dir, options.output), render(options.format, report));
  }
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
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
  const key = `${prefix}${options.config ?? ''}` || 'default';
  const outcome = await platform.comment(key, renderMarkdown(report, { budget: platform.commentBudget }));
  if (outcome.kind !== 'skipped') {
    surface.output('comment-id', outcome.id);
    io.log.info(`Comment ${outcome.id}: ${outcome.kind}`);
  } else if (outcome.usual) {
    io.log.info(outcome.reason);
  } else {
    io.log.warn(outcome.reason);
  }
}
