import { joinRedacted } from '../../../guardrails/redacted.ts'
import type { Kind } from '../../item.ts'
import { isSetAside } from '../reading/cues.ts'
import { denialAt, isDenied } from '../reading/denials.ts'
import type { Found, Message, Reader } from '../reading/message.ts'
import words from './kinds.json' with { type: 'json' }

/**
 * What kinds are asked for. A behavioural subject ("prise de parole") is a skill and stays in the topic; the bare words for a kind
 * ("atelier", "formation") say nothing of the subject and do not.
 */
export const readKinds: Reader = (message) => {
  const kinds = new Map<Kind, { start: number; end: number }>()
  const refused = new Map<Kind, { start: number; end: number }>()
  const setAside = new Set<Kind>()
  const note = (kind: Kind, match: RegExpExecArray) => {
    const [start, end] = [match.index, match.index + match[0].length]
    if (denialAt(message, start, ['left'], 'scope')) return
    const denial = denialAt(message, start, ['refused', 'unable', 'needless', 'fact'], 'focus')
    if (isSetAside(message, start)) setAside.add(kind)
    // "Pas d'atelier CV" refuses a subject, "pas de formation de plus de six mois" a length; "sans formation" is said of the person.
    else if (denial) {
      const whole = end >= denial.focus.end - 1 && !patterns.qualified.test(message.text.slice(end, end + 12))
      if (denial.firm && denial.kind === 'refused' && whole) refused.set(kind, { start, end })
    } else if (!kinds.has(kind)) kinds.set(kind, { start, end })
  }
  // "Surtout pas la gestion du stress" refuses that subject, and no workshop on another.
  for (const match of message.text.matchAll(patterns.behaviour)) {
    if (!isDenied(message, match.index)) note('skill', match)
  }
  const sorts: RegExpExecArray[] = []
  for (const [kind, pattern] of bareWords) {
    for (const match of message.every(pattern)) {
      note(kind, match)
      message.take(match.index, match.index + match[0].length)
      if (kind === 'event' && !patterns.anyEvent.test(match[0])) sorts.push(match)
    }
  }
  if (kinds.size === 0 && refused.size + setAside.size === 0) {
    for (const match of message.every(patterns.sorts)) {
      note('event', match)
      message.take(match.index, match.index + match[0].length)
      sorts.push(match)
    }
  }
  const unwanted = new Set([...refused.keys(), ...setAside])
  for (const kind of unwanted) kinds.delete(kind)
  const found = [...refused].map(
    ([value, span]): Found => ({ criterion: 'refused', value: [{ criterion: 'kinds', value }], ...span }),
  )
  if (kinds.size === 0 && unwanted.size > 0) {
    const value = (['training', 'skill', 'event'] as const).filter((kind) => !unwanted.has(kind))
    return [...found, { criterion: 'kinds', value, start: 0, end: message.text.length }]
  }
  if (kinds.size === 0) return found
  const spans = [...kinds.values()]
  const start = Math.min(...spans.map((one) => one.start))
  const end = Math.max(...spans.filter((one) => one.start - start < 120).map((one) => one.end))
  const value = (['training', 'skill', 'event'] as const).filter((kind) => kinds.has(kind))
  const said =
    kinds.has('event') &&
    sorts.map(({ index, 0: sort, 1: about = '' }) => message.excerpt(index, index + sort.length + about.length))
  return [
    ...found,
    { criterion: 'kinds', value, start, end, ...(said && said.length > 0 && { said: joinRedacted(said, ' ') }) },
  ]
}

/**
 * Kinds that nobody names and everybody means: how to look for a job, whom to meet and, where no occupation is aimed at, how one behaves. What
 * is denied here ("n'ose pas", "ne comprend pas") is what is worked on.
 */
export function spokenKinds(message: Message, aimed: boolean): Found[] {
  const behaved = aimed ? [] : message.every(patterns.manners)
  const matches = [...behaved, ...message.text.matchAll(patterns.search)]
  const value = (['skill', 'event'] as const).filter((kind) => matches.some(([said]) => spokenOf[kind].test(said)))
  const [first] = matches
  if (!first || value.length === 0) return []
  const [start, end] = [first.index, first.index + first[0].length]
  return [{ criterion: 'kinds', value, start, end, said: message.excerpt(start, end) }]
}

const between = (phrases: readonly string[]) => new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'g')

const bareWords: readonly [Kind, RegExp][] = [
  ['event', between(words.event)],
  ['skill', between(words.skill)],
  ['training', between(words.training)],
]

const spokenOf = {
  skill: new RegExp(`^(?:${[...words.manners, ...words.jobSearch].join('|')})$`),
  event: new RegExp(`^(?:${[...words.jobSearch, ...words.meetings].join('|')})$`),
}

export const patterns = {
  qualified: /^ ?(?:d[e']|du|des|en|qui|aux?|a|pour|sur|longues?|payantes?)(?![a-z])/,
  /** Says nothing of what sort of event. */
  anyEvent: /^(?:ateliers?|evenements?|events?|evts?|workshops?)$/,
  /** Sorts of event that no word for one names. */
  sorts: between(words.sorts),
  /** How one behaves; where it is how one feels, that is taken before and searched for by nobody. */
  manners: between(words.manners),
  search: between([...words.jobSearch, ...words.meetings]),
  /** Subjects that stay whole in the topic. */
  spokenOf: between([...words.manners, ...words.jobSearch, ...words.meetings]),
  behaviour: between(words.behaviours),
  ...Object.fromEntries(bareWords),
}
