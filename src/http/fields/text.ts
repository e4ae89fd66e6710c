/** C0 and C1 control characters, and the two Unicode line breaks: nothing a name or an item holds, and a way to forge lines in texts and logs. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Whether text can be stored and read back as it is: PostgreSQL refuses NUL, and a lone surrogate is no Unicode text. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether text is one line of visible characters. */
export const isOneLine = (text: string): boolean => text.trim() !== '' && !CONTROL.test(text);
