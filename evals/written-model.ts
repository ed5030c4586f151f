import { type FakeRequest, startFakeModel } from '../src/fake-model-server.ts'
import { createStage } from './stage.ts'
import { capableReplies, messagesRead, readersOf, sentOf } from './suites/read-message.ts'
import { talks } from './suites/talk.ts'

/**
 * Servers on loopback that stand in for two sorts of models, since none could be reached: `capable` gives the replies that were written for each
 * message from prompt and schema alone; `careless` follows stated rules, fences its JSON and only invents: trades, towns and limits that the
 * message does not say, quoted from nowhere or from the wrong words.
 */
export async function startWrittenModel(name: 'capable' | 'careless') {
  if (name === 'careless') return startFakeModel(({ document }) => ({ text: careless(document) }))
  const stage = createStage({ cacheDir: '.data/evals' })
  const readers = await readersOf(stage)
  const replies = new Map(capableReplies().map(({ id, reply }) => [id, reply]))
  const byText = new Map<unknown, object>([
    ...messagesRead().map((one) => [sentOf(one, readers).text, replies.get(one.id) as object] as const),
    ...talks().flatMap(({ turns }) => turns.map(({ say, reply }) => [say, reply] as const)),
  ])
  stage.close()
  return startFakeModel(({ document }) => {
    const reply = byText.get(document.message)
    return reply ? { text: JSON.stringify(reply) } : { status: 404 }
  })
}

function careless({ message }: FakeRequest['document']): string {
  const [first = 'oui'] = /\p{L}{4,}/u.exec(String(message)) ?? []
  const change = (what: string, value: string, quote: string) => ({ do: 'set', what, value, quote, wish: false })
  const changes = [
    change('goal', 'développeur web', 'rêve de devenir développeur'),
    change('place', 'Paris', first),
    change('price', '0', 'tout est pris en charge'),
    change('hours', '35', first),
    change('level', '7', 'elle en est capable'),
    change('start', '2027-13-01', first),
  ]
  return `Bien sûr, voici ma lecture :\n\`\`\`json\n${JSON.stringify({ act: 'need', changes })}\n\`\`\``
}
