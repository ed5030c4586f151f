import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/demonstration/random.ts'
import { writtenForms } from '../occupations/names.ts'
import { offersOf } from '../record/turn.ts'
import { counsellor, rehearse } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

describe('a floor under every answer', () => {
  let stage: Stage

  async function asked(text: string) {
    const conversation = await stage.assistant.open(counsellor, {})
    if ('refused' in conversation) throw new Error(conversation.refused)
    const answer = await stage.assistant.ask(counsellor, conversation.id, { text })
    if ('refused' in answer) throw new Error(answer.refused)
    for await (const part of answer.parts) if (part.part === 'turn') return { turn: part.turn, id: conversation.id }
    throw new Error('no turn')
  }
  async function listed(q: string) {
    const found = await stage.assistant.searchCatalogue({ q, limit: 20 }, 'fr')
    if ('refused' in found) throw new Error(found.refused)
    return found.items
  }

  beforeAll(async () => {
    stage = await rehearse({ size: 4000 })
  })

  it('shows of a trade at a town nothing of another domain, whichever the trade and the town', async () => {
    const random = createRandom('a trade at a town')
    const { referential, places } = stage
    let shown = 0
    for (let at = 0; at < 60; at += 1) {
      const { code, names } = referential.byCode(random.pick(referential.codes))!
      // Who does it, in either gender, as one says it; of longer names the message may be read in part.
      const said = names.filter((name) => name.includes(' / ')).flatMap(writtenForms)
      const trade = random.pick([...said.filter((name) => name.split(' ').length <= 2), names[0]!])
      const { turn } = await asked(`${trade} à ${random.pick(places.communes).name}`)
      const bearing = referential.match(trade).flatMap(({ occupations }) => occupations.map((one) => one.code))
      const domains = new Set([code, ...bearing].map((one) => one[0]))
      for (const { item } of offersOf(turn)) {
        const called = `${item.title}. ${item.certification?.label ?? ''}`
        const derived = referential.match(called).flatMap(({ occupations }) => occupations)
        const codes = [...item.occupations, ...derived].map((one) => one.code)
        expect([trade, item.title, codes.some((one) => domains.has(one[0]))]).toEqual([trade, item.title, true])
        shown += 1
      }
    }
    expect(shown).toBeGreaterThan(25)
  })

  it('shows the one that answers, with the nearest beside it as offers that can be chosen', async () => {
    const { code } = stage.referential.match('soudeur')[0]!.occupations[0]!
    const places = stage.items.filter(({ occupations }) => occupations.some((one) => one.code === code))
    const alone = []
    for (const {
      places: [place],
    } of places) {
      if (!place) continue
      const { turn } = await asked(`soudeur à ${place.commune.name}, 10 km maximum, en présentiel`)
      if (turn.options.length === 1) alone.push(turn)
      if (alone.length > 0 && turn.nearest.length > 0) break
    }
    const [turn] = alone
    expect(turn!.outcome).toBe('options')
    expect(turn!.nearest.length).toBeGreaterThan(0)
    expect(offersOf(turn!).map(({ letter }) => letter)).toEqual([...'ABCDE'].slice(0, 1 + turn!.nearest.length))
    for (const { breaks } of turn!.nearest) expect(breaks.length).toBeGreaterThan(0)
  })

  it('asks what was meant by a word that nobody says, and takes the answer', async () => {
    const { turn, id } = await asked('carosserie')
    expect(turn.outcome).toBe('question')
    const [choice] = turn.question!.choices
    expect(choice!.label).toBe('carrosserie')
    const answer = await stage.assistant.ask(counsellor, id, { criteria: { topic: 'carrosserie' } })
    if ('refused' in answer) throw new Error(answer.refused)
    for await (const part of answer.parts) {
      if (part.part === 'turn') expect(part.turn.options.map(({ item }) => item.title).join()).toMatch(/carrosser/i)
    }
  })

  it('asks what to look for where the words name nothing, and shows nothing', async () => {
    const { turn } = await asked('dresser des licornes')
    expect(turn).toMatchObject({ outcome: 'question', options: [], nearest: [], optionsDigest: null, state: 'none' })
    expect(turn.question!.text).toContain('dresser des licornes')
    expect(turn.question!.choices.length).toBeGreaterThan(2)
  })

  it('lists without AI only what answers the words, and nothing where nothing does', async () => {
    expect(await listed('dresseur de licornes')).toEqual([])
    expect(await listed('carosserie')).toEqual([])
    const english = await listed('anglais')
    expect(english.length).toBeGreaterThan(3)
    for (const { title } of english) expect(title).toMatch(/anglais|english/i)
  })
})
