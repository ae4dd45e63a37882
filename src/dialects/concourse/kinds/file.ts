import { redactUrl } from '../../../model/redact.ts';
import type { Credentials } from '../../../model/request.ts';
import type { Surroundings } from '../../dialect.ts';
import { type JsonObject, objectOf, textOrNull } from '../values.ts';
import {
  type Classified,
  credentialsOf,
  embeddedLogin,
  hostOf,
  insecureTls,
  keep,
  type Use,
  unresolvedIn,
  unsupported,
} from './kind.ts';

/** file-url and its relatives (concourse-curl-resource, `assets/in`): one file, named by `filename`, default `file`. */
export function classifyFile(use: Use, surroundings: Surroundings): Classified {
  return classify(use, surroundings, 'file');
}

/** jgriff/http-resource: `body` and `headers` of the response. */
export function classifyHttpResource(use: Use, surroundings: Surroundings): Classified {
  return classify(use, surroundings, 'http-resource');
}

/** A type that is only called `http`: with `filename` it is one of the first family, else of the second. */
export function classifyHttp(use: Use, surroundings: Surroundings): Classified {
  return classify(use, surroundings, use.source['filename'] === undefined ? 'http-resource' : 'file');
}

function classify({ source }: Use, surroundings: Surroundings, layout: 'file' | 'http-resource'): Classified {
  const written = textOrNull(source['url']) ?? textOrNull(source['uri']) ?? '';
  const url = redactUrl(written);
  if (url === '') return unsupported('file', '', 'the source has no `url`');
  const filename = layout === 'file' ? (textOrNull(source['filename']) ?? 'file') : 'body';
  const unresolved = unresolvedIn('file', url, [url, filename]);
  if (unresolved !== undefined) return unresolved;
  const host = hostOf(url);
  if (host === undefined || !/^https?:/i.test(url))
    return unsupported('file', url, 'the address is no http or https URL');
  if (surroundings.isInternal(host)) return keep('file', url, `${host} is internal`);
  const method = textOrNull(source['method']);
  if (method !== null && method.toUpperCase() !== 'GET')
    return unsupported('file', url, `the method ${method} is not supported`);
  if (url !== written && !written.includes('@'))
    return unsupported('file', url, 'the address carries a credential in its query');
  return {
    disposition: 'mirror',
    kind: 'file',
    locator: url,
    variant: variantOf(url, filename, layout),
    name: filename,
    request: { kind: 'file', url, filename, layout, ...insecureTls(source) },
    credentials: {
      ...embeddedLogin(written),
      ...credentialsOf(source, ['username', 'password']),
      ...headersOf(source),
    },
  };
}

/** What `get` leaves besides the file that the address itself names. */
function variantOf(url: string, filename: string, layout: 'file' | 'http-resource'): string {
  if (layout === 'http-resource') return layout;
  return filename === url.split(/[?#]/)[0]?.split('/').at(-1) ? '' : filename;
}

/** `headers` of http-resource, each under `headers.<Name>`: they are how such resources carry a token. */
function headersOf(source: JsonObject): Credentials {
  const headers = objectOf(source['headers']);
  const known = credentialsOf(headers, Object.keys(headers));
  return Object.fromEntries(Object.entries(known).map(([name, value]) => [`headers.${name}`, value]));
}
