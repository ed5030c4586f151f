import { fold } from '../../../guardrails/language/fold.ts'
import { Criterion } from '../criteria.ts'
import { rooms } from '../rooms.ts'
import type { Found, Reader } from './message.ts'

/**
 * What no longer counts: "oublie la date", "enlève le prix", "peu importe le niveau", "laisse tomber l'anglais". The words are taken
 * whether or not anything was asked before; a subject or a constraint set aside is lifted only when it is one that is held.
 */
export const readLifts: Reader = (message, { previous }) => {
  const found: Found[] = []
  const lift = (criteria: readonly Criterion[], start: number, end: number) => {
    message.take(start, end)
    for (const criterion of criteria) found.push({ criterion, value: null, start, end })
  }
  for (const pattern of [patterns.named, patterns.optional]) {
    for (const match of message.every(pattern)) {
      lift(named(match.groups!.what!), match.index, match.index + match[0].length)
    }
  }
  for (const match of message.every(patterns.dropped)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const names = (text: string | undefined) => text !== undefined && namesIt(match.groups!.what!, text)
    if (names(previous.topic)) lift(['topic'], start, end)
    if (names(previous.occupation?.label)) lift(['occupation'], start, end)
    const value = previous.constraints.filter((constraint) => !names(constraint))
    if (value.length < previous.constraints.length) {
      found.push({ criterion: 'constraints', value, start, end, replaces: true })
    }
    message.take(start, end)
  }
  return found
}

/** Whether these words name what is held, by a word of four letters or more. */
const namesIt = (words: string, held: string): boolean =>
  (fold(held).match(/[a-z]{4,}/g) ?? []).some((word) => words.includes(word.slice(0, 6)))

const liftable = Criterion.options.flatMap((criterion) => {
  const { lift } = rooms[criterion]
  return lift ? [{ criterion, lift, whole: new RegExp(`^(?:${lift})$`) }] : []
})

/** What these words call: "ville" is the town and how far from it. */
const named = (words: string): Criterion[] =>
  liftable.flatMap(({ criterion, whole }) => (whole.test(words) ? [criterion] : []))

const what = `(?<what>${[...new Set(liftable.flatMap(({ lift }) => lift.split('|')))].join('|')})`

const drop =
  '(?:oubli(?:e[rz]?|ons)|enleve[rz]?|supprim(?:e[rz]?|ons)|retir(?:e[rz]?|ons)|leve[rz]?|laisse[rz]? tomber|annule[rz]?|ignore[rz]?|abandonne[rz]?|forget(?: about)?|drop|remove)'
const article = "(?: (?:le|la|les|du|de|de la|des|son|sa|ses|cette?|ce|mon|ma|the)| l'| d')?"
const notion =
  "(?: (?:criteres?|conditions?|contraintes?|limites?|filtres?|questions?|histoire|exigence)(?: (?:de la|du|des|de|sur la|sur le)| de l'| d')?)?"

export const patterns = {
  named: new RegExp(
    `\\b(?:(?:on )?${drop}|sans(?= (?:le |la |les )?(?:critere|condition|contrainte|limite|exigence))|plus besoin (?:de|du)|peu importe|n'importe quel(?:le)?s?|any(?= (?:date|price|level|length)))${article}${notion}${article}[ ']{0,2}${what}\\b`,
    'g',
  ),
  optional: new RegExp(
    `\\b(?:le |la |les |l')?${what} (?:n'est |c'est |ne sont |est |is )?(?:pas|plus|not) (?:un probleme|obligatoires?|importante?s?|necessaires?|indispensables?|grave|mandatory|important)\\b`,
    'g',
  ),
  dropped: new RegExp(
    `\\b(?:on )?${drop}(?! (?:tout|everything)\\b)${article}[ ']{0,2}(?<what>[a-z][a-z' -]{2,40})`,
    'g',
  ),
}
