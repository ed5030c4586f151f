/** Of an INSEE code of a commune: its first two characters, three overseas. */
export const departementOf = (code: string): string => code.slice(0, /^9[78]/.test(code) ? 3 : 2)
