import {
  createPlaceholders,
  highestPlaceholders,
  type KnownPlaceholder,
  type Placeholders,
} from '../../guardrails/placeholders.ts'
import type { Records } from './records.ts'
import type { Conversation } from './turn.ts'

type Whose = Pick<Conversation, 'id' | 'turns'>

export interface SealedPlaceholders {
  /** Runs a step that names what it masks in an exchange; several processes give one placeholder to a person, and none to two. */
  within<Result>(whose: Whose, step: (placeholders: Placeholders) => Promise<Result>): Promise<Result>
  /** The same before the exchange is stored: what was given is to be stored with it. */
  opening<Result>(
    whose: Whose,
    step: (placeholders: Placeholders) => Promise<Result>,
  ): Promise<{ result: Result; placeholders: KnownPlaceholder[] }>
}

/** More people than any message names; a step that never stops asking goes on with what it has. */
const roundsAtMost = 100
/** As many writers of one exchange at once wait for each other; no person writes so fast. */
const racesAtMost = 40

/**
 * Which placeholder stands for whom is kept beside the records as HMACs of the words of a name, under a key that is never in the database and
 * with the exchange in what is sealed: who reads the database learns no name from it, nor that two exchanges speak of the same person.
 */
export function sealPlaceholders(
  records: Pick<Records, 'placeholders' | 'addPlaceholders'>,
  key: Uint8Array<ArrayBuffer>,
): SealedPlaceholders {
  const sealing = crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

  async function sealed(exchange: string, word: string): Promise<string> {
    const bytes = new TextEncoder().encode(`${exchange} ${word}`)
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', await sealing, bytes))
    return btoa(String.fromCharCode(...signature.subarray(0, sealedBytes)))
  }

  /** While the step asks for words that were not sealed yet, they are sealed and it runs again from its start. */
  async function run<Result>(
    { id, turns }: Whose,
    known: readonly KnownPlaceholder[],
    step: (placeholders: Placeholders) => Promise<Result>,
  ) {
    const seals = new Map<string, string>()
    let startAbove: Record<string, number> | undefined
    for (let round = 0; ; round++) {
      const asked = new Set<string>()
      const seal = (word: string) => {
        const known = seals.get(word)
        if (known === undefined) asked.add(word)
        return known ?? word
      }
      const placeholders = createPlaceholders({ startAbove, known, seal })
      const result = await step(placeholders)
      const changed = placeholders.changed()
      // Turns of a release that kept no map: what they name is not known any more, and their numbers are not given again.
      const unknown = changed.length > 0 && known.length === 0 && turns.length > 0 && !startAbove
      if (unknown) startAbove = highestPlaceholders([JSON.stringify(turns)])
      if (asked.size === 0 && !unknown) return { result, placeholders: changed }
      if (round === roundsAtMost) throw new Error('A step asked for new names without end.')
      for (const word of asked) seals.set(word, await sealed(id, word))
    }
  }

  return {
    async within(whose, step) {
      for (let race = 0; race < racesAtMost; race++) {
        const { steps, known } = await records.placeholders(whose.id)
        const { result, placeholders } = await run(whose, known, step)
        if (placeholders.length === 0) return result
        if (await records.addPlaceholders(whose.id, steps + 1, placeholders)) return result
      }
      throw new Error('Placeholders could not be given: too many messages of one exchange at once.')
    },
    opening: (whose, step) => run(whose, [], step),
  }
}

/** 96 bits: two words of one exchange are never taken for each other. */
const sealedBytes = 12
