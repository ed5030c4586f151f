import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectModel } from '../connect-model.ts'
import { type FakeReply, type FakeRequest, startFakeModel } from '../fake-model-server.ts'
import type { Item } from '../item.ts'
import { isRefusal } from '../record/refusal.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import { counsellor, rehearse } from '../rehearsal.ts'
import type { AnswerPart } from './setting.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

async function opened(stage: Stage, dossier: object = { commune: '59350', mobiliteKm: 200 }): Promise<Conversation> {
  const conversation = await stage.assistant.open(counsellor, { dossier })
  if (isRefusal(conversation)) throw new Error(conversation.refused)
  return conversation
}

async function said(stage: Stage, id: string, message: Parameters<Stage['assistant']['ask']>[2]): Promise<Turn> {
  const answer = await stage.assistant.ask(counsellor, id, message)
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  let last: Turn | undefined
  for await (const part of answer.parts) {
    if (part.part === 'turn') last = part.turn
    if (part.part === 'refusal') throw new Error(JSON.stringify(part.refusal))
  }
  if (!last) throw new Error('no turn')
  return last
}

const none = (turn: Turn, reason?: 'refine') => ({ kind: 'none' as const, reason, optionsDigest: turn.optionsDigest! })

describe('a conversation', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await rehearse({ size: 6000 })
  })

  it('shows facts that are those of the record, each bound to its field', async () => {
    const needs = [
      'formation aide-soignant',
      'CAP boulangerie',
      'titre pro conducteur routier',
      'anglais professionnel',
      'comptabilité',
    ]
    let claims = 0
    for (const text of needs) {
      const turn = await said(stage, (await opened(stage)).id, { text })
      const items = new Map(
        (await stage.index.items(turn.options.map(({ item }) => item.id))).map((item) => [item.id, item]),
      )
      for (const { item, claims: argued, differs } of turn.options) {
        for (const claim of [...argued, ...differs]) {
          claims++
          for (const { source, field, value } of claim.evidence) {
            if (source === 'item' && field !== '/distanceKm')
              expect(at(items.get(item.id)!, field) ?? null).toEqual(value)
          }
          const known = claim.evidence.map(({ value }) => String(value)).join(' ')
          for (const number of claim.text.replace(/\u202f|\u00a0| (?=\d{3})/g, '').match(/\d+/g) ?? []) {
            expect(known.replace(/ (?=\d{3})/g, ''), claim.text).toContain(String(Number(number)))
          }
        }
      }
    }
    expect(claims).toBeGreaterThan(100)
  })

  it('never proposes again what was refused or set aside, unless asked by name', async () => {
    const { id } = await opened(stage, { commune: '75056', mobiliteKm: 400 })
    const first = await said(stage, id, { text: 'formation de cuisinier' })
    expect(first.outcome).toBe('options')
    const shown = first.options.map(({ item }) => item.id)
    const second = await said(stage, id, { text: 'formation de cuisinier', decision: none(first) })
    const again = second.options.map(({ item }) => item.id)
    expect(again.filter((item) => shown.includes(item))).toEqual([])
    const asked = await said(stage, id, {
      criteria: { includeItems: [shown[0]!] },
      ...(second.outcome === 'options' && { decision: none(second, 'refine') }),
    })
    expect([...asked.options.map(({ item }) => item.id), ...asked.alsoValid.map(({ item }) => item.id)]).toContain(
      shown[0],
    )
  })

  it('keeps and amends the need over turns, and says what changed', async () => {
    const { id } = await opened(stage, { commune: '69123', mobiliteKm: 40 })
    const first = await said(stage, id, { text: 'une formation de cuisinier' })
    const second = await said(stage, id, { text: 'plutôt à distance', decision: none(first, 'refine') })
    expect(second.criteria.occupation).toEqual(first.criteria.occupation)
    expect(second.criteria.modality).toBe('remote')
    expect(second.changed).toContainEqual({ criterion: 'modality', from: null, to: 'remote' })
  })

  it('proposes nothing over, full, too far or excluded, and says what each rule left out', async () => {
    const { id } = await opened(stage, { commune: '31555', mobiliteKm: 30 })
    const turn = await said(stage, id, { text: 'formation agent de sécurité pas à distance' })
    for (const { item } of turn.options) {
      expect(item.modality).not.toBe('remote')
      expect(item.distanceKm ?? 0).toBeLessThanOrEqual(30)
      const upcoming = item.sessions.filter((session) => session.start >= stage.today)
      expect(item.sessions.length === 0 || upcoming.some((session) => session.seats !== 0)).toBe(true)
    }
    expect(turn.excluded.counts.find(({ rule }) => rule === 'distance')?.count).toBeGreaterThan(0)
    expect(turn.excluded.examples.every(({ because }) => because.rule && because.field.startsWith('/'))).toBe(true)
  })

  it('argues the counsellor’s own lead on the same grid, beside the options', async () => {
    const { id } = await opened(stage)
    const [item] = stage.items
    const turn = await said(stage, id, { text: 'formation vendeur', lead: { itemId: item!.id } })
    expect(turn.lead?.item.id).toBe(item!.id)
    expect(turn.lead?.claims.some((claim) => claim.stance === 'for')).toBe(true)
  })

  it('gives twins the same options: sex, age, name, origin and family never enter', async () => {
    const dossier = { commune: '13055', mobiliteKm: 25, niveauFormation: 'CAP', metierVise: 'cuisinier' }
    const twins = [
      { ...dossier, sexe: 'F', nom: 'Diallo', prenom: 'Aïssatou', age: 52, enfants: 3, nationalite: 'guinéenne' },
      { ...dossier, sexe: 'M', nom: 'Martin', prenom: 'Paul', age: 24, situationFamiliale: 'célibataire' },
    ]
    const [one, two] = await Promise.all(
      twins.map(async (twin) => {
        const fresh = await rehearse({ items: stage.items, seed: 'twins' })
        return said(fresh, (await opened(fresh, twin)).id, { text: 'je cherche une formation en cuisine' })
      }),
    )
    const ids = (turn: Turn) => turn.options.map(({ item }) => item.id).sort()
    expect(ids(one!)).toEqual(ids(two!))
    expect(one!.criteria).toEqual(two!.criteria)
  })

  it('replays a turn to the same options, and names the version when the catalogue is gone', async () => {
    const { id } = await opened(stage)
    const turn = await said(stage, id, { text: 'formation plombier' })
    expect(await stage.assistant.replay(counsellor, id, turn.id)).toEqual({ same: true, differences: [] })
  })

  it('asks back which of several communes of one name is meant', async () => {
    const { id } = await opened(stage, {})
    const turn = await said(stage, id, { text: 'formation de soudeur à Saint-Denis' })
    expect(turn.outcome).toBe('question')
    expect(turn.question?.criterion).toBe('near')
    const answered = await said(stage, id, { criteria: turn.question!.choices[0]!.criteria })
    expect(answered.criteria.near?.name).toContain('Saint-Denis')
  })
})

describe('a conversation with a model', () => {
  let items: readonly Item[]
  let model: Awaited<ReturnType<typeof startFakeModel>> | undefined
  const folders: string[] = []
  beforeAll(async () => {
    items = (await rehearse({ size: 3000 })).items
  })
  afterEach(() => model?.close())
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })

  type Reply = (request: FakeRequest) => FakeReply | Promise<FakeReply>
  const readsNothing: Reply = () => ({ text: JSON.stringify({ act: 'need', changes: [] }) })

  async function withModel(composes: Reply, { words = true, reads = readsNothing } = {}) {
    model = await startFakeModel((request) => (isCompose(request) ? composes(request) : reads(request)))
    const folder = mkdtempSync(join(tmpdir(), 'eventail-model-'))
    folders.push(folder)
    const line = connectModel({ baseUrl: model.baseUrl, model: 'fake', api: 'chat', words })
    return rehearse({ items, model: line, file: join(folder, 'records.sqlite') }).then((stage) => ({ stage, folder }))
  }
  const says = (sentences: unknown) => ({ text: JSON.stringify({ sentences }) })

  it('shows the model’s words where each holds, and the same options in the same places as without it', async () => {
    const { stage } = await withModel((request) => says(wordAll(request)))
    const { id } = await opened(stage)
    const turn = await said(stage, id, { text: 'une formation de cuisinier' })
    expect(turn.options.map((option) => option.wording)).toEqual(turn.options.map(() => 'model'))
    expect(turn.versions.model).toBe('fake')
    expect(await stage.assistant.replay(counsellor, id, turn.id)).toMatchObject({ same: true })
    const [now] = (await stage.assistant.conversation(counsellor, id))!.turns
    expect(now).toEqual(turn)
  })

  it('fills the facts that a sentence leaves, from the claims that it cites', async () => {
    const { stage } = await withModel((request) =>
      says(
        claimsSent(request)
          .filter(({ says }) => says.includes('.price='))
          .map(({ id, on }) => ({ on, text: `Le prix affiché est de {${id}.price}`, claims: [id] })),
      ),
    )
    const turn = await said(stage, (await opened(stage)).id, { text: 'une formation de secrétaire' })
    const priced = turn.options.filter(({ claims }) =>
      claims.some(({ text }) => text.startsWith('Le prix affiché est de ')),
    )
    expect(priced.length).toBeGreaterThan(0)
    for (const { item, claims } of priced) {
      const told = claims.find(({ text }) => text.startsWith('Le prix affiché'))!
      expect(told.text.replace(/\D/g, '')).toBe(String((item.price as { amount: number }).amount))
    }
  })

  it('keeps every claim of an option, those first that the model chose', async () => {
    const { stage } = await withModel((request) => says(wordAll(request).slice(0, 3)))
    const plain = await rehearse({ items })
    const [turn, extracted] = [
      await said(stage, (await opened(stage)).id, { text: 'une formation de cuisinier' }),
      await said(plain, (await opened(plain)).id, { text: 'une formation de cuisinier' }),
    ]
    const countOf = ({ options }: Turn) => new Map(options.map(({ item, claims }) => [item.id, claims.length]))
    expect(countOf(turn)).toEqual(countOf(extracted))
  })

  it('shows what the rules answer while the model is still writing, and its words in place afterwards', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { stage } = await withModel(async (request) => {
      await released
      return says(wordAll(request))
    })
    const { id } = await opened(stage)
    const answer = await stage.assistant.ask(counsellor, id, { text: 'une formation de cuisinier' })
    if (isRefusal(answer)) throw new Error(answer.refused)
    const turns: Turn[] = []
    for await (const part of answer.parts) {
      if (part.part !== 'turn') continue
      turns.push(part.turn)
      release()
    }
    const [first, last] = [turns[0]!, turns.at(-1)!]
    expect(first.options.every(({ wording }) => wording === 'extracted')).toBe(true)
    expect(last.id).toBe(first.id)
    expect(last.options.map((option) => [option.id, option.item.id])).toEqual(
      first.options.map((option) => [option.id, option.item.id]),
    )
    expect(last.options.some(({ wording }) => wording === 'model')).toBe(true)
    expect(last.extractedDigest).toBe(first.optionsDigest)
  })

  it('words a follow-up claim by claim, in place, in the frame of the rules, and records it as shown', async () => {
    const { stage } = await withModel((request) => says(wordAll(request)))
    for (const text of ['Pourquoi la A ?', 'La B est-elle financée ?', 'Résume la A pour elle']) {
      const { id } = await opened(stage)
      const set = await said(stage, id, { text: 'une formation de cuisinier' })
      const sentBefore = model!.bodies.length
      const turns = await turnsOf(stage, id, text)
      const [first, turn] = [turns[0]!, turns.at(-1)!]
      expect(turn.outcome).toBe('about')
      expect(turn.reply.map(({ claims }) => claims)).toEqual(first.reply.map(({ claims }) => claims))
      expect(turn.versions.model).toBe('fake')
      const bodies = model!.bodies.slice(sentBefore)
      expect(bodies).toHaveLength(1)
      expect(bodies[0]).not.toContain(text)
      const sent = await stage.assistant.sent(counsellor, id, turn.id)
      if (sent === undefined || isRefusal(sent)) throw new Error('nothing sent')
      expect(sent.map(({ body }) => body)).toEqual(bodies)
      expect((await stage.assistant.conversation(counsellor, id))!.turns.at(-1)).toEqual(turn)
      expect(set.options.map(({ id }) => id)).toEqual(turn.options.slice(0, set.options.length).map(({ id }) => id))
    }
  })

  it('shows a follow-up in our words first, then those of its claims that a model worded', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    let follows = false
    const { stage } = await withModel(async (request) => {
      if (!follows) return says([])
      await released
      return says(
        claimsSent(request).map(({ id, on, says }) => ({
          on,
          text: `${says.replace(/[.]$/, '')}, donc`,
          claims: [id],
        })),
      )
    })
    const { id } = await opened(stage)
    await said(stage, id, { text: 'une formation de cuisinier' })
    follows = true
    const turns = await turnsOf(stage, id, 'Pourquoi la A ?', release)
    const [first, last] = [turns[0]!, turns.at(-1)!]
    expect(first.reply.every(({ wording }) => wording === 'extracted')).toBe(true)
    expect(last.reply[0]!.wording).toBe('model')
    expect(last.reply[0]!.text).toMatch(/^A \(/)
    expect(last.reply[0]!.text).toContain(', donc')
    expect(last.reply[0]!.claims).toEqual(first.reply[0]!.claims)
    expect(last.id).toBe(first.id)
  })

  it('refuses what a careless model says in a follow-up, and keeps our words there', async () => {
    const careless: readonly ((sent: ReturnType<typeof claimsSent>) => Worded[])[] = [
      (sent) => sent.map(({ on, id, says }) => ({ on, text: `${says} La meilleure de toutes.`, claims: [id] })),
      (sent) => sent.map(({ on, id }) => ({ on, text: 'Débute le 3 mai 2031 à Quimper.', claims: [id] })),
      (sent) => sent.map(({ on, says }) => ({ on, text: says, claims: ['z9'] })),
      () => [{ on: 'reply', text: 'A et C sont gratuites.', claims: ['r1'] }],
    ]
    for (const one of careless) {
      const { stage } = await withModel((request) => says(one(claimsSent(request))))
      const { id } = await opened(stage)
      for (const text of [
        'une formation de cuisinier',
        'Pourquoi la A ?',
        'Ton avis ?',
        'Et si elle acceptait 30 km ?',
      ]) {
        const turn = await said(stage, id, { text })
        expect(turn.reply.length).toBeGreaterThan(0)
        expect(turn.reply.filter(({ wording }) => wording === 'model')).toEqual([])
      }
      model!.close()
    }
  })

  it('lets no letter change places in a sentence of ours', async () => {
    const { stage } = await withModel(({ document }) => {
      const reply = document.reply as Record<string, string>
      return says(
        Object.entries(reply).map(([id, text]) => ({
          on: 'reply',
          text: text.replaceAll(/\b([AB])\b/g, (letter) => (letter === 'A' ? 'B' : 'A')),
          claims: [id],
        })),
      )
    })
    const { id } = await opened(stage)
    const set = await said(stage, id, { text: "un cours d'anglais" })
    expect(set.reply[0]!.text).toMatch(/\b[A-D]\b.* certification/)
    expect(set.reply.every(({ wording }) => wording === 'extracted')).toBe(true)
  })

  it('keeps the words that a decision was made on, when the model’s come after it', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { stage } = await withModel(async (request) => {
      await released
      return says(wordAll(request))
    })
    const { id } = await opened(stage)
    const answer = await stage.assistant.ask(counsellor, id, { text: 'une formation de cuisinier' })
    if (isRefusal(answer)) throw new Error(answer.refused)
    let shown: Turn | undefined
    for await (const part of answer.parts) {
      if (part.part !== 'turn') continue
      if (shown) {
        expect(part.turn.state).toBe('decided')
        expect(part.turn.options).toEqual(shown.options)
        continue
      }
      shown = part.turn
      const decided = await stage.assistant.decide(counsellor, id, shown.id, none(shown))
      expect(isRefusal(decided)).toBe(false)
      release()
    }
    const [kept] = (await stage.assistant.conversation(counsellor, id))!.turns
    expect(kept!.options).toEqual(shown!.options)
    expect(kept!.decision?.optionsDigest).toBe(shown!.optionsDigest)
  })

  it('takes a decision that names the set in either wording', async () => {
    const { stage } = await withModel((request) => says(wordAll(request)))
    for (const which of ['optionsDigest', 'extractedDigest'] as const) {
      const { id } = await opened(stage)
      const turn = await said(stage, id, { text: 'une formation de cuisinier' })
      const decided = await stage.assistant.decide(counsellor, id, turn.id, {
        kind: 'none',
        optionsDigest: turn[which]!,
      })
      expect(isRefusal(decided)).toBe(false)
      const [kept] = (await stage.assistant.conversation(counsellor, id))!.turns
      expect(kept!.optionsDigest).toBe(turn[which])
    }
  })

  it('reads the message and words nothing, unless it was told to word', async () => {
    const { stage } = await withModel(() => ({ status: 500 }), { words: false })
    const { id } = await opened(stage)
    const turn = await said(stage, id, { text: 'une formation de cuisinier' })
    const sent = (await stage.assistant.sent(counsellor, id, turn.id))!
    expect(sent.map((request) => request.purpose)).toEqual(['read-message'])
    expect(sent.map((request) => request.body)).toEqual(model!.bodies)
    expect(turn.versions.model).toBe('fake')
    expect(turn.options.length).toBeGreaterThanOrEqual(2)
    expect(turn.options.every((option) => option.wording === 'extracted')).toBe(true)
  })

  const lies: Record<string, [mend: (sentence: Worded) => Worded, refusal: string]> = {
    'an option it was not given': [(one) => ({ ...one, on: 'Q' }), 'unknown-option'],
    'a number that no record holds': [(one) => ({ ...one, text: 'Dure 98765 heures.' }), 'number'],
    'a slot that no claim fills': [(one) => ({ ...one, text: 'Commence le {z9.date}.' }), 'slot'],
    'an order': [(one) => ({ ...one, text: 'Il faut choisir cette formation.' }), 'directive'],
    'a superlative': [(one) => ({ ...one, text: 'La meilleure formation pour ce besoin.' }), 'superlative'],
    'a word that no claim says': [(one) => ({ ...one, text: 'Un stage est prévu.' }), 'word'],
    'a denial of its own': [
      (one) => ({ ...one, text: `Pas ${one.text.charAt(0).toLowerCase()}${one.text.slice(1)}` }),
      'negation',
    ],
    'a claim without evidence': [(one) => ({ ...one, claims: [] }), 'unknown-claim'],
  }
  for (const [lie, [mend, refusal]] of Object.entries(lies)) {
    it(`lets ${lie} give way to the claim it cites, and counts why`, async () => {
      const { stage } = await withModel((request) => says(wordAll(request).map(mend)))
      const plain = await rehearse({ items })
      const [turn, extracted] = [
        await said(stage, (await opened(stage)).id, { text: 'une formation de cuisinier' }),
        await said(plain, (await opened(plain)).id, { text: 'une formation de cuisinier' }),
      ]
      const textsOf = ({ options }: Turn) =>
        options
          .map(
            ({ item, claims }) =>
              `${item.id} ${claims
                .map(({ text }) => text)
                .sort()
                .join(' ')}`,
          )
          .sort()
      expect(textsOf(turn)).toEqual(textsOf(extracted))
      const counts = await stage.records.counts('local')
      expect(counts.filter((one) => one.name === 'wording-refused').map((one) => one.key)).toContain(refusal)
    })
  }

  it('helps with forty messages of a conversation, and leaves the later ones to the rules', async () => {
    const { stage } = await withModel((request) => says(wordAll(request)))
    const { id } = await opened(stage)
    const models: (string | null)[] = []
    for (let message = 1; message <= 41; message++)
      models.push((await said(stage, id, { text: 'une formation' })).versions.model)
    expect(models).toEqual([...Array(40).fill('fake'), null])
    expect(model!.bodies).toHaveLength(40)
  })

  for (const [fault, reply] of Object.entries({
    'is out of reach': { status: 503 },
    'refuses the key': { status: 401 },
    'speaks something else': { text: 'Bien sûr ! Voici des options…' },
    'stops in the middle': { cut: '{"sentences":[{"on":' },
  } satisfies Record<string, FakeReply>)) {
    it(`answers the same options in our words, and says so, when the model ${fault}`, async () => {
      const { stage } = await withModel(() => reply)
      const { id } = await opened(stage)
      const answer = await stage.assistant.ask(counsellor, id, { text: 'une formation de cuisinier' })
      if (isRefusal(answer)) throw new Error(answer.refused)
      const parts: AnswerPart[] = []
      for await (const part of answer.parts) parts.push(part)
      expect(parts.map(({ part }) => part)).toContain('model-unanswered')
      const last = parts.at(-1)!
      if (last.part !== 'turn') throw new Error(last.part)
      expect(last.turn.outcome).toBe('options')
      expect(last.turn.options.every((option) => option.wording === 'extracted')).toBe(true)
    })
  }

  it('reads JSON in a fence, after a sentence, and as far as it goes', async () => {
    for (const wrap of [
      (json: string) => `\`\`\`json\n${json}\n\`\`\``,
      (json: string) => `Voici la réponse : ${json} Bonne journée !`,
      (json: string) => json.slice(0, json.lastIndexOf('{') + 5),
    ]) {
      const { stage } = await withModel((request) => ({ text: wrap(JSON.stringify({ sentences: wordAll(request) })) }))
      const turn = await said(stage, (await opened(stage)).id, { text: 'une formation de cuisinier' })
      expect(turn.options.some((option) => option.wording === 'model')).toBe(true)
      model!.close()
    }
  })

  it('asks again without a setting that the model refuses, and then no more with it', async () => {
    const { stage } = await withModel((request) => says(wordAll(request)), {
      reads: (request) =>
        'temperature' in request.settings
          ? { status: 400, body: '{"error":{"message":"Unsupported parameter: \'temperature\'"}}' }
          : readsNothing(request),
    })
    const { id } = await opened(stage)
    const turn = await said(stage, id, { text: 'une formation de cuisinier' })
    expect(turn.options.some((option) => option.wording === 'model')).toBe(true)
    const sent = (await stage.assistant.sent(counsellor, id, turn.id))!
    // Both questions are asked at once: which arrives first is the network's affair.
    expect(sent.map(({ body }) => body).sort()).toEqual([...model!.bodies].sort())
    await said(stage, id, { text: 'une formation de boulanger' })
    expect(model!.bodies.filter((body) => 'temperature' in JSON.parse(body)).length).toBeLessThanOrEqual(2)
  })

  it('offers another reading and changes nothing by itself; applying it is a correction', async () => {
    const text = 'une formation de cuisinier à Lille, elle a son permis'
    const reads: Reply = () => ({
      text: JSON.stringify({
        act: 'need',
        changes: [{ do: 'set', what: 'goal', value: 'boulanger', quote: 'formation de cuisinier', wish: false }],
      }),
    })
    const { stage } = await withModel(() => ({ status: 500 }), { words: false, reads })
    const plain = await rehearse({ items })
    const { id } = await opened(stage)
    const [turn, without] = [await said(stage, id, { text }), await said(plain, (await opened(plain)).id, { text })]
    const codes = ({ options }: Turn) => options.map(({ item }) => item.id).sort()
    expect(codes(turn)).toEqual(codes(without))
    expect(turn.criteria).toEqual(without.criteria)
    expect(turn.otherReading?.changed).toMatchObject([{ criterion: 'occupation', to: { code: 'D1102' } }])
    const applied = await said(stage, id, { criteria: turn.otherReading!.criteria })
    expect(applied.criteria.occupation?.code).toBe('D1102')
  })

  it('applies its reading alone after a question, as another turn that says what was read', async () => {
    const reads: Reply = () => ({
      text: JSON.stringify({
        act: 'need',
        changes: [
          { do: 'set', what: 'goal', value: 'cuisinier', quote: 'travailler derrière les fourneaux', wish: false },
        ],
      }),
    })
    const { stage } = await withModel(() => ({ status: 500 }), { words: false, reads })
    const { id } = await opened(stage)
    const turn = await said(stage, id, { text: 'elle ne sait pas trop, travailler derrière les fourneaux peut-être' })
    const { turns } = (await stage.assistant.conversation(counsellor, id))!
    expect(turns.map(({ outcome }) => outcome)).toEqual(['question', 'options'])
    expect(turns[1]).toEqual(turn)
    expect(turn.criteria.occupation?.code).toMatch(/^G16/)
    expect(turn.criteria.read.find(({ criterion }) => criterion === 'occupation')?.from).toBe('model')
  })

  it('sends criteria and claims to word the options, never the message; and shows byte for byte what left', async () => {
    const { stage, folder } = await withModel((request) => says(wordAll(request)))
    const { id } = await opened(stage)
    const text = 'Mme Aïssatou Diallo (06 12 34 56 78) voudrait une formation de cuisinier, elle aime le violoncelle'
    const turn = await said(stage, id, { text })
    const sent = (await stage.assistant.sent(counsellor, id, turn.id))!
    expect(sent.map((request) => request.body)).toEqual(model!.bodies)
    expect(sent.map((request) => request.purpose)).toEqual(['read-message', 'compose'])
    expect(sent[1]!.body).not.toMatch(/violoncelle/)
    const everywhere = [
      ...model!.bodies,
      ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
    ].join('\n')
    for (const raw of ['Aïssatou', 'Diallo', '06 12 34 56 78', '0612345678']) expect(everywhere).not.toContain(raw)
    stage.database.close()
  })

  it('sends at most two thousand tokens for a message, and nothing that is kept back', async () => {
    const { stage } = await withModel((request) => says(wordAll(request)))
    const { id } = await opened(stage)
    await said(stage, id, {
      text: 'une formation de cuisinier à Lille, son mari l’a quittée et elle dort chez sa sœur',
    })
    for (const body of model!.bodies) {
      const { messages } = JSON.parse(body) as { messages: { content: unknown }[] }
      expect(JSON.stringify(messages.map(({ content }) => content)).length / charactersAToken).toBeLessThan(2000)
      expect(body).not.toMatch(/quittée|sœur/)
    }
  })
})

/** A turn each time it is shown. */
async function turnsOf(stage: Stage, id: string, text: string, onShown = () => {}): Promise<Turn[]> {
  const answer = await stage.assistant.ask(counsellor, id, { text })
  if (isRefusal(answer)) throw new Error(answer.refused)
  const turns: Turn[] = []
  for await (const part of answer.parts) {
    if (part.part !== 'turn') continue
    turns.push(part.turn)
    onShown()
  }
  return turns
}

/** French with JSON in it, as counted by common tokenisers: fewer would be a lower estimate of tokens. */
const charactersAToken = 3.6

const isCompose = ({ document }: FakeRequest) => document.options !== undefined

interface Worded {
  on: string
  text: string
  claims: string[]
}

/** Each claim of each option as it was sent, in order. */
const claimsSent = ({ document }: FakeRequest) =>
  Object.entries(document.options as Record<string, Record<string, Record<string, string>>>).flatMap(([on, stances]) =>
    Object.entries(stances).flatMap(([stance, claims]) =>
      Object.entries(claims).map(([id, says]) => ({ on, stance, id, says })),
    ),
  )

/** An honest model: the first claim of each stance of each option, in the words it was given. */
function wordAll(request: FakeRequest): Worded[] {
  const sent = claimsSent(request)
  return sent
    .filter((one) => one === sent.find(({ on, stance }) => on === one.on && stance === one.stance))
    .map(({ on, id, says }) => ({ on, text: says, claims: [id] }))
}

/** What the record says at a pointer; an empty list says nothing. */
function at(item: Item, pointer: string): unknown {
  const found = valueAt(item, pointer)
  return Array.isArray(found) && found.length === 0 ? null : found
}

function valueAt(item: Item, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], item)
}
