import type { Act } from './act.ts'

/**
 * What the assistant does with each act. `search` amends or asks anew; `about` answers from what is on the table, and searches nothing;
 * `talk` is a sentence; `decide` and `none-fits` fill in a decision that only a person's gesture confirms; `undo` brings a set back.
 */
export type Verb = 'search' | 'about' | 'talk' | 'decide' | 'none-fits' | 'undo'

export const verbs: { readonly [Name in Act]: Verb } = {
  need: 'search',
  amend: 'search',
  remove: 'search',
  correction: 'search',
  complement: 'search',
  'what-if': 'search',
  more: 'search',
  undo: 'undo',
  why: 'about',
  'why-not': 'about',
  excluded: 'about',
  fact: 'about',
  compare: 'about',
  'explain-term': 'about',
  summary: 'about',
  'ask-person': 'about',
  entry: 'about',
  funding: 'about',
  travel: 'about',
  opinion: 'about',
  choose: 'decide',
  'none-fits': 'none-fits',
  displeasure: 'talk',
  distress: 'talk',
  hello: 'talk',
  thanks: 'talk',
  meta: 'talk',
}

/** Acts whose answer takes the place of the set before it; what is asked anew, or beside it, leaves that set waiting for its decision. */
export const amends: ReadonlySet<Act> = new Set<Act>(['amend', 'remove', 'correction', 'what-if'])
