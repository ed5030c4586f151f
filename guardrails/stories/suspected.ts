import { type Candidate, messageOf } from '../detect/recogniser.ts'
import { wordRecognisers } from '../detect/recognisers.ts'
import { withoutPlaceholders } from '../inspect.ts'
import { fold } from '../normalise.ts'
import type { Part } from '../parts.ts'
import { suspectedClauses } from './stories.ts'

/**
 * What of a redacted text may tell the person's story, in offsets of the text: not sure enough to be cut on the counsellor's machine, and enough
 * to be kept back where nothing was read in it. In order and apart.
 */
export function suspectedStories(text: string): Part[] {
  const folded = withoutPlaceholders(fold(text))
  const message = messageOf(folded)
  const found: Candidate[] = []
  for (const { find } of wordRecognisers) for (const one of find(message, found)) found.push(one)
  return suspectedClauses(message, found).map(({ start, end }) => ({
    start: folded.startOf(start),
    end: folded.endOf(end - 1),
  }))
}
