/** Keywords of pax extended headers (POSIX 1003.1-2001), values as byte strings. An empty value unsets a keyword. */
export type PaxRecords = ReadonlyMap<string, string>;

/** Reads the content of an `x` or `g` member: records of the form `<length> <keyword>=<value>\n`. */
export function parsePax(content: Buffer): PaxRecords {
  const records = new Map<string, string>();
  let at = 0;
  while (at < content.length && content[at] !== 0) {
    const space = content.indexOf(0x20, at);
    const digits = content.toString('latin1', at, space < 0 ? at : space);
    const end = at + Number(digits);
    const isWhole = /^[1-9]\d*$/.test(digits) && end <= content.length && content[end - 1] === 0x0a;
    const equals = content.indexOf(0x3d, space);
    if (!isWhole || equals < 0 || equals >= end) throw new Error('a pax header is malformed');
    records.set(
      content.toString('latin1', space + 1, equals),
      content.toString('latin1', equals + 1, end - 1),
    );
    at = end;
  }
  return records;
}

/** Global records overlaid by those of one member. */
export function overlay(globals: PaxRecords, own: PaxRecords): PaxRecords {
  return globals.size === 0 ? own : new Map([...globals, ...own]);
}

export function paxText(records: PaxRecords, keyword: string): string | undefined {
  const value = records.get(keyword);
  if (value === undefined || value === '') return undefined;
  if (value.includes('\0')) throw new Error(`a pax header has a zero byte in its ${keyword}`);
  return value;
}

/** A decimal number, with a fraction where the keyword allows one. */
export function paxNumber(
  records: PaxRecords,
  keyword: 'size' | 'uid' | 'gid' | 'mtime',
): number | undefined {
  const value = records.get(keyword);
  if (value === undefined || value === '') return undefined;
  const pattern = keyword === 'mtime' ? /^-?\d{1,15}(?:\.\d*)?$/ : /^\d{1,15}$/;
  if (!pattern.test(value)) throw new Error(`a pax header has a ${keyword} that is no number`);
  return Number(value);
}

export function isSparse(records: PaxRecords): boolean {
  return [...records.keys()].some((keyword) => keyword.startsWith('GNU.sparse.'));
}
