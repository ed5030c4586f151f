import type { Commune } from './commune.ts'
import { nameKey, withoutArticle } from './name-key.ts'

/** Communes by the names people say. */
export interface CommuneNames {
  /** Exact names first by population, then those that merged; longer names only when nobody means less. */
  find(key: string): Commune[]
  /** The communes whose full name it is, article and all, for reading a text; `loose` drops the article. */
  exactly(key: string, loose: boolean): Commune[]
  /** How many words the longest name has that begins with this word; 0 for none. */
  longestFrom(word: string): number
}

export function createCommuneNames(communes: readonly Commune[]): CommuneNames {
  const full: Index = new Map()
  const bare: Index = new Map()
  const longest = new Map<string, number>()
  const shortForms: Index = new Map()

  const register = (key: string, commune: Commune) => {
    const short = withoutArticle(key)
    push(full, key, commune)
    if (short !== key) push(bare, short, commune)
    noteLength(longest, key)
    if (short !== key) noteLength(longest, short)
    return short
  }

  // Most populated first, so that every list is born in order; merged names come after all names of today.
  const ordered = [...communes].sort(byPopulation)
  for (const commune of ordered) {
    if (commune.parent !== undefined) {
      for (const key of arrondissementKeys(commune.name)) register(key, commune)
      continue
    }
    const short = register(nameKey(commune.name), commune)
    if (commune.population >= SHORT_FORM_POPULATION) {
      for (const prefix of shortFormsOf(short)) push(shortForms, prefix, commune)
    }
  }
  for (const commune of ordered) {
    for (const one of commune.former ?? []) register(nameKey(one.name), commune)
  }

  const exact = (key: string): Commune[] => {
    const short = withoutArticle(key)
    return unique([...listed(full, key), ...listed(bare, short), ...listed(full, short)])
  }

  return {
    find(key) {
      const named = ownNamesFirst(exact(key), key)
      const most = named[0]?.population ?? 0
      const longer = listed(shortForms, withoutArticle(key)).filter((commune) => commune.population > most)
      return unique([...longer, ...named])
    },
    exactly: (key, loose) => unique([...listed(full, key), ...(loose ? listed(bare, key) : [])]),
    longestFrom: (word) => longest.get(word) ?? 0,
  }
}

/** "Clermont" may well mean Clermont-Ferrand; nobody says "Villers" for a village among forty. */
const SHORT_FORM_POPULATION = 5_000
const NOT_A_SHORT_FORM = new Set(
  (
    'saint sainte saints saintes val vals grand grande grands grandes petit petite haut haute hauts basse vieux vieille ' +
    'neuf mont monts pont port champ bois font fort fosse belle beau bon bonne notre dame ville plan pre roche sous sur ' +
    'trois six gros entre queue pointe morne loire m'
  ).split(' '),
)
const LINK_WORDS = new Set([
  'de',
  'du',
  'des',
  'd',
  'en',
  'sur',
  'sous',
  'les',
  'le',
  'la',
  'l',
  'et',
  'a',
  'au',
  'aux',
])

/** Those that bear the name today before those that a commune of that name merged into, each by population. */
function ownNamesFirst(communes: Commune[], key: string): Commune[] {
  if (communes.length < 2) return communes
  const short = withoutArticle(key)
  const isOwn = (commune: Commune) => commune.parent !== undefined || withoutArticle(nameKey(commune.name)) === short
  return [...communes.filter(isOwn).sort(byPopulation), ...communes.filter((one) => !isOwn(one)).sort(byPopulation)]
}

/** 'bourg en bresse' gives 'bourg'; 'saint germain en laye' gives 'saint germain'. */
export function shortFormsOf(key: string): string[] {
  const words = key.split(' ')
  const forms: string[] = []
  for (let size = 1; size < words.length; size += 1) {
    const last = words[size - 1]!
    if (!LINK_WORDS.has(last) && !NOT_A_SHORT_FORM.has(last)) forms.push(words.slice(0, size).join(' '))
  }
  return forms
}

/** 'Paris 12e Arrondissement' is also said 'Paris 12' and '12e arrondissement de Paris'. */
function arrondissementKeys(name: string): string[] {
  const words = nameKey(name).split(' ')
  const [city = '', ordinal = ''] = words
  const number = ordinal.replace(/\D/g, '')
  return [
    `${city} ${ordinal} arrondissement`,
    `${city} ${ordinal}`,
    `${city} ${number}`,
    `${city} ${number.padStart(2, '0')}`,
    ...['de', 'a', ''].flatMap((link) =>
      ['arrondissement', 'arr', ''].map((unit) => [ordinal, unit, link, city].filter(Boolean).join(' ')),
    ),
    `${city} dans le ${ordinal}`,
  ]
}

export function byPopulation(a: Commune, b: Commune): number {
  return b.population - a.population || (a.code < b.code ? -1 : 1)
}

function unique(communes: Commune[]): Commune[] {
  return communes.length < 2 ? communes : [...new Set(communes)]
}

/** Nearly every name has one commune: a list for each would cost half of a start in memory management. */
type Index = Map<string, Commune | Commune[]>

function push(index: Index, key: string, commune: Commune): void {
  const known = index.get(key)
  if (known === undefined) index.set(key, commune)
  else if (!Array.isArray(known)) index.set(key, [known, commune])
  else known.push(commune)
}

function listed(index: Index, key: string): readonly Commune[] {
  const known = index.get(key)
  if (known === undefined) return []
  return Array.isArray(known) ? known : [known]
}

function noteLength(longest: Map<string, number>, key: string): void {
  const words = countWords(key)
  const first = firstWord(key)
  if (words > (longest.get(first) ?? 0)) longest.set(first, words)
}

function firstWord(key: string): string {
  const space = key.indexOf(' ')
  return space < 0 ? key : key.slice(0, space)
}

function countWords(key: string): number {
  let count = 1
  for (let at = key.indexOf(' '); at >= 0; at = key.indexOf(' ', at + 1)) count += 1
  return count
}
