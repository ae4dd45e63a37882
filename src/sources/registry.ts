import type { Git } from '../git/git.ts';
import type { Credentials, FetchRequest, GitRequest } from '../model/request.ts';
import type { Guard } from '../net/guard.ts';
import { fileSource } from './file/file.ts';
import { createRepositoryReader, type RepositoryReader } from './git/reader.ts';
import { createGitSource } from './git/source.ts';
import { imageSource } from './image/image.ts';
import { s3Source } from './s3/s3.ts';
import type { Payload, Resolution, SourceContext } from './source.ts';

export interface SourcesOptions {
  readonly git: Git;
  readonly guard: Guard;
  /** False for content that nobody reviewed: then local paths are no repositories, and ssh uses no key. */
  readonly trusted: boolean;
}

/** Every kind of artifact behind one door. */
export interface Sources {
  readonly resolve: (request: FetchRequest, context: SourceContext) => Promise<Resolution>;
  readonly fetch: (request: FetchRequest, resolution: Resolution, context: SourceContext) => Promise<Payload>;
  /** A file of a git repository at a commit; undefined when there is none. */
  readonly readFile: (
    request: GitRequest,
    version: string,
    path: string,
    context: SourceContext,
  ) => Promise<string | undefined>;
  readonly dispose: () => Promise<void>;
}

/** The kinds this tool copies. A new one is a folder beside this file and its lines here. */
export function createSources(options: SourcesOptions): Sources {
  const { git: run, guard, trusted } = options;
  const settings = { git: run, guard, allowLocal: trusted, asStranger: !trusted };
  const git = createGitSource(settings);
  const credentials = new Map<string, Credentials>();
  let reader: RepositoryReader | undefined;
  return {
    resolve: (request, context) => {
      switch (request.kind) {
        case 'git':
          return git.resolve(request, context);
        case 'image':
          return imageSource.resolve(request, context);
        case 'file':
          return fileSource.resolve(request, context);
        case 's3':
          return s3Source.resolve(request, context);
      }
    },
    fetch: (request, resolution, context) => {
      switch (request.kind) {
        case 'git':
          return git.fetch(request, resolution, context);
        case 'image':
          return imageSource.fetch(request, resolution, context);
        case 'file':
          return fileSource.fetch(request, resolution, context);
        case 's3':
          return s3Source.fetch(request, resolution, context);
      }
    },
    readFile: (request, version, path, context) => {
      credentials.set(request.uri, context.credentials);
      reader ??= createRepositoryReader({
        ...settings,
        context,
        credentialsOf: (wanted) => credentials.get(wanted.uri) ?? {},
      });
      return reader.readFile(request, version, path);
    },
    dispose: async () => {
      await reader?.dispose();
    },
  };
}
