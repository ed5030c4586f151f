import { z } from 'zod'

/** What a message does in the exchange: a closed list, as the contract names it. */
export const Act = z.enum([
  'need',
  'amend',
  'remove',
  'undo',
  'correction',
  'complement',
  'why',
  'why-not',
  'excluded',
  'fact',
  'compare',
  'explain-term',
  'opinion',
  'what-if',
  'more',
  'none-fits',
  'choose',
  'summary',
  'ask-person',
  'entry',
  'funding',
  'travel',
  'displeasure',
  'distress',
  'hello',
  'thanks',
  'meta',
])
export type Act = z.infer<typeof Act>

/** What a message may be heard as: an act, one about somebody else than the person of the exchange, or what is no business of the assistant. */
export const HeardAct = z.enum([...Act.options, 'other-person', 'off'])
export type HeardAct = z.infer<typeof HeardAct>
