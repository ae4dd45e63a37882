import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { isWithin } from '../config/inside.ts';
import { renderCodeQuality } from '../report/code-quality.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { render } from '../report/render.ts';
import type { Report } from '../report/report.ts';
import { writeTextFile } from './files.ts';
import type { PublishContext } from './publish-context.ts';

/** Characters of a job summary: GitHub takes 1 MiB, and no character has more than four bytes. */
export const SUMMARY_BUDGET = 250_000;

/**
 * Writes the report where the CI takes files from, and into the file of `output`. A link that lies in the checkout
 * under one of these names is not followed. Throws `OfflineGenError('config')` for one that leads outside.
 */
export async function writeReports(report: Report, prefix: string, context: PublishContext): Promise<void> {
  const { options, io, platform, surface } = context;
  const root = resolve(options.dir, prefix.replace(/[^/]+/g, '..'));
  // GitLab takes artifacts from the checkout; on GitHub nothing needs to lie between the repository's files.
  const directory = platform.name === 'GitLab' ? root : (io.env['RUNNER_TEMP'] ?? root);
  await writeTextFile(directory, 'offline-gen-report.json', render('json', report));
  surface.output('report-path', join(directory, 'offline-gen-report.json'));
  if (platform.name === 'GitLab') {
    const quality = renderCodeQuality(report.inventory.findings, prefix);
    await writeTextFile(root, 'offline-gen-report.md', renderMarkdown(report, { budget: SUMMARY_BUDGET }));
    await writeTextFile(root, 'gl-code-quality-report.json', quality);
  }
  if (options.output !== null) await writeOutput(root, resolve(options.dir, options.output), context, report);
}

async function writeOutput(
  root: string,
  path: string,
  { options }: PublishContext,
  report: Report,
): Promise<void> {
  const text = render(options.format, report);
  if (isWithin(root, path)) {
    await writeTextFile(root, relative(root, path), text);
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
