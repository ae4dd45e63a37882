import { createHash } from 'node:crypto';
import { compareFindings, type Finding, type Level } from '../model/finding.ts';
import { RULES } from '../model/rules.ts';
import { jsonText } from './json-text.ts';
import type { Report } from './report.ts';

/** OASIS SARIF 2.1.0, section 3.49: one kind of result. */
interface RuleDescriptor {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: Level };
}

const DESCRIPTORS: readonly RuleDescriptor[] = Object.entries(RULES).map(([id, { level, help }]) =>
  descriptorOf(id, level, help),
);

/** The findings as SARIF 2.1.0, for code scanning and editors. File names are relative to the pipeline repository. */
export function renderSarif(report: Report): string {
  const findings = [...report.inventory.findings].sort(compareFindings);
  const rules = withUnknownRules(findings);
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const fingerprint = createFingerprints();
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, indexes.get(finding.rule) ?? -1, fingerprint)),
      },
    ],
  });
}

/** Every rule is described, found or not: a service closes what is no longer found. */
function withUnknownRules(findings: readonly Finding[]): readonly RuleDescriptor[] {
  const rules = new Map(DESCRIPTORS.map((rule) => [rule.id, rule]));
  for (const { rule, level, help } of findings) {
    if (!rules.has(rule)) rules.set(rule, descriptorOf(rule, level, help));
  }
  return [...rules.values()];
}

function descriptorOf(id: string, level: Level, help: string): RuleDescriptor {
  const words = id.replaceAll('-', ' ');
  return {
    id,
    shortDescription: { text: `${words.charAt(0).toUpperCase()}${words.slice(1)}` },
    help: { text: help },
    defaultConfiguration: { level },
  };
}

function resultOf(
  finding: Finding,
  ruleIndex: number,
  fingerprint: (finding: Finding) => string,
): Readonly<Record<string, unknown>> {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.level,
    message: { text: `${finding.message}\n${finding.help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(finding.file), uriBaseId: '%SRCROOT%' },
          region: { startLine: finding.line, startColumn: finding.column },
        },
      },
    ],
    partialFingerprints: { 'offlineGenFinding/v1': fingerprint(finding) },
  };
}

/** Made without the line, so that an edit above does not report everything anew; equal findings are numbered. */
function createFingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, message }) => {
    const identity = JSON.stringify([rule, file, message]);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return createHash('sha256').update(`${identity}${ordinal}`).digest('hex').slice(0, 32);
  };
}

/** A half of a surrogate pair has no place in a URI, and a first part with a colon would read as a scheme. */
function relativeUri(file: string): string {
  return file
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
