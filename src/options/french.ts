/** "de Lille", "d'Arras", "du Mans", "des Ulis", "de La Rochelle". */
export function ofTown(commune: string): string {
  const name = spokenTown(commune)
  if (name.startsWith('Le ')) return `du ${name.slice(3)}`
  if (name.startsWith('Les ')) return `des ${name.slice(4)}`
  return elides(name) ? `d'${name}` : `de ${name}`
}

/** "à Lille", "au Mans", "aux Ulis", "à La Rochelle". */
export function inTown(commune: string): string {
  const name = spokenTown(commune)
  if (name.startsWith('Le ')) return `au ${name.slice(3)}`
  if (name.startsWith('Les ')) return `aux ${name.slice(4)}`
  return `à ${name}`
}

/** "a", "a et b", "a, b et c". */
export function listed(parts: readonly string[], and = 'et'): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`
}

/** "9 h", "16 h 30". */
export function clockTime(time: string): string {
  const [hours = '', minutes = ''] = time.split(':')
  return Number(minutes) === 0 ? `${Number(hours)} h` : `${Number(hours)} h ${minutes}`
}

/** One or several: in French nothing below two is several. */
export const plural = (count: number): boolean => count >= 2

/** As said in a sentence: "Lyon 3e", not "Lyon 3e Arrondissement". */
const spokenTown = (name: string): string => name.replace(/ Arrondissement$/, '')

/** Before a vowel, a silent h (mostly before é, i, y) and a y that sounds like a vowel (Yvetot, not Yutz). */
const elides = (name: string): boolean => /^(?:[aeiouàâäéèêëîïôöûüœæ]|h[éiy]|y[^aou])/i.test(name)

/** What the eye expects: a curly apostrophe, and spaces that do not break before : ; ? ! » % and units, or after «. */
export const typeset = (text: string): string =>
  text
    .replaceAll("'", '’')
    .replace(/ (?=[:;?!»%€])/g, '\u00a0')
    .replace(/(?<=«) /g, '\u00a0')
    .replace(/(?<=\d) (?=(?:km|h|heures?|places?)\b)/g, '\u00a0')
