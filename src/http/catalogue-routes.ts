import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Assistant } from '../assistant/assistant.ts'
import { alwaysDropped, profileFields } from '../need/profile-fields.ts'
import { asList, json, listOf, problems, SearchQuery, shapes } from './contract.ts'
import { orNotFound, orThrow } from './conversations.ts'
import type { Env } from './environment.ts'
import { localeOf } from './locale.ts'
import { Problem } from './problems.ts'

const Template = z
  .object({
    id: z.string(),
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
      request: { query: SearchQuery },
      responses: { 200: json(listOf(shapes.Item), 'Items, by how well they answer the words'), ...problems },
    }),
    async (c) => {
      if (assistant.catalogueState().size === 0) throw new Problem('catalogue-empty')
      const items = orThrow(await assistant.searchCatalogue(c.req.valid('query'), localeOf(c.req.raw)))
      return c.json(
        asList(items, (item) => item.id),
        200,
      )
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/catalogue/items/{id}',
      request: { params: z.object({ id: z.string().max(200) }) },
      responses: { 200: json(shapes.Item, 'One item, with every partner'), ...problems },
    }),
    async (c) => c.json(orNotFound(await assistant.item(c.req.valid('param').id)), 200),
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/templates',
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
