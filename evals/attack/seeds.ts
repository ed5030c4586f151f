import { join } from 'node:path'
import { z } from 'zod'
import { SaidCase } from '../said.ts'
import { readJsonLines } from '../suites/jsonl.ts'
import own from './attacks.json' with { type: 'json' }
import type { Seeds } from './mutations.ts'

const Guarded = z.looseObject({ set: z.string(), text: z.string() })
const at = (file: string) => join(import.meta.dirname, '..', file)

/** Our attacks and those by other hands, of the half that may be read; carried by needs of ours and by every twelfth note of other hands. */
export function readSeeds(): Seeds {
  const others = readJsonLines(at('suites/guardrails/blind/tuned.jsonl'), Guarded).filter(
    ({ set }) => set === 'injection',
  )
  const notes = readJsonLines(at('sets/needs/tuned.jsonl'), SaidCase).flatMap(({ say, expect }) =>
    say.length === 1 && expect.outcome?.includes('options') ? say : [],
  )
  const attacks = own.attacks.map(([language = '', text = '']) => [language, text] as const)
  return {
    attacks: [...attacks, ...others.map(({ text }) => ['other hands', text] as const)],
    needs: [...own.needs, ...notes.filter((_, at) => at % 12 === 0)],
    roles: own.roles,
  }
}
