import { createRandom } from '../src/catalogue/demonstration/random.ts'
import { type FakeRequest, startFakeModel } from '../src/fake-model-server.ts'
import type { Change, ModelReading } from '../src/need/read-message.ts'
import type { Stage } from './stage.ts'
import { capableReplies, messagesRead, readersOf, sentOf } from './suites/read-message.ts'
import { talks } from './suites/talk.ts'

/**
 * No models at all: servers on loopback that stand in for two sorts of them, since none could be reached. They exercise what reads, judges and
 * compares replies, and rank no prompt. `capable` reads a message as was written for it from prompt and schema alone, and any other one by copying
 * the examples of the prompt: what an example says of words that stand in the message too. It words by repeating the claims it is given, fewer when
 * the prompt asks for "un seul fait", and for one option in six does what a model must not. `careless` only invents, and always does what it must not.
 */
export const standIns = ['capable', 'careless'] as const
export type StandIn = (typeof standIns)[number]

export const isStandIn = (name: string): name is StandIn => standIns.some((one) => one === name)

export async function startStandIn(name: StandIn, stage: Pick<Stage, 'places' | 'referential'>) {
  const capable = name === 'capable'
  let written: Promise<ReadonlyMap<unknown, ModelReading>> | undefined
  return startFakeModel(async (request) => {
    const { document } = request
    if (document.options) return { text: JSON.stringify({ sentences: sentencesFor(request, capable ? 1 / 6 : 1) }) }
    const flat = !JSON.stringify(request.settings).includes('"changes"')
    if (!capable) return { text: fenced(flat ? flatOf(invented(document)) : invented(document)) }
    written ??= repliesWritten(stage)
    const reading = (await written).get(document.message) ?? fromExamples(request)
    return { text: JSON.stringify(flat ? flatOf(reading) : reading) }
  })
}

/** By the message as it is sent. */
async function repliesWritten(stage: Pick<Stage, 'places' | 'referential'>): Promise<Map<unknown, ModelReading>> {
  const readers = await readersOf(stage)
  const replies = new Map(capableReplies().map(({ id, reply }) => [id, reply]))
  return new Map<unknown, ModelReading>([
    ...messagesRead().map((one) => [sentOf(one, readers).text, replies.get(one.id)!] as const),
    ...talks().flatMap(({ turns }) => turns.map(({ say, reply }) => [say, reply] as const)),
  ])
}

/** What the prompt's examples (a line of JSON with `changes`) say of words that the message holds too. */
function fromExamples({ instructions, document }: FakeRequest): ModelReading {
  const message = String(document.message)
  const examples = instructions.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{"act"') ? [JSON.parse(line) as ModelReading] : []
    } catch {
      return []
    }
  })
  const copied = examples.flatMap(({ changes = [] }) => changes).filter(({ quote }) => message.includes(quote))
  return {
    act: 'need',
    changes: copied.filter((one, at) => copied.findIndex(({ quote }) => quote === one.quote) === at),
  }
}

function invented({ message }: FakeRequest['document']): ModelReading {
  const [first = 'oui'] = /\p{L}{4,}/u.exec(String(message)) ?? []
  const change = (what: Change['what'], value: string, quote: string) =>
    ({ do: 'set', what, value, quote, wish: false }) as const
  const changes = [
    change('goal', 'développeur web', 'rêve de devenir développeur'),
    change('place', 'Paris', first),
    change('price', '0', 'tout est pris en charge'),
    change('hours', '35', first),
    change('level', '7', 'elle en est capable'),
    change('start', '2027-13-01', first),
  ]
  return { act: 'need', changes }
}

const fenced = (reading: object): string =>
  `Bien sûr, voici ma lecture :\n\`\`\`json\n${JSON.stringify(reading)}\n\`\`\``

/** The same in the shape of passages alone, for a prompt that asks for it. */
function flatOf({ act, changes }: ModelReading): object {
  const quotes = (holds: (change: Change) => boolean) => changes.filter(holds).map(({ quote }) => quote)
  const wanted = ({ do: does }: Change) => does === 'set' || does === 'or'
  const elsewhere = new Set(['goal', 'place', 'start', 'end', 'constraint'])
  return {
    act,
    goal: quotes((one) => one.what === 'goal' && wanted(one)),
    not: quotes((one) => one.do === 'not'),
    place: quotes((one) => one.what === 'place' && wanted(one)),
    when: quotes((one) => one.what === 'start' || one.what === 'end'),
    limits: quotes((one) => !elsewhere.has(one.what) && wanted(one)),
    constraints: quotes((one) => one.what === 'constraint'),
  }
}

interface Worded {
  on: string
  text: string
  claims: string[]
}

type Sent = Record<string, Partial<Record<string, Record<string, string>>>>

function sentencesFor({ instructions, document }: FakeRequest, misbehaving: number): Worded[] {
  const brief = instructions.includes('un seul fait')
  return Object.entries(document.options as Sent).flatMap(([on, stances]) => {
    const kept = Object.entries(stances)
      .filter(([stance]) => stance !== 'fact')
      .flatMap(([, claims = {}]) => Object.entries(claims).slice(0, brief ? 1 : 2))
      .slice(0, brief ? 2 : 6)
    const honest = kept.map(([id, says]): Worded => ({ on, text: says, claims: [id] }))
    const random = createRandom(`fake model ${JSON.stringify(kept)} ${brief}`)
    return random.chance(misbehaving) ? random.pick(misbehaviours)(honest) : honest
  })
}

const misbehaviours: readonly ((sentences: Worded[]) => Worded[])[] = [
  (all) => all.map((one) => ({ ...one, text: `${one.text} Plus de 4217 personnes en sont contentes.` })),
  (all) => all.map((one) => ({ ...one, text: 'La meilleure option pour ce besoin.' })),
  (all) => all.map((one) => ({ ...one, claims: ['z99'] })),
  (all) => all.map((one) => ({ ...one, text: `Pas ${one.text.charAt(0).toLowerCase()}${one.text.slice(1)}` })),
]
