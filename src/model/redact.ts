/** Query parameters whose value is a credential or a signature. */
const SECRET_PARAMETER =
  /^(x-amz-(signature|credential|security-token)|sig|signature|token|access_token|private_token|password|secret|key|api_?key|awsaccesskeyid)$/i;

/** A login in front of a host. The scheme is bounded, so that long texts take linear time. */
const LOGIN = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#\s'"<>`]*@/gi;
const PARAMETER = /([?&;])([\w-]{1,60})=([^&;#\s'"<>`]*)/g;

/** A URL without user information and without credentials in its query. Text that is no URL comes back unchanged. */
export function redactUrl(text: string): string {
  return text
    .replace(LOGIN, '$1')
    .replace(PARAMETER, (pair, separator: string, name: string) =>
      SECRET_PARAMETER.test(name) ? `${separator}${name}=redacted` : pair,
    );
}

/** Redacts every URL inside a longer text, and every given secret wherever it stands. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const withoutLogins = text.includes('://') ? redactUrl(text) : text;
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((masked, secret) => masked.replaceAll(secret, '***'), withoutLogins);
}
