import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { noCriteria } from '../../src/criteria/criteria.ts'
import { workIn } from '../../src/need/goals/features.ts'
import { type Exact, readExactly } from '../../src/need/reading/exact.ts'
import type { TypedSpan } from '../../src/need/stances/features.ts'
import { seenIn } from '../../src/need/tokens.ts'
import { createReferential } from '../../src/occupations/referential.ts'
import { loadCommunes } from '../../src/places/load-node.ts'
import { createPlaces } from '../../src/places/places.ts'
import { readOccupations } from '../../src/read-sources.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'

const referential = createReferential(readOccupations())
const places = createPlaces(await loadCommunes({ cacheFile: join(tmpdir(), 'eventail-models-communes.json') }))

const context = { previous: noCriteria, places, referential, today: '2026-11-29', locale: 'fr' as const }

/** Models learn from what the product finds, mistakes included, and not from what it should have found. */
export function knownIn({ masked }: CorpusMessage): Pick<Exact, 'spans' | 'person'> {
  const known = read.get(masked.text)
  if (known) return known
  const { spans, person } = readExactly(mintRedacted(masked.text), context)
  read.set(masked.text, { spans, person })
  return { spans, person }
}

export const spansIn = (message: CorpusMessage): TypedSpan[] => knownIn(message).spans

export const seenOf = ({ masked }: CorpusMessage) => seenIn(mintRedacted(masked.text))

export const workKnown = workIn(referential)

const read = new Map<string, Pick<Exact, 'spans' | 'person'>>()
