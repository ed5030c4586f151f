import { createOpenAI } from '@ai-sdk/openai'
import { serve } from '@hono/node-server'
import { streamText } from 'ai'
import { Hono } from 'hono'

/** The least that streams a model's answer to a page: Hono and the AI SDK, with no guard, no search and no record. */
const provider = createOpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: 'none' })
const app = new Hono()
app.post('/chat', async (c) => {
  const { text } = (await c.req.json()) as { text: string }
  return streamText({ model: provider.chat('fake'), prompt: text, maxRetries: 0 }).toUIMessageStreamResponse()
})
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => console.log(`http://127.0.0.1:${port}/`))
