import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Refused } from '../src/assistant/model.ts'
import { reasonsExplained } from './refused-reasons.ts'
import type { Report } from './report.ts'
import { lowScores } from './suite.ts'

/** One result as the page's script takes it: lists, since 20,000 of them are read at once. */
type Line = [
  suite: number,
  id: string,
  split: string,
  trial: number,
  worst: number,
  low: string,
  ms: number,
  tokens: number,
  shown: string,
  sent: string,
  replied: string,
  refused: string,
]

const script = readFileSync(new URL('report-cases.browser.js', import.meta.url), 'utf8')

/** What the page's policy must allow: this script and no other. */
export const scriptDigest = `sha256-${createHash('sha256').update(script).digest('base64')}`

/**
 * Where one works: every result, worst first, filtered by suite, part and words; a case opens on what was said, sent, replied and refused; two
 * variants stand side by side with the words that differ. The script draws what is looked at, so that 20,000 results open in a second.
 */
export function casesSection({ suites, comparisons }: Report): string {
  const lines = suites.flatMap(({ cases, broken, scorers }, suite) => [
    ...broken.map(({ id, because }): Line => [suite, id, 'test', 1, -1, 'broke', 0, 0, because, '', '', '']),
    ...cases.map((one): Line => {
      const low = lowScores(one, scorers)
      const exchanges = one.exchanges ?? []
      const tokens = exchanges.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0)
      const sent = exchanges.map(({ sent }) => wordsSent(sent)).join('\n\n')
      return [
        suite,
        one.id,
        one.split,
        one.trial,
        low[0]?.goodness ?? 1,
        low.map(({ name, score }) => `${name} ${score.toFixed(2)}`).join(', '),
        one.ms,
        tokens,
        one.shown ?? '',
        sent,
        exchanges.map(({ replied }) => wordsIn(replied)).join('\n'),
        refusedTold(one.refused ?? []),
      ]
    }),
  ])
  lines.sort((a, b) => a[4] - b[4])
  const at = (name: string) => suites.findIndex((suite) => suite.name === name)
  /** Two variants that were compared stand side by side from the start; of several suites the last, which is of cases that people added. */
  const compared = comparisons
    .flatMap(({ suite, what, first, second }) =>
      what === 'baseline' ? [] : [[`${suite} ${first}`, `${suite} ${second}`]],
    )
    .map((pair) => pair.map(at))
    .findLast((pair) => pair.every((place) => place >= 0))
  const data = JSON.stringify({ suites: suites.map(({ name }) => name), lines, compared: compared ?? [] })
  return `<section aria-labelledby="cases"><h2 id="cases">Cases, worst first</h2>
<form id="filters" aria-label="Filter the cases"><label>Suite <select id="suite"><option value="">all</option></select></label>
<label>Beside it <select id="beside"><option value="">nothing</option></select></label>
<label>Part <select id="part"><option value="">both</option><option>test</option><option>tune</option></select></label>
<label>Words <input id="words" type="search"></label><label><input id="failing" type="checkbox" checked> only what does not hold</label></form>
<p id="count" role="status"></p><ol id="list"></ol><button id="more" type="button">Show more</button>
<noscript><p>The list of cases needs this page's own script; every other figure is above.</p></noscript>
<script type="application/json" id="data">${data.replaceAll('<', '\\u003c')}</script><script>${script}</script></section>`
}

/** A sentence that nobody was shown, or a reading that nobody was offered, with the reason: what an owner of words changes a prompt for. */
export const refusedText = ({ of, said, why }: Refused): string =>
  said === '' ? `its ${of} was no use: ${why}` : `${why} (${of}): ${said.replace(/\s+/g, ' ')}`

/** Each of them, then what their reasons mean. */
const refusedTold = (refused: readonly Refused[]): string =>
  [refused.map(refusedText), reasonsExplained(refused.map(({ why }) => why))]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')

const Content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))])
const Said = z.array(z.object({ role: z.string(), content: Content }))
/** The two interfaces call it differently. */
const Sent = z.object({ model: z.string(), messages: Said.optional(), input: Said.optional() })

/** What a request says, as its prompt and its message are written; the shape that is asked for, left out here, stands in report.json. */
function wordsSent(body: string): string {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return body
  }
  const read = Sent.safeParse(json)
  if (!read.success) return body
  const { model, messages = [], input = messages } = read.data
  const said = input.map(({ role, content }) => {
    const words = typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n')
    return `${role === 'user' ? 'Message' : 'Prompt'}:\n${words}`
  })
  return [`To ${model}`, ...said].join('\n\n')
}

/** The words of a reply, whichever of the two interfaces streamed it; the reply itself where it is no stream. */
function wordsIn(reply: string): string {
  const words = [...reply.matchAll(/"(?:content|delta)":("(?:[^"\\]|\\.)*")/g)].map(
    ([, text]) => JSON.parse(text!) as string,
  )
  return words.length > 0 ? words.join('') : reply
}
