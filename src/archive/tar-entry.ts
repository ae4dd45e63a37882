/** What one member of a tar archive is. Other member types are not carried. */
export type TarType =
  | 'file'
  | 'directory'
  | 'symlink'
  | 'hardlink'
  | 'fifo'
  | 'character-device'
  | 'block-device';

/**
 * One member of a tar archive, without its content. `name` and `linkname` are byte strings: one character per byte
 * (`latin1`), because a path on Linux is any sequence of bytes, and so that comparing texts compares bytes.
 */
export interface TarEntry {
  readonly type: TarType;
  /** Byte string. Directories may end with `/`. */
  readonly name: string;
  /** Byte string; target of a symbolic or hard link, else empty. */
  readonly linkname: string;
  /** Permission bits with setuid, setgid and sticky: 0…0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content; 0 for everything but files. */
  readonly size: number;
  /** Seconds since 1970; may have a fraction when it was read from a pax header. */
  readonly mtime: number;
}

/** The byte string of a text: its UTF-8 bytes, one character each. */
export function toByteString(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
