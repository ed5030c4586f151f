/** The forms in which a datum may have left: where one is found, it leaked. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'lower case': (text) => text.toLowerCase(),
  'upper case': (text) => text.toUpperCase(),
  'without spaces': (text) => text.replace(/\s/g, ''),
  'without marks': (text) => text.replace(/[^\p{L}\p{N}]/gu, ''),
  reversed: (text) => [...text].reverse().join(''),
  'percent encoded': encodeURIComponent,
  'JSON escapes': (text) => [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'HTML entities': (text) => [...text].map((one) => `&#${one.charCodeAt(0)};`).join(''),
  base64: (text) => Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  'UTF-16': (text) => [...text].map((one) => `${one}\0`).join(''),
}

/** Which canaries are found where, in which form. */
export function leaksIn(
  sinks: Readonly<Record<string, string>>,
  canaries: readonly string[],
): { sink: string; canary: string; encoding: string }[] {
  return Object.entries(sinks).flatMap(([sink, content]) =>
    canaries.flatMap((canary) => {
      const found = Object.entries(encodings).find(([, encode]) => content.includes(encode(canary)))
      return found ? [{ sink, canary, encoding: found[0] }] : []
    }),
  )
}
