import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { Conversation, Turn } from '../../../src/record/turn.ts'
import { counsellor, rehearse, talkTo } from '../../../src/rehearsal.ts'
import { shareOf } from '../../scorer.ts'
import { evaluationDay } from '../../stage.ts'
import { defineSuite, type EvalCase } from '../../suite.ts'
import { generateNeeds } from '../options/needs.ts'

interface Kept extends EvalCase {
  conversation: string
  turns: readonly Turn[]
}

interface Output {
  same: boolean[]
  unchanged: boolean[]
  /** What the replay says once the catalogue is another one. */
  named: boolean[]
}

const turnsWanted = 1000
/** What is said after a need, each refusing or refining what was shown. */
const next = [
  ['à moins de 100 km', 'refine'],
  ['pas ceux-là, d’autres', 'not-relevant'],
  ['pas à distance', 'refine'],
  ['moins de 900 heures', 'other'],
] as const

/** A thousand past turns, run again from their record by a service that was stopped and started on the same file. */
export const replaySuite = defineSuite<Kept, Output>({
  name: 'replay',
  provenance: {
    written: 'the generated needs of options.',
    how: 'generated',
    graded: 'by rule',
  },
  about:
    'A thousand turns on a sixth of the demonstration catalogue, replayed over HTTP after a restart: the SQLite file opened again, the catalogue indexed again.',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'a running server is not restarted from here.' }
    const folder = mkdtempSync(join(tmpdir(), 'eventail-replay-'))
    const file = join(folder, 'records.sqlite')
    const part = (await stage.items()).filter((_, at) => at % 6 === 0)
    const open = () => rehearse({ items: [...part], today: evaluationDay, file, seed: 'replay' })
    const before = await open()
    const needs = generateNeeds(await stage.places(), stage.referential(), part)
    const cases = await converse(before, needs)
    await before.database.close()
    const after = await open()
    const elsewhere = await rehearse({ items: part.slice(0, 20), today: anotherDay, file })
    return {
      cases,
      async task({ conversation, turns }) {
        const client = talkTo(after.app)
        const output: Output = { same: [], unchanged: [], named: [] }
        const here = `/v1/conversations/${conversation}`
        const kept = Conversation.parse((await client.call('GET', here)).body).turns
        for (const [at, turn] of turns.entries()) {
          const replay = await client.call('GET', `${here}/turns/${turn.id}/replay`)
          output.same.push(Replay.parse(replay.body).same)
          output.unchanged.push(kept[at] !== undefined && asShown(kept[at]) === asShown(turn))
        }
        const searched = turns.find(({ outcome }) => outcome === 'options' || outcome === 'not-enough')
        if (searched) {
          const replayed = await elsewhere.assistant.replay(counsellor, conversation, searched.id)
          output.named.push('differences' in replayed && replayed.differences[0]?.field === '/versions/catalogue')
        }
        return output
      },
      close() {
        after.database.close()
        elsewhere.database.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
  scorers: [
    shareOf(
      { name: 'same after a restart', about: 'Turns whose selection gives the same items in the same order.' },
      (_, { same }) => count(same),
    ),
    shareOf(
      {
        name: 'kept as answered',
        about: 'Turns that are told after the restart as they were answered, decision and state apart.',
      },
      (_, { unchanged }) => count(unchanged),
    ),
    shareOf(
      { name: 'other catalogue named', about: 'Searches that, on another catalogue, name the version that differs.' },
      (_, { named }) => count(named),
    ),
  ],
  gates: [
    { measure: 'same after a restart', comparison: 'at least', bar: 1, fewest: turnsWanted },
    { measure: 'kept as answered', comparison: 'at least', bar: 1, fewest: turnsWanted },
    { measure: 'other catalogue named', comparison: 'at least', bar: 1, fewest: 100 },
  ],
})

const anotherDay = '2026-10-05'
const Replay = z.object({ same: z.boolean() })
const asShown = ({ decision: _, state: __, ...turn }: Turn): string => JSON.stringify(turn)
const count = (checks: readonly boolean[]) => ({ hits: checks.filter(Boolean).length, of: checks.length })

async function converse({ app }: Awaited<ReturnType<typeof rehearse>>, needs: readonly string[]): Promise<Kept[]> {
  const client = talkTo(app)
  const kept: Kept[] = []
  let turnsLeft = turnsWanted
  for (const [at, need] of needs.entries()) {
    const { id } = await client.opened()
    const turns: Turn[] = []
    for (const [text, reason] of [[need, 'refine'] as const, ...next].slice(0, turnsLeft)) {
      const optionsDigest = turns.at(-1)?.optionsDigest
      const decision = optionsDigest ? { decision: { kind: 'none', reason, optionsDigest } } : {}
      turns.push(Turn.parse((await client.said(id, { text, ...decision })).body))
    }
    turnsLeft -= turns.length
    kept.push({ id: `conversation-${String(at + 1).padStart(3, '0')}`, split: 'test', conversation: id, turns })
    if (turnsLeft === 0) break
  }
  return kept
}
