import type { Credentials, FetchRequest } from '../../../model/request.ts';
import type { Surroundings } from '../../dialect.ts';
import { booleanOrNull, type JsonObject, textOrNull } from '../values.ts';
import { tokensOf } from '../vars.ts';

/** What a get, an image_resource or a resource type asks for, values interpolated as far as they are known. */
export interface Use {
  readonly source: JsonObject;
  /** Params of the get. */
  readonly params: JsonObject;
  /** Pinned version, of the resource or of the get; null: the newest. */
  readonly version: JsonObject | null;
  /** It becomes the root file system of a container; nothing reads the small files beside. */
  readonly container?: boolean;
}

export type Classified =
  | {
      readonly disposition: 'mirror';
      readonly kind: FetchRequest['kind'];
      readonly locator: string;
      /** Distinguishes several contents of one locator in the artifact's id; empty for the usual one. */
      readonly variant: string;
      /** Name for the artifact when no resource gives it one. */
      readonly name: string;
      readonly request: FetchRequest;
      readonly credentials: Credentials;
    }
  | {
      readonly disposition: 'keep' | 'unresolved' | 'unsupported';
      readonly kind: string;
      readonly locator: string;
      /** Distinguishes it from a use of the same thing that is mirrored. */
      readonly variant?: string;
      readonly reason: string;
    };

/** Reads one resource type's `source`, `params` and `version`. */
export type Classify = (use: Use, surroundings: Surroundings) => Classified;

export function keep(kind: string, locator: string, reason: string): Classified {
  return { disposition: 'keep', kind, locator, reason };
}

export function unsupported(kind: string, locator: string, reason: string): Classified {
  return { disposition: 'unsupported', kind, locator, reason };
}

/** Unresolved when one of the texts that decide what is fetched still holds a token, else undefined. */
export function unresolvedIn(
  kind: string,
  locator: string,
  texts: readonly (string | null)[],
): Classified | undefined {
  const tokens = [...new Set(texts.flatMap((text) => (text === null ? [] : tokensOf(text))))];
  if (tokens.length === 0) return undefined;
  const list = tokens.map((token) => `((${token}))`).join(', ');
  return { disposition: 'unresolved', kind, locator, reason: `no value for ${list}` };
}

/** Unsupported when a pin names a version by something that this tool does not know, else undefined. */
export function unknownPin(
  kind: string,
  locator: string,
  version: JsonObject | null,
  keys: readonly string[],
): Classified | undefined {
  const pinned = Object.keys(version ?? {});
  if (pinned.length === 0 || keys.some((key) => textOrNull(version?.[key]) !== null)) return undefined;
  return unsupported(
    kind,
    locator,
    `the pinned version names no ${keys.map((key) => `\`${key}\``).join(' or ')}`,
  );
}

/** The named secrets of a source that are known; tokens left to the credential manager are not. */
export function credentialsOf(source: JsonObject, names: readonly string[]): Credentials {
  const known = names.flatMap((name): [string, string][] => {
    const value = textOrNull(source[name]);
    return value === null || tokensOf(value).length > 0 ? [] : [[name, value]];
  });
  return Object.fromEntries(known);
}

/** Host, port included, of a URL, an scp-like git address or `host/path`; undefined when there is none. */
export function hostOf(address: string): string | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/?#]+)/i.exec(address);
  if (url !== null) return url[1];
  const scp = /^(?:[^@/:]+@)?([^/:@]+):(?!\/\/)/.exec(address);
  return scp?.[1];
}

/** A login written into an address (`https://user:password@host/…`). */
export function embeddedLogin(address: string): Credentials {
  const match = /^https?:\/\/([^@/:]+)(?::([^@/]*))?@/i.exec(address);
  if (match === null) return {};
  return { username: decoded(match[1] ?? ''), password: decoded(match[2] ?? '') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `skip_ssl_verification` and its relatives, for a request; left out where a source does not say it. */
export function insecureTls(source: JsonObject): { readonly insecureTls?: true } {
  const said = ['skip_ssl_verification', 'insecure', 'skip_ssl'].some(
    (key) => booleanOrNull(source[key]) === true,
  );
  return said ? { insecureTls: true } : {};
}
