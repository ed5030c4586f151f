import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectModel } from '../connect-model.ts'
import { type FakeReply, type FakeRequest, startFakeModel } from '../fake-model-server.ts'
import type { Item } from '../item.ts'
import { ModelReading } from '../need/read-with-model.ts'
import { isRefusal } from '../record/refusal.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import { counsellor, rehearse } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

async function opened(stage: Stage, dossier: object = { commune: '59350', mobiliteKm: 200 }): Promise<Conversation> {
  const conversation = await stage.assistant.open(counsellor, { dossier })
  if (isRefusal(conversation)) throw new Error(conversation.refused)
  return conversation
}

async function said(stage: Stage, id: string, message: Parameters<Stage['assistant']['ask']>[2]): Promise<Turn> {
  const answer = await stage.assistant.ask(counsellor, id, message)
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  for await (const part of answer.parts) {
    if (part.part === 'turn') return part.turn
    if (part.part === 'refusal') throw new Error(JSON.stringify(part.refusal))
  }
  throw new Error('no turn')
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

  async function withModel(reply: (request: FakeRequest) => FakeReply, { words = true } = {}) {
    model = await startFakeModel((request) =>
      request.instructions.includes('claimIds') ? reply(request) : { text: JSON.stringify(nothingRead) },
    )
    const folder = mkdtempSync(join(tmpdir(), 'eventail-model-'))
    folders.push(folder)
    const line = connectModel({ baseUrl: model.baseUrl, model: 'fake', api: 'chat', words })
    return rehearse({ items, model: line, file: join(folder, 'records.sqlite') }).then((stage) => ({ stage, folder }))
  }

  it('shows the model’s words where each is grounded, and the same options in the same places as without it', async () => {
    const { stage } = await withModel((request) => ({ text: JSON.stringify({ elements: wordAll(request) }) }))
    const { id } = await opened(stage)
    const turn = await said(stage, id, { text: 'une formation de cuisinier' })
    expect(turn.options.map((option) => option.wording)).toEqual(turn.options.map(() => 'model'))
    expect(turn.versions.model).toBe('fake')
    expect(await stage.assistant.replay(counsellor, id, turn.id)).toMatchObject({ same: true })
  })

  it('reads the need and words nothing, unless it was told to word', async () => {
    const { stage } = await withModel(() => ({ status: 500 }), { words: false })
    const { id } = await opened(stage)
    const turn = await said(stage, id, { text: 'une formation de cuisinier' })
    const sent = (await stage.assistant.sent(counsellor, id, turn.id))!
    expect(sent.map((request) => request.purpose)).toEqual(['read-need'])
    expect(sent.map((request) => request.body)).toEqual(model!.bodies)
    expect(turn.versions.model).toBe('fake')
    expect(turn.options.length).toBeGreaterThanOrEqual(2)
    expect(turn.options.every((option) => option.wording === 'extracted')).toBe(true)
  })

  const lies: Record<string, [mend: (option: Worded) => Worded, refusal: string]> = {
    'an option it was not given': [(option) => ({ ...option, optionId: 'opt_other' }), 'unknown-option'],
    'a number that no record holds': [(option) => withText(option, 'Dure 98765 heures.'), 'ground-number'],
    'an order': [(option) => withText(option, 'Il faut choisir cette formation.'), 'ground-directive'],
    'a superlative': [(option) => withText(option, 'La meilleure formation pour ce besoin.'), 'ground-superlative'],
    'a claim without evidence': [
      (option) => ({ ...option, claims: option.claims.map((one) => ({ ...one, claimIds: [] })) }),
      'unknown-claim',
    ],
    'an argument turned around': [
      (option) => ({
        ...option,
        claims: option.claims.map((one) => ({ ...one, stance: one.stance === 'for' ? 'against' : 'for' })),
      }),
      'changed-stance',
    ],
    'only one side': [
      (option) => ({ ...option, claims: option.claims.filter((one) => one.stance === 'for') }),
      'one-sided',
    ],
  }
  for (const [lie, [mend, refusal]] of Object.entries(lies)) {
    it(`replaces ${lie} by extracted wording, and counts why`, async () => {
      const { stage } = await withModel((request) => ({
        text: JSON.stringify({ elements: wordAll(request).map(mend) }),
      }))
      const turn = await said(stage, (await opened(stage)).id, { text: 'une formation de cuisinier' })
      expect(turn.options.length).toBeGreaterThanOrEqual(2)
      expect(new Set(turn.options.map((option) => option.wording))).toEqual(new Set(['extracted']))
      const counts = await stage.records.counts('local')
      expect(counts.filter((one) => one.name === 'wording-refused').map((one) => one.key)).toContain(refusal)
    })
  }

  it('helps with forty messages of a conversation, and leaves the later ones to the rules', async () => {
    const { stage } = await withModel((request) => ({ text: JSON.stringify({ elements: wordAll(request) }) }))
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
    'stops in the middle': { cut: '{"elements":[{"optionId":' },
  } satisfies Record<string, FakeReply>)) {
    it(`answers the same options with extracted wording when the model ${fault}`, async () => {
      const { stage } = await withModel(() => reply)
      const turn = await said(stage, (await opened(stage)).id, { text: 'une formation de cuisinier' })
      expect(turn.outcome).toBe('options')
      expect(turn.options.every((option) => option.wording === 'extracted')).toBe(true)
    })
  }

  it('sends criteria and catalogue passages to word the options, never the message; and shows byte for byte what left', async () => {
    const { stage, folder } = await withModel((request) => ({ text: JSON.stringify({ elements: wordAll(request) }) }))
    const { id } = await opened(stage)
    const text = 'Mme Aïssatou Diallo (06 12 34 56 78) voudrait une formation de cuisinier, elle aime le violoncelle'
    const aside = { criterion: 'topic' as const, value: 'clavecin' }
    const criteria = { refused: [aside], past: [aside], alternatives: [{ topic: 'clavecin' }] }
    const turn = await said(stage, id, { text, criteria })
    expect(turn.criteria).toMatchObject(criteria)
    const sent = (await stage.assistant.sent(counsellor, id, turn.id))!
    expect(sent.map((request) => request.body)).toEqual(model!.bodies)
    expect(sent.map((request) => request.purpose)).toEqual(['read-need', 'word-claims'])
    expect(sent[1]!.body).not.toMatch(/violoncelle|clavecin/)
    const everywhere = [
      ...model!.bodies,
      ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
    ].join('\n')
    for (const raw of ['Aïssatou', 'Diallo', '06 12 34 56 78', '0612345678']) expect(everywhere).not.toContain(raw)
    stage.database.close()
  })
})

const nothingRead = Object.fromEntries(Object.keys(ModelReading.shape).map((name) => [name, null]))

interface Worded {
  optionId: string
  claims: { claimIds: string[]; stance: string; text: string }[]
}

/** An honest model: one claim for and one against or unknown of each option, in the words it was given. */
function wordAll({ document }: FakeRequest): Worded[] {
  const options = document.options as {
    optionId: string
    claims: { claimId: string; stance: string; says: string }[]
  }[]
  return options.map(({ optionId, claims }) => ({
    optionId,
    claims: [claims.find((claim) => claim.stance === 'for')!, claims.find((claim) => claim.stance !== 'for')!].map(
      ({ claimId, stance, says }) => ({ claimIds: [claimId], stance, text: says }),
    ),
  }))
}

const withText = (option: Worded, text: string): Worded => ({
  ...option,
  claims: option.claims.map((one) => ({ ...one, text })),
})

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
