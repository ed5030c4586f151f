import { createRandom } from '../src/catalogue/demonstration/random.ts'
import { type FakeRequest, startFakeModel as startServer } from '../src/fake-model-server.ts'

/**
 * No model at all: a server that answers `compose` by stated rules, always the same. Its replies exercise recorder, verification and comparison;
 * they say nothing of what a real model would write. It repeats the claims it is given, fewer when the prompt asks for short ones, and for one
 * option in six does what a model must not: adds a number, praises, cites a claim that is not there, or denies.
 */
export const startFakeModel = () =>
  startServer((request) => ({ text: JSON.stringify({ sentences: sentencesFor(request) }) }))

interface Worded {
  on: string
  text: string
  claims: string[]
}

type Sent = Record<string, Partial<Record<string, Record<string, string>>>>

function sentencesFor({ instructions, document }: FakeRequest): Worded[] {
  const brief = instructions.includes('un seul fait')
  return Object.entries(document.options as Sent).flatMap(([on, stances]) => {
    const kept = Object.entries(stances)
      .filter(([stance]) => stance !== 'fact')
      .flatMap(([, claims = {}]) => Object.entries(claims).slice(0, brief ? 1 : 2))
      .slice(0, brief ? 2 : 6)
    const honest = kept.map(([id, says]): Worded => ({ on, text: says, claims: [id] }))
    const random = createRandom(`fake model ${JSON.stringify(kept)} ${brief}`)
    return random.chance(1 / 6) ? random.pick(misbehaviours)(honest) : honest
  })
}

const misbehaviours: readonly ((sentences: Worded[]) => Worded[])[] = [
  (all) => all.map((one) => ({ ...one, text: `${one.text} Plus de 4217 personnes en sont contentes.` })),
  (all) => all.map((one) => ({ ...one, text: 'La meilleure option pour ce besoin.' })),
  (all) => all.map((one) => ({ ...one, claims: ['z99'] })),
  (all) => all.map((one) => ({ ...one, text: `Pas ${one.text.charAt(0).toLowerCase()}${one.text.slice(1)}` })),
]
