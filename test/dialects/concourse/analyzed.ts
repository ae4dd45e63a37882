import { concourse } from '../../../src/dialects/concourse/dialect.ts';
import type { AnalyzedFile, FileAnswer, RewriteInput } from '../../../src/dialects/dialect.ts';

export interface AnalyzeOptions {
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly internal?: readonly string[];
  /** Path → text of files in git resources. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Analyzes a pipeline text with the world given as values. */
export function analyzed(text: string, options: AnalyzeOptions = {}): Promise<AnalyzedFile> {
  return concourse.analyze(text, 'pipeline.yml', {
    vars: new Map(Object.entries(options.vars ?? {})),
    surroundings: {
      platform: { os: 'linux', architecture: 'amd64' },
      isInternal: (host) => (options.internal ?? []).includes(host),
      isOwnRepository: () => false,
    },
    readTaskFile: async (_repository, path): Promise<FileAnswer> => {
      const found = options.files?.[path];
      return found === undefined
        ? { status: 'missing' }
        : { status: 'found', text: found, file: path, assumed: false };
    },
  });
}

export const STORE_SOURCE = { endpoint: '((s3_endpoint))', bucket: '((s3_bucket))', use_path_style: true };

/** A rewriting in which every mirrored artifact has an object. */
export function rewriteAll(file: AnalyzedFile): string {
  const drafts = new Map(file.drafts.map((draft) => [draft.id, draft]));
  const input: RewriteInput = {
    storeSource: STORE_SOURCE,
    header: ['Generated'],
    replacement: (id) => {
      const draft = drafts.get(id);
      if (draft?.disposition !== 'mirror') return undefined;
      const single = draft.kind === 'file' || draft.kind === 's3';
      return { regexp: regexpOf(id), unpack: !single, keepParams: draft.kind === 's3', name: draft.name };
    },
  };
  return file.rewrite(input);
}

/** The regexp that `rewriteAll` gives an artifact. */
export function regexpOf(id: string): string {
  const short = id.replace(/[^a-z0-9]+/gi, '-');
  return `resources/x/${short}/(v1)\\.tgz`;
}
