import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { compress } from 'hono/compress'
import type { Locale } from '../../guardrails/finding.ts'
import type { Assistant } from '../assistant/assistant.ts'
import { accessibilityPage } from './accessibility-page.ts'
import { json } from './contract.ts'
import { type ApiDocument, describeApi } from './describe-api.ts'
import { docsPage } from './docs-page.ts'
import type { Env } from './environment.ts'
import { algorithmPage } from './explanation-pages.ts'
import { type Health, Readiness, todo } from './health.ts'
import { localeOf } from './locale.ts'
import { pageScript } from './page-script.ts'
import { pageStyle } from './page-style.ts'
import { Problem } from './problems.ts'

/** A file served as it is: the widget, its page, its chunks. */
export interface Page {
  type: string
  body: string | Uint8Array
}

export interface DocumentRoutes {
  assistant: Assistant
  pages: ReadonlyMap<string, Page>
  /** The page at "/", in the reader's language; it says when the catalogue is fictitious. Absent where only the API is served. */
  home?: (context: { locale: Locale; fictitious: boolean; signedIn: boolean }) => string
  health: () => Health
  /** Whom one tells an obstacle. */
  referent?: string
  /** Client files by name, made from the document of the contract; none where only the API is served. */
  clientFiles?: (document: ApiDocument) => Promise<Readonly<Record<string, string>>>
  /** Programs that /docs shows, by name: see data/examples/. */
  examples?: Readonly<Record<string, string>>
}

/** Operations, documents and pages: everything outside /v1, self-hosted, no call to anyone else. */
export function addDocumentRoutes(app: OpenAPIHono<Env>, options: DocumentRoutes): void {
  const { assistant, pages, home, health, clientFiles, examples = {}, referent = '' } = options
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.openapi(
    createRoute({
      method: 'get',
      path: '/readyz',
      operationId: 'readReadiness',
      tags: ['Operations'],
      summary: 'Whether it can answer',
      responses: {
        200: json(Readiness, 'It can answer'),
        503: json(Readiness, 'It cannot, or soon will not: each problem with what to do'),
      },
    }),
    (c) => {
      const { ready, problems } = health()
      const told = problems.map((code) => ({ code, todo: todo[code] }))
      const catalogue = assistant.catalogueState()
      return ready
        ? c.json({ status: 'ready' as const, problems: told, catalogue }, 200)
        : c.json({ status: 'not-ready' as const, problems: told, catalogue }, 503, { 'Retry-After': '5' })
    },
  )

  // Built once: generating it per request is slow and has leaked memory elsewhere.
  let document: { built: ApiDocument; json: string; html: string } | undefined
  const documentOf = () => {
    if (!document) {
      const built = describeApi(app, '1')
      document = { built, json: JSON.stringify(built), html: docsPage(built, examples) }
    }
    return document
  }
  app.get('/openapi.json', (c) => c.body(documentOf().json, 200, { 'Content-Type': 'application/json' }))
  app.get('/docs', (c) => c.html(documentOf().html))
  if (clientFiles) {
    let made: Promise<Readonly<Record<string, string>>> | undefined
    app.get('/client/:file', async (c) => {
      made ??= clientFiles(documentOf().built)
      const { [c.req.param('file')]: text } = await made
      if (text === undefined) throw new Problem('not-found')
      const type = c.req.param('file').endsWith('.js') ? 'text/javascript' : 'text/plain'
      return c.body(text, 200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' })
    })
  }

  app.get('/algorithm', (c) => {
    const locale = localeOf(c.req.raw)
    const told = { 'Content-Language': locale, Vary: 'Accept-Language' }
    return c.html(algorithmPage(assistant.algorithm(locale), locale), 200, told)
  })
  app.get('/accessibility', (c) => {
    const locale = localeOf(c.req.raw)
    return c.html(accessibilityPage(referent, locale), 200, { 'Content-Language': locale, Vary: 'Accept-Language' })
  })
  app.get('/pages.js', (c) => c.body(pageScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
  app.get('/pages.css', (c) => c.body(pageStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }))

  if (home) {
    app.get('/', (c) => {
      const locale = localeOf(c.req.raw)
      const { fictitious } = assistant.catalogueState()
      const signedIn = c.get('credential')?.by === 'cookie'
      return c.html(home({ locale, fictitious, signedIn }), 200, {
        'Content-Language': locale,
        Vary: 'Accept-Language',
      })
    })
  }
  for (const [path, { type, body }] of pages) {
    const bytes = typeof body === 'string' ? body : new Uint8Array(body)
    const caching = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
    app.get(path, compress(), (c) => c.body(bytes, 200, { 'Content-Type': type, 'Cache-Control': caching }))
  }
}

/** A name that changes with its content may be kept for good. */
const hashed = /-[A-Z0-9]{8}\.js$/
