/**
 * `upstreams` of the configuration as a function: the longest prefix that fits is replaced. A prefix fits at a
 * boundary only, so that `docker.io` does not touch `docker.io.example`.
 */
export function createRedirect(upstreams: Readonly<Record<string, string>>): (address: string) => string {
  const rules = Object.entries(upstreams).sort(([a], [b]) => b.length - a.length);
  return (address) => {
    const rule = rules.find(([from]) => fits(address, from));
    if (rule === undefined) return address;
    const [from, to] = rule;
    return joinAddress(to, address.slice(from.length), from.endsWith('/'));
  };
}

function fits(address: string, from: string): boolean {
  if (!address.startsWith(from)) return false;
  return from.endsWith('/') || address.length === from.length || /[/:?#@]/.test(address.charAt(from.length));
}

function joinAddress(to: string, rest: string, fromEndsWithSlash: boolean): string {
  if (fromEndsWithSlash) return `${to.replace(/\/+$/, '')}/${rest}`;
  return rest.startsWith('/') ? `${to.replace(/\/+$/, '')}${rest}` : `${to}${rest}`;
}
