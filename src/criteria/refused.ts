import { z } from 'zod'
import type { NegationKind } from '../../guardrails/language/negation.ts'
import { CommuneRef, Kind, Schedule } from '../item.ts'
import { fieldOf, namesTrade, tellsOfWork } from '../occupations/fields.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { isFunctional } from './constraints.ts'
import { Level } from './level-names.ts'
import { shape as near } from './near/near.ts'
import { isElsewhere, occupationsIn } from './occupation/read-occupation.ts'
import { OccupationNamed, OccupationSaid, TopicNamed, TopicSaid } from './past.ts'
import { denialAt, denialsOf, withDenial } from './reading/denials.ts'
import type { Found, Reader } from './reading/message.ts'
import { isNote } from './reading/stances.ts'
import type { Room } from './room.ts'
import { runsOf } from './topic/read-topic.ts'
import { refusedIn } from './unwanted-items.ts'

/** What the person does not want, where no criterion has a name of its own for it: a filter, and never searched. */
export const Refused = z.union([
  TopicSaid,
  OccupationSaid,
  z.object({ criterion: z.literal('kinds'), value: Kind }),
  z.object({ criterion: z.literal('near'), value: CommuneRef }),
  z.object({ criterion: z.literal('schedule'), value: Schedule }),
  z.object({ criterion: z.literal('level'), value: Level }),
])
export type Refused = z.infer<typeof Refused>

export const shape = {
  kept: z.array(Refused),
  input: z
    .array(
      z.union([
        TopicNamed,
        OccupationNamed,
        z.strictObject({ criterion: z.literal('kinds'), value: Kind }),
        z.strictObject({ criterion: z.literal('near'), value: near.input }),
        z.strictObject({ criterion: z.literal('schedule'), value: Schedule }),
        z.strictObject({ criterion: z.literal('level'), value: Level }),
      ]),
    )
    .max(20),
}

/**
 * What the person does not want, and what the words lack: occupations by their names, else subjects in the words that name them. A cue that
 * denies whatever follows ("sans", "non") refuses a trade only. What work may demand ("ne soulève pas de cartons") and what the person lacks
 * ("sans permis") is a constraint, as said; any other fact is nothing. The words are taken: what is refused is never searched.
 */
export const readRefusals: Reader = (message, context) => {
  const found: Found[] = []
  const refuse = (refused: Refused, start: number, end: number) =>
    found.push({ criterion: 'refused', value: [refused], start, end })
  const refusals = denialsOf(message).filter(({ kind }) => constraining.includes(kind))
  if (refusals.length === 0) return found
  for (const mention of occupationsIn(message, context)) {
    const { start, end, values } = mention
    if (message.isTaken(start, end) || !denialAt(message, start, ['refused'], 'scope')) continue
    message.take(start, end)
    if (isElsewhere(message, context, mention)) {
      refuse({ criterion: 'topic', value: message.excerpt(start, end) }, start, end)
    } else for (const value of values) refuse({ criterion: 'occupation', value }, start, end)
  }
  for (const { start, end } of runsOf(message, true)) {
    const denial = denialAt(message, start, constraining, 'scope')
    // "Ne sait pas utiliser un ordinateur" refuses nothing, and is what to work on.
    if (!denial || (denial.kind === 'unable' && denial.firm) || message.isTaken(start, end)) continue
    message.take(start, end)
    const said = message.excerpt(start, end)
    const functional = isFunctional(message.text.slice(start, end))
    if (denial.kind === 'refused' && ((denial.firm && !functional) || namesTrade(said, context.referential))) {
      // A note denies much that is no work and no subject: "il ne veut plus, il l'a répété trois fois".
      if (!isNote(message) || tellsOfWork(said, context.referential) || subjectsIn(said).length > 0)
        refuse({ criterion: 'topic', value: said }, start, end)
    } else if (denial.cue.end <= start && (functional || denial.kind === 'unable')) {
      const whole = withDenial(message, denial, start, end)
      found.push({ criterion: 'constraints', value: [message.excerpt(whole.start, whole.end)], ...whole })
    }
  }
  for (const { kind, focus } of refusals) {
    if (kind !== 'refused') continue
    // "Plus de transport de personnes": words too common to be a subject may name a field of work.
    for (const { index, 0: part } of message.text.slice(focus.start, focus.end).matchAll(patterns.part)) {
      const [start, end] = [focus.start + index, focus.start + index + part.length]
      if (message.isTaken(start, end) || fieldOf(part).length === 0) continue
      message.take(start, end)
      refuse({ criterion: 'topic', value: message.excerpt(start, end) }, start, end)
    }
  }
  return found
}

const constraining: readonly NegationKind[] = ['refused', 'unable', 'fact']

export const patterns = {
  /** One of a list. */
  part: /(?:(?! (?:ni|et|ou|and|or) )[^,/])+/g,
}

export const room: Room<'refused'> = {
  read: readRefusals,
  lift: null,
  quote: null,
  addsUp: true,
  wish: 'never',
  told: null,
  filter: { rule: 'refused', fails: refusedIn },
  toldBeside: null,
  milder: null,
  excess: null,
}
