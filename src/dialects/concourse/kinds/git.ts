import { createHash } from 'node:crypto';
import { redactUrl } from '../../../model/redact.ts';
import type { GitRequest } from '../../../model/request.ts';
import type { Surroundings } from '../../dialect.ts';
import {
  booleanOrNull,
  isObject,
  type JsonObject,
  objectOf,
  textList,
  textOrNull,
  textValue,
} from '../values.ts';
import {
  type Classified,
  credentialsOf,
  embeddedLogin,
  hostOf,
  keep,
  type Use,
  unknownPin,
  unresolvedIn,
  unsupported,
} from './kind.ts';

/** Source keys that this tool can't honour and that change what `get` leaves. */
const UNSUPPORTED = [
  'git_crypt_key',
  'commit_verification_keys',
  'commit_verification_key_ids',
  'search_remote_refs',
  'https_tunnel',
  'version_depth',
  'commit_filter',
  'tag_behaviour',
  'submodule_credentials',
  'skip_ssl_verification',
  'private_key_passphrase',
];

/** concourse/git-resource: its README and `assets/in_schema.json` name every key. */
export function classifyGit({ source, params, version }: Use, surroundings: Surroundings): Classified {
  const written = textOrNull(source['uri']) ?? '';
  const uri = redactUrl(written);
  const branch = textOrNull(source['branch']);
  const pinned = textOrNull(version?.['ref']);
  const tagFilter = textOrNull(source['tag_filter']);
  const locator = `${uri}@${pinned ?? tagFilter ?? branch ?? 'HEAD'}`;
  if (uri === '') return unsupported('git', '', 'the source has no `uri`');
  const host = hostOf(uri);
  if (host !== undefined && surroundings.isInternal(host)) return keep('git', locator, `${host} is internal`);
  const request = gitRequest(uri, branch, pinned, source, params, surroundings);
  const unresolved = unresolvedIn('git', locator, [JSON.stringify(request)]);
  if (unresolved !== undefined) return unresolved;
  const wrongPin = unknownPin('git', locator, version, ['ref']);
  if (wrongPin !== undefined) return wrongPin;
  const obstacle = UNSUPPORTED.find((key) => source[key] !== undefined);
  if (obstacle !== undefined)
    return unsupported('git', locator, `the source option \`${obstacle}\` is not supported`);
  return {
    disposition: 'mirror',
    kind: 'git',
    locator,
    variant: variantOf(request, gitRequest(uri, branch, pinned, {}, {}, surroundings)),
    name: nameOfUri(uri),
    request,
    credentials: {
      ...embeddedLogin(written),
      ...credentialsOf(source, [
        'username',
        'password',
        'private_key',
        'private_key_user',
        'private_key_passphrase',
      ]),
    },
  };
}

function gitRequest(
  uri: string,
  branch: string | null,
  ref: string | null,
  source: JsonObject,
  params: JsonObject,
  surroundings: Surroundings,
): GitRequest {
  return {
    kind: 'git',
    uri,
    branch,
    ref,
    select: {
      paths: textList(source['paths']),
      ignorePaths: textList(source['ignore_paths']),
      tagFilter: textOrNull(source['tag_filter']),
      tagRegex: textOrNull(source['tag_regex']),
      includeCiSkipped: booleanOrNull(source['disable_ci_skip']) ?? false,
    },
    checkout: checkoutOf(source, params),
    ownRepository: surroundings.isOwnRepository(uri),
  };
}

/** Longest variant that is said in words. */
const READABLE = 40;

/** What a request asks for that one of the same locator usually does not: options that select or change its content. */
function variantOf(request: GitRequest, usual: GitRequest): string {
  const { tagFilter: _inLocator, ...select } = request.ref === null ? request.select : usual.select;
  const asked = Object.entries({ ...select, ...request.checkout });
  const common: Readonly<Record<string, unknown>> = { ...usual.select, ...usual.checkout };
  const unusual = asked.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(common[key]));
  const words = unusual.map(([key, value]) => `${key}=${String(value)}`).join(',');
  const isReadable = words.length <= READABLE && /^[\w.,=*/-]*$/.test(words);
  return isReadable ? words : createHash('sha256').update(JSON.stringify(unusual)).digest('hex').slice(0, 12);
}

function checkoutOf(source: JsonObject, params: JsonObject): GitRequest['checkout'] {
  return {
    depth: depthOf(params['depth']),
    fetch: textList(params['fetch']),
    fetchTags: booleanOrNull(params['fetch_tags']) ?? booleanOrNull(source['fetch_tags']),
    allBranches: booleanOrNull(params['all_branches']) ?? false,
    submodules: submodulesOf(params['submodules']),
    submoduleRecursive: booleanOrNull(params['submodule_recursive']) ?? true,
    submoduleRemote: booleanOrNull(params['submodule_remote']) ?? false,
    disableGitLfs: booleanOrNull(params['disable_git_lfs']) ?? false,
    cleanTags: booleanOrNull(params['clean_tags']) ?? false,
    shortRefFormat: textOrNull(params['short_ref_format']),
    timestampFormat: textOrNull(params['timestamp_format']),
    describeRefOptions: textOrNull(params['describe_ref_options']),
    sparsePaths: textList(source['sparse_paths']),
    gitConfig: gitConfigOf(source['git_config']),
  };
}

function depthOf(value: unknown): number | null {
  const depth = Number(textValue(value) ?? 0);
  return Number.isInteger(depth) && depth > 0 ? depth : null;
}

function submodulesOf(value: unknown): GitRequest['checkout']['submodules'] {
  if (Array.isArray(value)) return textList(value);
  return value === 'none' || value === false ? 'none' : 'all';
}

function gitConfigOf(value: unknown): { readonly name: string; readonly value: string }[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((entry) => ({
    name: textValue(objectOf(entry)['name']) ?? '',
    value: textValue(objectOf(entry)['value']) ?? '',
  }));
}

function nameOfUri(uri: string): string {
  return (
    uri
      .replace(/\/+$/, '')
      .replace(/\.git$/, '')
      .split(/[/:]/)
      .at(-1) ?? 'repository'
  );
}
