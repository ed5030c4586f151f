import { z } from 'zod'
import { fold } from '../../guardrails/language/fold.ts'
import { denialAt } from './reading/denials.ts'
import type { Found, Reader } from './reading/message.ts'
import { RedactedText } from './redacted-text.ts'
import type { Room } from './room.ts'

export const shape = { kept: z.array(RedactedText), input: z.array(z.string().max(200)).max(50) }

/** Providers set aside: "sauf le Greta", "pas à l'AFPA", "hors CNED". Added to those already set aside. */
export const readExclusions: Reader = (message, { previous }) => {
  const names: Found[] = []
  const value = [...previous.excludeProviders]
  const exclude = (start: number, end: number, from: number, to: number) => {
    const name = message.excerpt(start, end)
    if (!value.some((other) => other.toLowerCase() === name.toLowerCase())) value.push(name)
    names.push({ criterion: 'excludeProviders', value, start: from, end: to })
  }
  for (const match of message.every(patterns.provider)) {
    const end = match.index + match[0].trimEnd().length
    const list = match.index + match[0].indexOf(match.groups!.name!)
    for (const one of match.groups!.name!.matchAll(patterns.name)) {
      exclude(list + one.index, list + one.index + one[0].trimEnd().length, match.index, end)
    }
    message.take(match.index, end)
  }
  // "Le CNED, non merci".
  for (const { index, 0: name } of message.every(patterns.name)) {
    const end = index + name.trimEnd().length
    if (!denialAt(message, index, ['refused'], 'focus')?.firm) continue
    exclude(index, end, index, end)
    message.take(index, end)
  }
  return names.slice(0, 1).map((one) => ({ ...one, end: names.at(-1)!.end }))
}

const known =
  '(?:gretas?(?: (?!(?:et|ou|ni|aux?|pour|dans|sur|car|mais|non|svp|merci|plutot|finalement)\\b)[a-z]{3,20})?|afpa|cned|cnam|cci|cma|ifsi|(?:ecole|institut|centre|organisme|campus) (?!privee?s?\\b|publi(?:c|que)s?\\b|payante?s?\\b)[a-z-]{3,20}|openclassrooms|studi|infrep|cfa [a-z-]{3,20}|mfr(?: [a-z-]{3,20})?|ifpa|aftral|city pro|simplon|lycee [a-z-]{3,20})'

export const patterns = {
  name: new RegExp(`\\b${known}\\b`, 'g'),
  provider: new RegExp(
    `\\b(?:sauf|hors|excepte|hormis|pas|plus|ni|autre(?: chose)? que|autre part qu'?|ailleurs qu'?|evite[rz]?|excluw{0,3}|ecarte[rz]?|enleve[rz]?|retire[rz]?|oublie[rz]?|ajoute[rz]?(?= [^,;.]{3,40} aux? exclu)|sans|not|except)(?: (?:par|avec|chez|au|a la|a l'|a|aux|le|la|les|l'|du|de la|de l'|de|d'un|d'|at|with)){0,2}[ ']?(?<name>${known}(?:(?:,| et| ou| ni|,? and| or) (?:par |avec |chez |au |a l'|a la |le |la |l')?${known}){0,3})(?: aux? exclu\\w{1,5})?\\b`,
    'g',
  ),
}

/** "le Greta" names every "GRETA de l'Artois": whole words, without case, accents or articles. */
function namesInclude(name: string, wanted: string): boolean {
  const words = (text: string) =>
    fold(text)
      .split(/[^a-z0-9]+/)
      .filter((word) => word && !articles.has(word))
  const present = new Set(words(name))
  const asked = words(wanted)
  return asked.length > 0 && asked.every((word) => present.has(word))
}

const articles = new Set(['le', 'la', 'les', 'l', 'un', 'une', 'du', 'de', 'des', 'd'])

export const room: Room<'excludeProviders'> = {
  read: readExclusions,
  lift: 'organisme',
  quote:
    /\b(?:sans|pas|sauf|autres? que|exclu\w*|ni|evit\w*|hors|except\w*|plus|non|deja|jamais|contre|not|no|avoid\w*|but|without|never)\b/,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'excluded-provider',
    fails: (item, { excludeProviders }) => {
      if (excludeProviders.length === 0) return undefined
      const names = [item.provider.name, ...item.partners.map((partner) => partner.name)]
      const unwanted = excludeProviders.find((excluded) => names.every((name) => namesInclude(name, excluded)))
      return unwanted === undefined
        ? undefined
        : { field: '/provider/name', value: item.provider.name, limit: unwanted }
    },
  },
  toldBeside: null,
  milder: ({ excludeProviders }) => (excludeProviders.length > 0 ? [[]] : []),
  excess: null,
}
