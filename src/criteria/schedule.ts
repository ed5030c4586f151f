import { fold } from '../../guardrails/language/fold.ts'
import { Schedule } from '../item.ts'
import type { Criteria } from './criteria.ts'
import { denialAt, withDenial } from './reading/denials.ts'
import type { Found, Message, Reader } from './reading/message.ts'
import type { Room } from './room.ts'

export const shape = { kept: Schedule.optional(), input: Schedule }

/**
 * When the hours fall. A rhythm that is refused is left out; hours that do not suit, or either of two, are a constraint on the work as well and
 * are kept as said.
 */
export const readSchedule: Reader = (message, { previous }) => {
  const found: Found[] = []
  for (const [schedule, pattern] of schedules) {
    for (const match of message.every(pattern)) {
      const start = match.index
      const end = start + match[0].length
      const denial = denialAt(
        message,
        start,
        ['optional', 'needless', 'refused', 'not-only', 'unable', 'fact'],
        'scope',
      )
      message.take(start, end)
      const rhythm = patterns.rhythm.test(match[0])
      if (denial?.kind === 'optional' || denial?.kind === 'needless' || (denial?.kind === 'fact' && rhythm)) continue
      if (!denial) {
        found.push({ criterion: 'schedule', value: schedule, start, end })
        continue
      }
      const whole = withDenial(message, denial, start, end)
      message.take(whole.start, whole.end)
      const refusal = denial.kind === 'refused' && rhythm
      found.push(
        refusal
          ? { criterion: 'refused', value: [{ criterion: 'schedule', value: schedule }], ...whole }
          : { criterion: 'constraints', value: [message.excerpt(whole.start, whole.end)], ...whole },
      )
      if (previous.schedule === schedule) found.push({ criterion: 'schedule', value: null, ...whole })
    }
  }
  return withoutOpposite(eitherOf(message, found), previous.constraints)
}

/** "Elle prendra le samedi" after "pas le samedi": what could not be may be again, and is asked for only where it is said to be all. */
function withoutOpposite(found: readonly Found[], held: Criteria['constraints']): Found[] {
  return found.flatMap((one): Found[] => {
    if (one.criterion !== 'schedule' || one.value === null) return [one]
    const pattern = new RegExp(schedules.find(([name]) => name === one.value)![1], '')
    const value = held.filter((text) => !(patterns.denied.test(fold(text)) && pattern.test(fold(text))))
    if (value.length === held.length) return [one]
    const { start, end } = one
    return [{ criterion: 'constraints', value, start, end, replaces: true }]
  })
}

/** "Le soir ou le samedi": to keep one of them would be to guess. */
function eitherOf(message: Message, found: readonly Found[]): Found[] {
  const [first, second, ...more] = found
    .filter(({ criterion, value }) => criterion === 'schedule' && value !== null)
    .sort((one, other) => one.start - other.start)
  if (!first || !second || more.length > 0 || first.value === second.value) return [...found]
  if (!patterns.either.test(message.text.slice(first.end, second.start))) return [...found]
  const { start } = first
  const { end } = second
  const kept = found.filter((one) => one !== first && one !== second)
  return [...kept, { criterion: 'constraints', value: [message.excerpt(start, end)], start, end }]
}

const schedules: readonly [Schedule, RegExp][] = [
  [
    'alternating',
    /\b(?:(?<!\b(?:sur|de) l')(?:en )?alternance|(?:en |par |par l'|d'|(?<!sur )l'|contrat d'|(?<=\b(?:hors|sans|ni|pas) ))app?rentis+age(?! (?:de|du|des|d'))|contrats? (?:de )?(?:pro|professionnalisation|d'apprentissage)|apprenticeship|work[- ]study)\b/g,
  ],
  [
    'weekend',
    /\b(?:(?:le |les |en )?week[- ]?ends?|(?:le |en )?we\b(?= |$)|(?:le |les )?samedis?(?: matins?| apres-midis?| toute la journee)?|weekend|(?:on )?saturdays?)\b/g,
  ],
  [
    'part-time',
    /\b(?:(?:a |en )?(?:temps|tps|tmps) (?:partiel|reduit)|(?:a )?mi[- ]temps|(?:quelques|peu d')heures par semaine|(?:max(?:imum)? )?(?:[1-9]|1\d|2[0-9])(?: ?h| heures)(?: ?\/ ?| par )(?:semaine|sem)|(?:[1-4]|un|deux|trois|quatre) jours?(?: ?\/ ?| par )(?:semaine|sem)|(?:que |seulement |uniquement )?(?:le |les |[1-5] )?(?<!demain )(?<!\bce )matins?(?: par semaine)?(?: seulement| uniquement)?|en matinee|le midi|l'apres-midi|les apres-midis?|(?:sur (?:les |des )?)?(?:horaires?|heures?|temps) (?:scolaires?|d'ecole)|horaires compatibles avec l'ecole|pendant (?:que (?:les|ses|mes) enfants sont a )?(?:l'ecole|les heures d'ecole)|part[- ]time|mornings?(?: only)?)\b/g,
  ],
  [
    'full-time',
    /\b(?:(?:a |en )?(?:temps|tps|tmps) (?:plein|complet)|a plein temps|plein temps|35 ?h(?:eures)?(?: ?\/ ?| par | )?(?:semaine|sem|hebdo)|toute la journee|full[- ]time)\b/g,
  ],
  [
    'evening',
    /\b(?:(?:que |seulement |uniquement )?le soir(?: seulement| uniquement)?|(?:[1-5] |les |deux |trois )?soirs?(?: par semaine)?|en soiree|(?:les |des )?(?<=cours )du soir|du soir|en soir|apres (?:le |son )?(?:travail|boulot|1[789] ?h(?:eures)?)|(?:in the )?evenings?|after work)\b/g,
  ],
]

export const patterns = {
  /** A way of training rather than hours of the day, which the work may ask for as well. */
  rhythm: /temps|tps|tmps|time|altern|app?rent|contrat|work/,
  denied: /\b(?:pas|sans|sauf|jamais|ni|hors|aucun|not|no|never)\b/,
  either: /^ ?(?:ou|or|\/) ?(?:en |le |les |a )?$/,
  ...Object.fromEntries(schedules),
}

export const room: Room<'schedule'> = {
  read: readSchedule,
  lift: 'horaires?|rythme|emploi du temps',
  quote:
    /temps|plein|partiel|mi-|soir|nuit|matin|midi|journee|week|samedi|dimanche|altern|apprenti|contrat|heures?|horaire|ecole|\bh\b|\d ?h\b|jours?|tps|time|evening|night|morning|day\b|work/,
  addsUp: false,
  wish: 'any',
  told: {
    value: ({ availability }) => availability?.schedule ?? (availability?.partTime ? 'part-time' : undefined),
    strength: 'wish',
  },
  filter: {
    rule: 'schedule',
    fails: (item, { schedule }) =>
      schedule && item.schedule && item.schedule !== schedule
        ? { field: '/schedule', value: item.schedule, limit: schedule }
        : undefined,
  },
  toldBeside: 'nothing',
  milder: ({ schedule }) => (schedule ? [null] : []),
  excess: null,
}
