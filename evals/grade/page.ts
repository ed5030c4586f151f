import { createServer, type IncomingMessage } from 'node:http'
import type { Locale } from '../../guardrails/finding.ts'
import { localeOf } from '../../src/http/locale.ts'
import { escapeHtml } from '../report-charts.ts'
import { type Agreement, agreedSaid, agreementOf, Given, type Mark, type Shown, scale } from './grades.ts'

/** What a grader reads. */
interface Words {
  wasSaid: string
  wasShown: string
  of: (at: number, of: number) => string
  asked: string
  marks: Readonly<Record<Mark, readonly [name: string, meaning: string]>>
  beside: string
  again: string
  done: string
  agreement: string
  thenExport: string
}

const words: Readonly<Record<Locale, Words>> = {
  fr: {
    wasSaid: 'Une conseillère ou un conseiller a écrit\u00a0:',
    wasShown: 'Cela a été montré\u00a0:',
    of: (at, of) => `${at} sur ${of}`,
    asked: 'Dites si cette offre répond à ce qui est écrit. Du plus haut au plus bas\u00a0:',
    marks: {
      right: ['juste', 'on la montrerait sans s’en excuser'],
      close: ['proche', 'presque, à montrer en disant ce qui manque'],
      other: ['autre', 'aucune des quatre autres'],
      refused: ['refusée', 'la personne l’a refusée, ou la quitte'],
      absurd: ['absurde', 'personne ne la montrerait'],
    },
    beside: 'Le lieu, les dates, le prix et la durée ne sont pas jugés. Dans le doute entre deux, la plus basse.',
    again: 'Revenir sur la précédente',
    done: 'Tout est noté. Merci.',
    agreement: 'Quand les deux ont fini, leur accord',
    thenExport: 'puis',
  },
  en: {
    wasSaid: 'A counsellor wrote:',
    wasShown: 'This was shown:',
    of: (at, of) => `${at} of ${of}`,
    asked: 'Say whether this offer answers what was said. From the highest to the lowest:',
    marks: {
      right: ['right', 'one would show it without excusing it'],
      close: ['close', 'nearly, worth telling with what it lacks'],
      other: ['other', 'none of the other four'],
      refused: ['refused', 'the person said no to it, or leaves it'],
      absurd: ['absurd', 'nobody would show it'],
    },
    beside: 'Place, dates, price and length are not judged. In doubt between two, the lower.',
    again: 'Grade the one before again',
    done: 'Everything is graded. Thank you.',
    agreement: 'When both are through, how far they agree',
    thenExport: 'then',
  },
}

/** The same in a line, for who has a sheet and no page. */
export const instruction = [
  words.en.asked,
  ...scale.map((mark) => `${mark}: ${words.en.marks[mark][1]}.`),
  words.en.beside,
].join(' ')

interface Grading {
  shown: readonly Shown[]
  given: () => Given[]
  keep: (one: Given) => void
}

/** Plain pages with forms, on loopback: nothing to install, nothing sent anywhere. A page of another site cannot grade. */
export function gradingServer({ shown, given, keep }: Grading) {
  return createServer(async (request, response) => {
    const say = (status: number, body: string, headers: Record<string, string> = {}, locale: Locale = 'en') =>
      response
        .writeHead(status, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy,
          ...headers,
        })
        .end(page(body, locale))
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const grader = Given.shape.grader.safeParse(pathname.slice(1)).data
    if (pathname === '/agreement') return say(200, agreementPage(agreementOf(shown, given())))
    if (!grader) return say(404, '<p>There are /first, /second and /agreement.</p>')
    if (request.method === 'POST') {
      const { origin, host } = request.headers
      if (origin !== undefined && origin !== `http://${host}`) return say(403, '<p>From another site.</p>')
      let body = ''
      for await (const part of request) body += part
      const read = Given.safeParse({ ...Object.fromEntries(new URLSearchParams(body)), grader })
      if (!read.success || !shown.some(({ id }) => id === read.data.id)) return say(400, '<p>No such grade.</p>')
      keep(read.data)
      return say(303, '', { location: `/${grader}` })
    }
    const mine = given().filter((one) => one.grader === grader)
    const locale = readersLocale(request)
    return say(200, gradePage({ shown, mine, grader, again: searchParams.get('again'), locale }), {}, locale)
  })
}

const readersLocale = ({ headers }: IncomingMessage): Locale =>
  localeOf(new Request('http://127.0.0.1', { headers: { 'accept-language': headers['accept-language'] ?? '' } }))

const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"

const page = (body: string, locale: Locale): string =>
  `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Grades</title><style>body{font:18px/1.5 system-ui;max-width:42rem;margin:2rem auto;padding:0 1rem}blockquote{white-space:pre-wrap}button{font:inherit;margin:.25rem;padding:.5rem 1rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0}td,th{text-align:left;vertical-align:top;padding:.25rem .5rem}</style><main>${body}</main></html>`

interface OfGrader {
  shown: readonly Shown[]
  mine: readonly Given[]
  grader: Given['grader']
  /** The one to be graded again, by its id. */
  again: string | null
  locale: Locale
}

function gradePage({ shown, mine, grader, again, locale }: OfGrader): string {
  const said = words[locale]
  const done = new Set(mine.map(({ id }) => id))
  const next = shown.find(({ id }) => (again === null ? !done.has(id) : id === again))
  // The last grade counts: who slipped goes back.
  const last = mine.at(-1)
  const before = shown.find(({ id }) => id === last?.id && id !== next?.id)
  const back =
    last && before
      ? `<p><a href="/${grader}?again=${encodeURIComponent(before.id)}">${said.again}</a> (${said.marks[last.mark][0]}${locale === 'fr' ? '\u00a0' : ''}: ${escapeHtml(before.offer)})</p>`
      : ''
  if (!next)
    return `<p>${said.done}</p>${back}<p><a href="/agreement">${said.agreement}</a>, ${said.thenExport} <code>npm run eval -- grade export FILE</code></p>`
  const at = again === null ? done.size + 1 : shown.indexOf(next) + 1
  const buttons = scale.map((mark) => `<button name="mark" value="${mark}">${said.marks[mark][0]}</button>`)
  const meanings = scale.map((mark) => `<dt>${said.marks[mark][0]}</dt><dd>${said.marks[mark][1]}</dd>`)
  return `<h1>${said.of(at, shown.length)}</h1><p>${said.wasSaid}</p><blockquote lang="fr">${escapeHtml(next.said)}</blockquote><p>${said.wasShown}</p><p lang="fr"><strong>${escapeHtml(next.offer)}</strong></p><p lang="fr">${escapeHtml(next.about)}</p>
<form method="post" action="/${grader}"><input type="hidden" name="id" value="${escapeHtml(next.id)}">${buttons.join('')}</form>
<p>${said.asked}</p><dl>${meanings.join('')}</dl><p>${said.beside}</p>${back}`
}

export const agreementSaid = (agreement: Omit<Agreement, 'disagreements'>): string =>
  [
    agreedSaid({ what: '', ...agreement }),
    ...Object.entries(agreement.withAuthor).map(([what, one]) =>
      agreedSaid({ what: `with who wrote the cases ${what}`, ...one }),
    ),
  ].join('; ')

function agreementPage(agreement: Agreement): string {
  const rows = agreement.disagreements.map(
    (one) =>
      `<tr><td>${escapeHtml(one.said)}</td><td>${escapeHtml(one.offer)}</td><td>${one.first}</td><td>${one.second}</td></tr>`,
  )
  return `<h1>Agreement</h1><p>${agreementSaid(agreement)}.</p><table><tr><th>Said</th><th>Shown</th><th>First</th><th>Second</th></tr>${rows.join('')}</table>`
}
