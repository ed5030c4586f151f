import { fold } from '../../../guardrails/language/fold.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import type { Act } from './act.ts'
import cues from './cues.json' with { type: 'json' }

/** One way of saying an act: a pattern on the folded message, whole or anywhere in it, with what it must and must not hear. */
interface Cue {
  act: string
  whole: boolean
  says: string
  yes: string[]
  no: string[]
}

/** The act that fixed words of a message say, the first of the list that is heard; undefined when none is: most messages are a need. */
export function saidAct(text: Redacted): Act | undefined {
  const said = plain(text)
  return heard.find(({ pattern }) => pattern.test(said))?.act
}

const plain = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}' -]+/gu, (mark) => (/[,;]/.test(mark) ? ', ' : ' '))
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
    .trim()

const heard = (cues as Cue[]).map(({ act, whole, says }) => ({
  act: act as Act,
  pattern: new RegExp(whole ? `^(?:${says})(?:[ ,]+(?:svp|stp|s'il (?:vous|te) plait|please))?[ ,]*$` : says),
}))
