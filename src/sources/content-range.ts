/** First and total byte of `Content-Range: bytes 5-9/10` (RFC 9110 section 14.4); total null for `*`. */
export function contentRange(
  header: string | undefined,
): { readonly start: number; readonly total: number | null } | undefined {
  const match = /^bytes\s+(\d+)-\d+\/(\d+|\*)$/i.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  return { start: Number(match[1]), total: match[2] === '*' ? null : Number(match[2]) };
}
