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
