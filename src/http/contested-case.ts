import { html } from 'hono/html'
import { z } from 'zod'
import { termsIn } from '../../guardrails/contestable.ts'
import type { Locale } from '../../guardrails/finding.ts'
import type { Verdict } from '../../guardrails/guard.ts'
import type { Html } from './explanation-pages.ts'
import { answersToANeed, inventedWords, type StillPersonal, stillPersonal } from './invented-case.ts'

/** A word of the lists that was contested, with its type, and the message that a referent invented for it. */
export const Rewritten = z.strictObject({ term: z.string().max(120), text: z.string().max(2000) })
export type Rewritten = z.infer<typeof Rewritten>

/** What a rewriting is: no case yet, and why; or one, with what the guard makes of it today. */
export type ContestedCase =
  | StillPersonal
  | { refused: 'without-term' | 'empty' }
  | { action: Verdict['action']; line: string }

/**
 * A contest becomes a case where a referent tells it again with invented facts: the contested word in a message of which nothing is personal. One line of
 * JSON, for `npm run eval -- add --from`; nothing is stored here.
 */
export function contestedCase({ term, text }: Rewritten, { action, findings }: Verdict): ContestedCase {
  if (text.trim() === '') return { refused: 'empty' }
  const personal = stillPersonal(findings)
  if (personal) return personal
  if (!termsIn(text).some(({ type, words }) => `${type} ${words}` === term)) return { refused: 'without-term' }
  const line = { id: 'contested', say: text, expect: { outcome: answersToANeed }, why: term }
  return { action, line: JSON.stringify(line) }
}

/** What is said of a rewriting, with the line where it is a case. */
export function toldOf(made: ContestedCase, locale: Locale): { said: string; line?: string } {
  const words = wordings[locale]
  if ('line' in made) return { said: `${words.today[made.action]} ${words.add}`, line: made.line }
  return { said: made.refused === 'personal' ? words.personal(made.types.join(', ')) : words[made.refused] }
}

/** Where a referent rewrites what was contested; under it what became of it. */
export function contestedCaseForm(terms: readonly { type: string; words: string }[], locale: Locale): Html | '' {
  const words = wordings[locale]
  if (terms.length === 0) return ''
  return html`<section aria-labelledby="case"><h2 id="case">${words.title}</h2>
<p>${words.intro}</p>
<p><label for="term">${words.term}</label>
<select id="term" name="term">${terms.map(
    ({ type, words }) => html`<option value="${`${type} ${words}`}">${words} (${type})</option>`,
  )}</select></p>
<p><label for="text">${words.text}</label><br><textarea id="text" name="text" rows="4" cols="60" maxlength="2000"></textarea></p>
<p><button type="button" data-do="rewrite" hidden>${words.make}</button></p>
<p role="status"></p>
<pre hidden><code></code></pre></section>`
}

const wordings = {
  fr: {
    ...inventedWords.fr,
    title: 'Un mot contesté, raconté en cas',
    intro:
      'Écrivez, avec des faits inventés, un message où ce mot devrait passer. Rien n’est gardé ici\u00a0; la ligne obtenue s’ajoute aux cas qui sont rejoués à chaque version.',
    term: 'Mot contesté',
    text: 'Message inventé',
    'without-term': 'Le mot contesté n’est pas dans le message.',
    today: {
      pass: 'Aujourd’hui, le filtre laisse passer ce message.',
      alert: 'Aujourd’hui, le filtre en retire une partie.',
      block: 'Aujourd’hui, le filtre arrête ce message.',
    },
    add: 'Enregistrez cette ligne dans contested.jsonl, puis\u00a0: npm run eval -- add --from contested.jsonl',
  },
  en: {
    ...inventedWords.en,
    title: 'A contested word, told as a case',
    intro:
      'Write, with invented facts, a message in which this word should pass. Nothing is kept here; the line you get joins the cases that are heard again at each version.',
    term: 'Contested word',
    text: 'Invented message',
    'without-term': 'The contested word is not in the message.',
    today: {
      pass: 'Today the guard lets this message through.',
      alert: 'Today the guard cuts a part of it.',
      block: 'Today the guard stops this message.',
    },
    add: 'Save this line in contested.jsonl, then: npm run eval -- add --from contested.jsonl',
  },
}
