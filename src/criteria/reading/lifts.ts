import { fold } from '../../../guardrails/language/fold.ts'
import { type Criteria, Criterion } from '../criteria.ts'
import { isOnlyPlace } from '../only-place.ts'
import { rooms } from '../rooms.ts'
import { spokenGoal } from '../spoken.ts'
import type { Found, Reader } from './message.ts'

/**
 * What no longer counts: "oublie la date", "enlève le prix", "peu importe le niveau", "laisse tomber l'anglais". The words are taken
 * whether or not anything was asked before; a subject or a constraint set aside is lifted only when it is one that is held.
 */
export const readLifts: Reader = (message, { previous, lifting }) => {
  const found: Found[] = []
  const lift = (criteria: readonly Criterion[], start: number, end: number) => {
    message.take(start, end)
    for (const criterion of criteria) found.push({ criterion, value: null, start, end })
  }
  for (const pattern of [patterns.named, patterns.optional, patterns.unmoved, ...(lifting ? [patterns.asWell] : [])]) {
    for (const match of message.every(pattern)) {
      lift(called(match.groups!.what!, previous), match.index, match.index + match[0].length)
    }
  }
  // "Remet le samedi": what could not be may be again.
  for (const { index, 0: words, groups } of message.every(patterns.putBack)) {
    const value = previous.constraints.filter((constraint) => !namesIt(groups!.what!, constraint))
    if (value.length === previous.constraints.length) continue
    const [start, end] = [index, index + words.length]
    message.take(start, end)
    found.push({ criterion: 'constraints', value, start, end, replaces: true })
  }
  for (const match of message.every(patterns.dropped)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const names = (text: string | undefined) => text !== undefined && namesIt(match.groups!.what!, text)
    const others = previous.alternatives.filter((one) => isOnlyPlace(one) || !names(spokenGoal(one)))
    const isMain = names(previous.topic) || names(previous.occupation?.label)
    // Another goal that would do takes the place of the one that is dropped.
    const next = isMain ? others.find((one) => !isOnlyPlace(one)) : undefined
    if (names(previous.topic) || next) found.push({ criterion: 'topic', value: next?.topic ?? null, start, end })
    if (names(previous.occupation?.label) || next)
      found.push({ criterion: 'occupation', value: next?.occupation ?? null, start, end })
    const left = others.filter((one) => one !== next)
    if (left.length < previous.alternatives.length)
      found.push({ criterion: 'alternatives', value: left.length > 0 ? left : null, start, end })
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

/** What these words call: "ville" is the town and how far from it; "la distance" how to learn, where only that was asked. */
function called(words: string, previous: Criteria): Criterion[] {
  const all = liftable.flatMap(({ criterion, whole }) => (whole.test(words) ? [criterion] : []))
  const isHow = (criterion: Criterion) => criterion === 'modality' || criterion === 'excludeModalities'
  if (!all.includes('radiusKm')) return all
  const asksHow = previous.modality !== undefined || previous.excludeModalities.length > 0
  const onlyHow = previous.radiusKm === undefined && asksHow && all.some(isHow)
  return all.filter((criterion) => isHow(criterion) === onlyHow)
}

const what = `(?<what>${[...new Set(liftable.flatMap(({ lift }) => lift.split('|')))].join('|')})`

/** The criteria whose last change a message takes back: "annule le changement de ville". */
export const changeTakenBack = (text: string): Criterion[] => {
  const said = patterns.takenBack.exec(fold(text))?.groups?.what
  return said === undefined ? [] : liftable.flatMap(({ criterion, whole }) => (whole.test(said) ? [criterion] : []))
}

const drop =
  '(?:oubli(?:e[rsz]?|ons)|enleve[rsz]?|supprim(?:e[rz]?|ons)|retir(?:e[rz]?|ons)|leve[rz]?|laisse[rz]? tomber|annule[rz]?|ignore[rz]?|abandonne[rz]?|forget(?: about)?|drop|remove)(?: (?:juste|donc|aussi|seulement|simplement|carrement|plutot|deja|just|only))?'
/** These refuse what they drop where it is a trade: "vire la vente"; a criterion is only lifted. */
const dropOnly = '(?:vire[rsz]?|ote[rsz]?|saute[rsz]?|zappe[rsz]?)'
const article = "(?: (?:le|la|les|du|de|de la|des|son|sa|ses|cette?|ce|mon|ma|the)| l'| d')?"
const notion =
  "(?: (?:criteres?|conditions?|contraintes?|limites?|filtres?|questions?|histoire|exigence)(?: (?:de la|du|des|de|sur la|sur le)| de l'| d')?)?"

export const patterns = {
  named: new RegExp(
    `\\b(?:(?:on )?(?:${drop}|${dropOnly})|sans(?= (?:le |la |les )?(?:critere|condition|contrainte|limite|exigence))|plus besoin (?:de|du)|peu importe|n'importe quel(?:le)?s?|any(?= (?:date|price|level|length)))${article}${notion}${article}[ ']{0,2}${what}\\b`,
    'g',
  ),
  /** After something was lifted: "et la durée aussi". */
  asWell: new RegExp(
    `^ ?(?:et |pareil (?:pour )?|idem (?:pour )?|also )+(?:le |la |les |l'|the )?${what}(?: (?:aussi|egalement|pareil|idem|too|as well))? ?[.!]?$`,
    'g',
  ),
  optional: new RegExp(
    `\\b(?:le |la |les |l')?${what} (?:n'est |c'est |ne sont |est |is )?(?:pas|plus|not) (?:un probleme|obligatoires?|importante?s?|necessaires?|indispensables?|grave|mandatory|important)\\b`,
    'g',
  ),
  /** "Le diplôme on s'en fiche", "tant pis pour la date". */
  unmoved: new RegExp(
    `\\b(?:(?:le |la |les |l')${what} ?,? (?:(?:on|je|elle|il|ils|elles) )?(?:s'en|m'en|s'|m') ?(?:fiche|fichent|fous|fout|foutent|moque|moquent|tape|balance)\\b|(?:tant pis pour|(?:on|je|elle|il) (?:s'en|m'en|se|me) (?:fiche|fous|fout|moque|tape|balance) (?:de|du|des))${article}[ ']{0,2}${what})\\b`,
    'g',
  ),
  putBack: new RegExp(
    `\\b(?:on )?(?:remet(?:[sz]|tez|tre|tons)?|redonne[rsz]?|put back)${article}[ ']{0,2}(?<what>[a-z][a-z' -]{2,40})`,
    'g',
  ),
  takenBack: new RegExp(
    `\\b(?:annule[rz]?|reviens sur|revenons sur|on revient sur|retire[rz]?|undo) (?:le |the )?(?:changements?|modifs?|modifications?|change)(?: (?:de la|du|des|de|sur la|sur le|of the|of)| de l'| d')? ?${what}\\b`,
  ),
  dropped: new RegExp(
    `\\b(?:on )?${drop}(?! (?:tout|everything)\\b)${article}[ ']{0,2}(?<what>[a-z][a-z' -]{2,40})`,
    'g',
  ),
}
