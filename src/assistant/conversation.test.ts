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
    const [first, second] = await held('formation de cuisinier à Paris', 'à 100 km')
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

  it('says what a supposed change would bring, and applies it on one gesture', async () => {
    const [first, supposed] = await held('formation de cuisinier à Caen', 'et si elle acceptait 120 km ?')
    expect(supposed).toMatchObject({ act: 'what-if', outcome: 'about', criteria: first!.criteria })
    expect(said(supposed!)).toMatch(/^À 120 km au plus : .*(?:de plus|mêmes offres)/)
    expect(supposed!.suggestions[0]).toMatchObject({ to: 'this-exchange', send: { criteria: { radiusKm: 120 } } })
  })

  it('takes a limit off so that more answers than under the default, and goes back', async () => {
    const [first, farther, back] = await held('formation de cuisinier à Caen', 'enlève la distance', 'annule')
    expect(said(farther!)).toContain('plus de limite (distance)')
    expect(farther!.options.some(({ item }) => (item.distanceKm ?? 0) > 100)).toBe(true)
    expect(back!.optionsDigest).toBe(first!.optionsDigest)
  })

  it('goes back to a need by its name, and takes back one change by its own', async () => {
    const turns = await held(
      'formation de cuisinier à Caen',
      'plutôt à Lille',
      'moins de 6 mois',
      'annule le changement de ville',
      'finalement boulanger',
      'reviens sur le cuisinier',
    )
    expect(turns[3]!.criteria).toMatchObject({ near: { name: 'Caen' }, maxHours: 900 })
    expect(turns[5]).toMatchObject({ act: 'undo', criteria: { occupation: { code: 'G1602' }, near: { name: 'Caen' } } })
  })

  it('opens the need of another person elsewhere, and keeps nothing of this one', async () => {
    const [first, other] = await held('cuisinier à Caen, 6 mois max', 'ok autre personne : fleuriste à Quimper')
    expect(other).toMatchObject({ outcome: 'question', criteria: first!.criteria, question: { criterion: 'person' } })
    expect(other!.suggestions).toEqual([
      expect.objectContaining({ to: 'new-exchange', send: { text: 'ok autre personne : fleuriste à Quimper' } }),
    ])
    expect(other!.question!.choices[0]!.criteria).toMatchObject({ occupation: { code: 'D1209' }, maxHours: null })
  })

  it.each(['pas la B', 'surtout pas la B', 'oublie la B', 'la B, c’est non', 'la B ne lui convient pas'])(
    'leaves an offer out by "%s", and chooses none',
    async (text) => {
      const [first, without] = await held('formation de cuisinier', text)
      const { item } = first!.options.find(({ letter }) => letter === 'B')!
      expect(without!.outcome).toBe('options')
      expect(without!.options.map((option) => option.item.id)).not.toContain(item.id)
      expect(without!.decision).toBeNull()
    },
  )

  it('suggests two or three next steps, each of which does something', async () => {
    const conversation = ['formation de cuisinier à Caen', 'moins de 3 mois', 'compare A et B', 'merci']
    for (const [at, turn] of (await held(...conversation)).entries()) {
      expect(turn.suggestions.length).toBeGreaterThanOrEqual(2)
      for (const { send } of turn.suggestions) {
        const next = send.text
          ? (await held(...conversation.slice(0, at + 1), send.text)).at(-1)!
          : { outcome: 'options', act: 'need' }
        expect([send.text, next.outcome]).not.toEqual([send.text, 'talk'])
        expect([send.text, next.act]).not.toEqual([send.text, 'amend'])
      }
    }
  })

  it('opens a vague wish with ways in that are counted and lead somewhere', async () => {
    const [asked] = await held('elle ne sait pas quoi faire, Lille')
    expect(asked!.outcome).toBe('question')
    const choices = asked!.question!.choices
    expect(choices.length).toBeGreaterThanOrEqual(3)
    for (const { label, criteria } of choices) {
      expect(label).toMatch(/ \([1-9][\d\u202f ]*\)$/)
      const conversation = await stage.assistant.open(counsellor, {})
      if ('refused' in conversation) throw new Error(conversation.refused)
      const answer = await stage.assistant.ask(counsellor, conversation.id, {
        criteria: { near: { code: '59350' }, ...criteria },
      })
      if ('refused' in answer) throw new Error(answer.refused)
      for await (const part of answer.parts) {
        if (part.part === 'turn') expect([label, offersOf(part.turn).length > 0]).toEqual([label, true])
      }
    }
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
