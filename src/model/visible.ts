/**
 * Characters that a reader can't see or that move others around: controls, bidirectional marks, zero-width and other
 * ignorable ones, line separators, halves of surrogate pairs (Unicode UTS #55, "Trojan Source").
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Whether `text` holds a character that can't be seen. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) >= 0;
}

/** Replaces every character that can't be seen by what `show` makes of its code point. */
export function escapeInvisible(text: string, show: (codePoint: number) => string): string {
  return text.replace(INVISIBLE, (character) => show(character.codePointAt(0) ?? 0));
}

/** One line in which everything can be seen: line ends and tabs become a space, the rest `\u{202e}`. */
export function visible(text: string): string {
  return escapeInvisible(
    text.replace(/[\t\r\n]+/g, ' '),
    (codePoint) => `\\u{${codePoint.toString(16).padStart(4, '0')}}`,
  );
}
