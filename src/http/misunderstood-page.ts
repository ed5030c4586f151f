import { html } from 'hono/html'
import { z } from 'zod'
import type { Locale } from '../../guardrails/finding.ts'
import type { Verdict } from '../../guardrails/guard.ts'
import { fold } from '../../guardrails/language/fold.ts'
import { placeholderSource } from '../../guardrails/placeholder-shape.ts'
import { cutMark } from '../../guardrails/redacted.ts'
import type { Misunderstood } from '../assistant/misunderstood.ts'
import { documentOf, type Html } from './explanation-pages.ts'
import { answersToANeed, inventedWords, type StillPersonal, stillPersonal } from './invented-case.ts'

/** Lists of words, separated by commas. */
const Words = z.string().max(300).default('')

const Which = { conversation: z.string().max(80), turn: z.string().max(80) }

/** A message that a referent invented in the place of one that was misunderstood, with what may be shown of it, and what never. */
export const Retold = z.strictObject({ ...Which, text: z.string().max(2000), right: Words, never: Words })
export type Retold = z.infer<typeof Retold>

/** It waits no longer: it was told again, or is left. */
export const Ended = z.strictObject({ ...Which, done: z.literal(true) })

type RetoldCase = StillPersonal | { refused: 'same' | 'empty' } | { line: string }

/** One line of JSON, for `npm run eval -- add --from`, of a message with invented facts; nothing is stored. */
export function retoldCase(
  { text, right, never }: Retold,
  said: string | undefined,
  { findings }: Verdict,
): RetoldCase {
  const say = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (say.length === 0) return { refused: 'empty' }
  if (say.some((line) => isAsSaid(line, said))) return { refused: 'same' }
  const personal = stillPersonal(findings)
  if (personal) return personal
  const expect = {
    outcome: answersToANeed,
    ...(wordsIn(right).length > 0 && { right: { words: wordsIn(right) } }),
    ...(wordsIn(never).length > 0 && { never: wordsIn(never) }),
  }
  return { line: JSON.stringify({ id: 'misunderstood', say, expect }) }
}

/** As it was said, or with the masks that it had. */
const isAsSaid = (line: string, said = ''): boolean =>
  fold(line) === fold(said.trim()) || line.includes(cutMark) || new RegExp(placeholderSource).test(line)

/** Titles are compared without accents; what stands for itself in a pattern stands for itself here. */
const wordsIn = (list: string): string[] =>
  list
    .split(',')
    .map((word) => fold(word.trim()).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .filter(Boolean)

export function toldOfRetold(made: RetoldCase, locale: Locale): { said: string; line?: string } {
  const words = wordings[locale]
  if ('line' in made) return { said: words.add, line: made.line }
  return { said: made.refused === 'personal' ? words.personal(made.types.join(', ')) : words[made.refused] }
}

/** The referent's page: what counsellors said was misunderstood, each with the place to tell it again. */
export function misunderstoodPage(turns: readonly Misunderstood[], locale: Locale): Html {
  const words = wordings[locale]
  return documentOf(
    words.title,
    locale,
    html`<h1>${words.title}</h1>
${words.intro.map((line) => html`<p>${line}</p>`)}
${turns.length === 0 ? html`<p>${words.nothing}</p>` : turns.map((turn, at) => form(turn, at, locale))}
<p><a href="/oversight">${words.back}</a></p>`,
    { acts: true },
  )
}

function form(
  { conversationId, turnId, reference, since, said, understood }: Misunderstood,
  at: number,
  locale: Locale,
): Html {
  const words = wordings[locale]
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(since))
  const field = (name: string, label: string) =>
    html`<p><label for="${name}-${at}">${label}</label><br><input id="${name}-${at}" name="${name}" size="48" maxlength="300"></p>`
  return html`<section aria-labelledby="turn-${at}"><h2 id="turn-${at}">${day}, ${reference}</h2>
<blockquote>${said}</blockquote>
<p>${words.understood} ${understood.join(' · ') || words.none}</p>
<input type="hidden" name="conversation" value="${conversationId}"><input type="hidden" name="turn" value="${turnId}">
<p><label for="text-${at}">${words.text}</label><br><textarea id="text-${at}" name="text" rows="3" cols="60" maxlength="2000"></textarea></p>
${field('right', words.right)}
${field('never', words.never)}
<p><button type="button" data-do="rewrite" hidden aria-describedby="turn-${at}">${words.make}</button>
<button type="button" data-do="end" data-said="${words.ended}" hidden aria-describedby="turn-${at}">${words.end}</button></p>
<p role="status"></p>
<pre hidden><code></code></pre></section>`
}

const wordings = {
  fr: {
    ...inventedWords.fr,
    title: 'Messages dits mal compris',
    intro: [
      'Une conseillère ou un conseiller a dit d’une réponse\u00a0: «\u00a0mal compris\u00a0». Voici le message tel qu’il est gardé, sans ce qui a été masqué ou retiré.',
      'Racontez-le avec des faits inventés, un message par ligne. Rien de ce que vous écrivez n’est gardé ici\u00a0; la ligne obtenue s’ajoute aux cas qui sont rejoués à chaque version.',
    ],
    nothing: 'Rien n’attend.',
    understood: 'Compris\u00a0:',
    none: 'rien',
    text: 'Le même besoin, avec des faits inventés',
    right: 'Ce qu’un titre d’offre doit dire (facultatif, séparé par des virgules)',
    never: 'Ce qu’aucun titre ne doit dire (facultatif)',
    end: 'Retirer de la liste',
    ended: 'Retiré de la liste.',
    same: 'C’est le message tel qu’il a été dit\u00a0: changez-en les faits.',
    add: 'Enregistrez cette ligne dans misunderstood.jsonl, puis\u00a0: npm run eval -- add --from misunderstood.jsonl',
    back: 'Surveillance',
  },
  en: {
    ...inventedWords.en,
    title: 'Messages said to be misunderstood',
    intro: [
      'A counsellor said of an answer: “misunderstood”. Here is the message as it is kept, without what was masked or cut.',
      'Tell it with invented facts, one message a line. Nothing of what you write is kept here; the line you get joins the cases that are heard again at each version.',
    ],
    nothing: 'Nothing waits.',
    understood: 'Understood:',
    none: 'nothing',
    text: 'The same need, with invented facts',
    right: 'What the title of an offer must say (optional, separated by commas)',
    never: 'What no title may say (optional)',
    end: 'Take off the list',
    ended: 'Taken off the list.',
    same: 'This is the message as it was said: change its facts.',
    add: 'Save this line in misunderstood.jsonl, then: npm run eval -- add --from misunderstood.jsonl',
    back: 'Oversight',
  },
}
