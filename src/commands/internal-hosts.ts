/** Whether a host is declared internal: the host itself, with or without its port, or a `*.suffix` of it. */
export function internalHosts(patterns: readonly string[]): (host: string) => boolean {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  return (host) => {
    const full = host.toLowerCase();
    const bare = full.replace(/:\d+$/, '');
    return lower.some((pattern) =>
      pattern.startsWith('*.') ? bare.endsWith(pattern.slice(1)) : pattern === full || pattern === bare,
    );
  };
}
