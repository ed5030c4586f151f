import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import type { Assistant } from '../assistant/assistant.ts'
import { alwaysDropped, profileFields } from '../need/profile-fields.ts'
import {
  asList,
  body,
  ConversationPath,
  found,
  json,
  listOf,
  problems,
  refusals,
  SearchQuery,
  shapes,
} from './contract.ts'
import { orNotFound, orThrow } from './conversations.ts'
import type { Env } from './environment.ts'
import { itemPage } from './item-page.ts'
import { localeOf } from './locale.ts'
import { Problem } from './problems.ts'

const Template = z
  .object({
    id: z.string(),
    family: z.object({ id: z.string(), label: z.string() }),
    label: z.string(),
    text: z.string(),
    slots: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        type: z.enum(['text', 'occupation', 'commune', 'date', 'number', 'choice']),
        choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
        required: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Template' })

const SuggestQuery = z.strictObject({ of: z.enum(['occupation', 'commune', 'subject']), q: z.string().max(80) })
const Suggestion = z.object({ value: z.string(), label: z.string() }).meta({ id: 'Suggestion' })

/** What was ticked in the search without AI. */
const FoundInput = z.strictObject({ itemIds: z.array(z.string().max(200)).min(1).max(4) }).meta({ id: 'FoundInput' })

const Effect = z.enum(['filter', 'claim', 'query'])
const ProfileFields = listOf(
  z.object({ field: z.string(), purpose: z.string(), effect: Effect, dossierKeys: z.array(z.string()) }),
).extend({ alwaysDropped: z.array(z.object({ dossierKeys: z.array(z.string()), reason: z.string() })) })

/** The catalogue without AI, the standard requests, and what a profile may hold and why. */
export function addCatalogueRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/catalogue/search',
      operationId: 'searchCatalogue',
      tags: ['Catalogue'],
      summary: 'Search the catalogue without AI',
      request: { query: SearchQuery },
      responses: {
        200: json(
          listOf(shapes.Item).extend(found),
          'A page of items, by how well they answer the words; without words the nearest first',
        ),
        ...refusals('catalogue-empty', 'message-blocked', 'message-too-long', 'policy-changed'),
      },
    }),
    async (c) => {
      if (assistant.catalogueState().size === 0) throw new Problem('catalogue-empty')
      const query = c.req.valid('query')
      const { items, isMore, ...told } = orThrow(await assistant.searchCatalogue(query, localeOf(c.req.raw)))
      const hasMore = told.page * query.limit < told.total
      return c.json({ ...asList(items, (item) => item.id, hasMore), ...told, more: isMore }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/catalogue/items/{id}',
      operationId: 'readItem',
      tags: ['Catalogue'],
      summary: 'Read an item',
      request: { params: z.object({ id: z.string().max(200) }) },
      responses: {
        200: {
          description: 'One item, with every partner: JSON, or a page to read where Accept asks for HTML first',
          content: { 'application/json': { schema: shapes.Item }, 'text/html': { schema: z.string() } },
        },
        ...refusals('not-found'),
      },
    }),
    async (c) => {
      const item = orNotFound(await assistant.item(c.req.valid('param').id))
      const supports = ['application/json', 'text/html']
      if (accepts(c, { header: 'Accept', supports, default: 'application/json' }) !== 'text/html') {
        return c.json(item, 200, { Vary: 'Accept' })
      }
      const locale = localeOf(c.req.raw)
      return c.html(itemPage(item, assistant.today(), locale), 200, { Vary: 'Accept', 'Content-Language': locale })
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/suggest',
      operationId: 'suggest',
      tags: ['Catalogue'],
      summary: 'Complete an occupation, a town or a subject',
      request: { query: SuggestQuery },
      responses: {
        200: json(listOf(Suggestion), 'What a field may be completed with, from two letters on'),
        ...problems,
      },
    }),
    async (c) => {
      const { of, q } = c.req.valid('query')
      const suggested = await assistant.suggest(of, q, localeOf(c.req.raw))
      return c.json(
        asList(suggested, ({ value }) => value),
        200,
      )
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/conversations/{id}/found',
      operationId: 'bringFound',
      tags: ['Conversations'],
      summary: 'Bring what a person found without AI to a decision',
      request: { params: ConversationPath, body: body(FoundInput) },
      responses: {
        201: json(shapes.Turn, 'A set of what a person found, waiting for a decision'),
        ...refusals('not-found', 'invalid-request'),
      },
    }),
    async (c) => {
      const { itemIds } = c.req.valid('json')
      return c.json(orThrow(await assistant.setOfFound(c.get('caller'), c.req.valid('param').id, itemIds)), 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/templates',
      operationId: 'listTemplates',
      tags: ['Catalogue'],
      summary: 'List the standard requests',
      responses: { 200: json(listOf(Template), 'The standard requests, with typed slots'), ...problems },
    }),
    async (c) =>
      c.json(
        asList(assistant.templates(localeOf(c.req.raw)), (template) => template.id),
        200,
      ),
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/profile-fields',
      operationId: 'listProfileFields',
      tags: ['Catalogue'],
      summary: 'List what a profile may hold, and why',
      responses: {
        200: json(ProfileFields, 'What a profile may hold, with the purpose of each field, and what is always dropped'),
        ...problems,
      },
    }),
    async (c) => {
      const locale = localeOf(c.req.raw)
      const fields = profileFields.map(({ purpose, ...field }) => ({ ...field, purpose: purpose[locale] }))
      return c.json({ ...asList(fields, ({ field }) => field), alwaysDropped: [...alwaysDropped] }, 200)
    },
  )
}
