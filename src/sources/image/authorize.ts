import { OfflineGenError } from '../../model/errors.ts';
import type { Http, HttpRequest } from '../../net/http.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { RegistryLogin } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { asText, isObject, parseJson } from './fields.ts';

/** Docker's name for a login whose password is an identity token of OAuth 2. */
const IDENTITY_TOKEN_USER = '<token>';

/**
 * The `Authorization` that answers a registry's 401: a token from the realm it names (distribution's token
 * specification) or the login itself. Throws `OfflineGenError('upstream')` when there is no way in.
 */
export async function authorize(
  wwwAuthenticate: string,
  endpoint: Endpoint,
  http: Http,
  signal: AbortSignal,
): Promise<string> {
  const challenges = parseChallenges(wwwAuthenticate);
  const login = await endpoint.login();
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer !== undefined) {
    const request = tokenRequest(bearer, endpoint, login);
    return `Bearer ${await requestToken({ ...request, signal }, endpoint, login, http)}`;
  }
  if (challenges.some(({ scheme }) => scheme === 'basic') && login !== undefined) return basic(login);
  throw accessError(endpoint, login);
}

/** No way in: what that may mean, and what to do. */
export function accessError(endpoint: Endpoint, login: RegistryLogin | undefined): OfflineGenError {
  const { image, registry } = endpoint;
  if (login !== undefined) {
    return new OfflineGenError('upstream', `${image}: ${registry} refuses the login of ${login.username}`, {
      hint: 'Check user name, password and the rights on this repository.',
    });
  }
  return new OfflineGenError('upstream', `${image} does not exist or needs a login`, {
    hint: `Check the name, or log in with \`docker login ${registry}\`.`,
  });
}

function basic({ username, password }: RegistryLogin): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

function tokenRequest(bearer: Challenge, endpoint: Endpoint, login: RegistryLogin | undefined): HttpRequest {
  const realm = realmOf(bearer, endpoint);
  const service = bearer.parameters.get('service');
  const scope = bearer.parameters.get('scope') ?? `repository:${endpoint.repository}:pull`;
  const query = new URLSearchParams(service === undefined ? { scope } : { service, scope });
  if (login?.username === IDENTITY_TOKEN_USER) {
    query.set('grant_type', 'refresh_token');
    query.set('client_id', 'offline-gen');
    query.set('refresh_token', login.password);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { url: realm.href, method: 'POST', headers, body: query.toString() };
  }
  for (const [name, value] of query) realm.searchParams.append(name, value);
  return { url: realm.href, headers: login === undefined ? {} : { authorization: basic(login) } };
}

/** The login goes there: only over https, unless the registry itself is spoken to in the clear. */
function realmOf(bearer: Challenge, endpoint: Endpoint): URL {
  const text = bearer.parameters.get('realm') ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlainRegistry = endpoint.origin.startsWith('http:');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isPlainRegistry)) return url;
  throw new OfflineGenError(
    'refused',
    `${endpoint.registry} asks to log in at ${url?.origin ?? 'no valid address'}, which is not https`,
  );
}

async function requestToken(
  request: HttpRequest,
  endpoint: Endpoint,
  login: RegistryLogin | undefined,
  http: Http,
): Promise<string> {
  const response = await http.request(request);
  if (response.status === 401 || response.status === 403) {
    await response.discard();
    throw accessError(endpoint, login);
  }
  const { host } = new URL(request.url);
  if (response.status !== 200) {
    await response.discard();
    throw new OfflineGenError(
      'upstream',
      `${endpoint.image}: ${host} answers ${response.status} for a token`,
    );
  }
  const answer = parseJson(await response.text());
  const token = isObject(answer) ? (asText(answer['token']) ?? asText(answer['access_token'])) : undefined;
  if (token !== undefined && token !== '') return token;
  throw new OfflineGenError('upstream', `${endpoint.image}: ${host} answers without a token`);
}
