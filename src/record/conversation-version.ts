import { digestOf } from './digest.ts'
import type { Conversation } from './turn.ts'

/** Changes whenever what is served of a conversation does: its profile, its turns, where they stand and what was decided. */
export const versionOf = ({ profile, dropped, objection, turns, unreadable }: Conversation): Promise<string> =>
  digestOf([
    { profile, dropped, objection, unreadable },
    turns.map(({ id, state, decision }) => [id, state, decision?.id ?? null]),
  ])
