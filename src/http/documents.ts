import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Assistant } from '../assistant.ts'
import { docsPage } from './docs-page.ts'
import type { Env } from './environment.ts'

/** A file served as it is: the widget, its page, its chunks. */
export interface Page {
  type: string
  body: string | Uint8Array<ArrayBuffer>
}

export interface DocumentRoutes {
  assistant: Assistant
  pages: ReadonlyMap<string, Page>
  isReady: () => boolean
}

/** Operations, documents and pages: everything outside /v1, self-hosted, no call to anyone else. */
export function addDocumentRoutes(app: OpenAPIHono<Env>, { assistant, pages, isReady }: DocumentRoutes): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', (c) => {
    const catalogue = assistant.catalogueState()
    const ready = isReady()
    return c.json({ status: ready ? 'ready' : 'not-ready', catalogue }, ready ? 200 : 503)
  })

  // Built once: generating it per request is slow and has leaked memory elsewhere.
  let document: { json: string; html: string } | undefined
  const documentOf = () => {
    if (!document) {
      const built = app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Éventail',
          version: '1',
          description: 'Several options with their reasons, and a person who decides.',
        },
      })
      document = { json: JSON.stringify(built), html: docsPage(built) }
    }
    return document
  }
  app.get('/openapi.json', (c) => c.body(documentOf().json, 200, { 'Content-Type': 'application/json' }))
  app.get('/docs', (c) => c.html(documentOf().html))

  for (const [path, page] of pages) {
    app.get(path, (c) => c.body(page.body, 200, { 'Content-Type': page.type, 'Cache-Control': 'no-cache' }))
  }
}
