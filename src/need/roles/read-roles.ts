import { type LinearModel, readRow } from '../../../guardrails/learner/linear-model.ts'
import { openModel, type StoredModel } from '../../../guardrails/learner/stored-model.ts'
import type { TypedSpan } from '../stances/features.ts'
import type { Seen } from '../tokens.ts'
import { roleRow } from './features.ts'
import type { Role } from './role.ts'
import stored from './roles.json' with { type: 'json' }

export interface RoleReading {
  role: Role
  /** From its first word to its last, in UTF-16 code units, `end` excluded. */
  start: number
  end: number
  /** How far the role stands above the next one; see roles.md for how often a margin is right. */
  margin: number
  /** Whether the margin is wide enough to act upon; else a doubt is asked, or the stretch is kept back. */
  sure: boolean
  ranked: { label: Role | 'none'; weight: number }[]
  because: { feature: string; weight: number }[]
}

/**
 * Cuts a message into stretches and says what each does. `found` are the places, trades and subjects that exact readers know: without them
 * it reads less well. Words in no stretch join others ("et", "puis").
 */
export function readRoles(seen: Seen, found: readonly TypedSpan[]): RoleReading[] {
  const row = roleRow(seen, found)
  return readRow(model, row).flatMap(({ start, end, label, margin, ranked, because }) =>
    label === 'none'
      ? []
      : [
          {
            role: label,
            start: row.spans[start]!.start,
            end: row.spans[end - 1]!.end,
            margin,
            sure: margin >= model.sure,
            ranked,
            because,
          },
        ],
  )
}

// The file is written by `npm run train -- roles` from this very list of roles; a test compares them.
const model: LinearModel<Role | 'none'> = openModel(stored as StoredModel<Role | 'none'>)
