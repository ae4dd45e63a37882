import { renderDockerList } from './docker-list.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import type { Format, Report } from './report.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';

const RENDERERS: Readonly<Record<Format, (report: Report) => string>> = {
  text: renderText,
  json: renderJson,
  markdown: (report) => renderMarkdown(report),
  sarif: renderSarif,
  'docker-list': renderDockerList,
};

/** The report in a format. A new format is one file here and one line above. */
export function render(format: Format, report: Report): string {
  return RENDERERS[format](report);
}
