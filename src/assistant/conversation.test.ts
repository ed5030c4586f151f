import { beforeAll, describe, expect, it } from 'vitest'
import { offersOf, type Turn } from '../record/turn.ts'
import { counsellor, rehearse } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

describe('an exchange that goes on', () => {
  let stage: Stage

  async function held(...texts: string[]): Promise<Turn[]> {
    const conversation = await stage.assistant.open(counsellor, {})
    if ('refused' in conversation) throw new Error(conversation.refused)
    const turns: Turn[] = []
    for (const text of texts) {
      const answer = await stage.assistant.ask(counsellor, conversation.id, { text })
      if ('refused' in answer) throw new Error(answer.refused)
      for await (const part of answer.parts) if (part.part === 'turn') turns.push(part.turn)
    }
    return turns
  }
  const said = ({ reply }: Turn) => reply.map(({ text }) => text.replace(/\u00a0|\u202f/g, ' ')).join(' ')

  beforeAll(async () => {
    stage = await rehearse({ size: 4000 })
  })

  it('keeps the letter of an offer that stays, and gives none twice', async () => {
    const [first, second] = await held('formation de cuisinier à Paris', 'et à 100 km ?')
    const before = new Map(offersOf(first!).map(({ item, letter }) => [item.id, letter]))
    const letters = offersOf(second!).map(({ letter }) => letter)
    expect(new Set(letters).size).toBe(letters.length)
    for (const { item, letter } of offersOf(second!)) {
      const known = before.get(item.id)
      if (known) expect(letter).toBe(known)
      else expect([...before.values()]).not.toContain(letter)
    }
  })

  it('answers each kind of question in one to four sentences, and searches nothing', async () => {
    const asked = [
      'pourquoi la B ?',
      'laquelle commence le plus tôt ?',
      'compare la A et la B',
      'laquelle est la mieux ?',
      'que lui demander ?',
      'résume pour elle',
      "qu'est-ce que tu as écarté ?",
    ]
    const [first, ...turns] = await held('formation de cuisinier', ...asked)
    expect(turns.map(({ act }) => act)).toEqual([
      'why',
      'fact',
      'compare',
      'opinion',
      'ask-person',
      'summary',
      'excluded',
    ])
    for (const turn of turns) {
      expect(turn.outcome).toBe('about')
      expect(turn.reply.length).toBeGreaterThan(0)
      expect(turn.criteria).toEqual(first!.criteria)
    }
    expect(said(turns[1]!)).toMatch(/^Début : [A-D] \(/)
  })

  it('asks again of another what was asked of one', async () => {
    const [, one, other] = await held('formation de cuisinier', 'la A dure combien de temps ?', 'et la B ?')
    expect(other!.act).toBe('fact')
    expect(said(other!).slice(0, 8)).toBe(said(one!).slice(0, 8))
    expect(said(other!)).not.toBe(said(one!))
  })

  it('leaves the offers as they are where a message says nothing to search, and says so', async () => {
    const [, aside, waiting] = await held('formation de cuisinier', 'attendez, je suis en entretien', 'blabla machin')
    expect(aside).toMatchObject({ outcome: 'talk', act: 'thanks', options: [] })
    expect(waiting!.options).toEqual([])
  })

  it('says once what is true of all, and after what is its own on each', async () => {
    const [turn] = await held('formation de cuisinier')
    expect(turn!.options.length).toBeGreaterThan(1)
    expect(turn!.common.length).toBeGreaterThan(0)
    const common = new Set(turn!.common.map(({ text }) => text))
    for (const { claims } of turn!.options) {
      expect(claims.slice(-common.size).every(({ text }) => common.has(text))).toBe(true)
    }
  })
})
