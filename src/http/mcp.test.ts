import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>
type Told = { content: { text: string }[]; structuredContent: Record<string, unknown>; isError?: boolean }

describe('the assistant over the Model Context Protocol', () => {
  let stage: Stage
  const opened: string[] = []
  beforeAll(async () => {
    stage = await rehearse({ size: 1500 })
  })

  /** A client that opens pages, or does not; every request goes to the app itself. */
  async function connected(
    {
      opens,
      mode = 'auto',
      headers = {},
    }: { opens: boolean; mode?: 'auto' | 'legacy'; headers?: Record<string, string> },
    { app } = stage,
  ) {
    const client = new Client(
      { name: 'test', version: '1' },
      { versionNegotiation: { mode }, capabilities: opens ? { elicitation: { url: {}, form: {} } } : {} },
    )
    if (opens) {
      client.setRequestHandler('elicitation/create', async ({ params }) => {
        opened.push(params.mode === 'url' ? params.url : 'a form')
        return { action: 'accept' }
      })
    }
    const transport = new StreamableHTTPClientTransport(new URL('http://127.0.0.1:8787/v1/mcp'), {
      fetch: async (url, init) => app.request(String(url), init as RequestInit),
      requestInit: { headers },
    })
    await client.connect(transport)
    return async (name: string, input: Record<string, unknown>) =>
      (await client.callTool({ name, arguments: input })) as unknown as Told
  }

  const proposal = {
    text: 'Mme Garnier cherche une formation de cuisinier',
    dossier: { commune: '69123', mobiliteKm: 400 },
  }

  it('searches, proposes with reasons both ways, goes on, and explains', async () => {
    const call = await connected({ opens: false })
    const found = await call('search', { q: 'cuisinier', near: 'Lyon', radiusKm: 400, limit: 3 })
    expect((found.structuredContent.items as unknown[]).length).toBeGreaterThan(0)
    const proposed = await call('propose', proposal)
    const { conversationId, options, state } = proposed.structuredContent as {
      conversationId: string
      options: { reasons: { stance: string }[] }[]
      state: string
    }
    expect(state).toBe('to-decide')
    for (const { reasons } of options) {
      expect(reasons.some(({ stance }) => stance === 'for')).toBe(true)
      expect(reasons.some(({ stance }) => stance === 'against' || stance === 'unknown')).toBe(true)
    }
    expect(JSON.stringify(proposed)).not.toContain('Garnier')
    const more = await call('propose', { conversationId, text: 'laquelle commence le plus tôt ?' })
    expect(more.structuredContent.outcome).toBe('about')
    const explained = await call('explain', { conversationId })
    expect(explained.structuredContent.answers).toHaveLength(2)
    expect(explained.content[0]!.text.length).toBeGreaterThan(100)
  })

  it('lets a person decide in the page, and tells what was decided only once it is', async () => {
    const call = await connected({ opens: true })
    const { conversationId, turnId } = (await call('propose', proposal)).structuredContent as {
      conversationId: string
      turnId: string
    }
    const pending = await call('decide', { conversationId, turnId })
    expect(opened).toEqual([`http://127.0.0.1:8787/?conversation=${conversationId}`])
    expect(pending.structuredContent).toMatchObject({ state: 'to-decide', page: opened[0] })
    const api = talkTo(stage.app)
    const turn = (await api.call('GET', `/v1/conversations/${conversationId}/turns/${turnId}`)).body as unknown as Turn
    expect(turn).toMatchObject({ state: 'to-decide', decision: null })
    await api.call('POST', `/v1/conversations/${conversationId}/turns/${turnId}/decision`, {
      kind: 'choose',
      optionIds: [turn.options[0]!.id],
      optionsDigest: turn.optionsDigest,
    })
    const decided = await call('decide', { conversationId, turnId })
    expect(decided.structuredContent).toMatchObject({
      state: 'decided',
      kind: 'choose',
      chosen: [{ id: turn.options[0]!.id }],
    })
    expect(opened).toHaveLength(1)
  })

  it.each(['auto', 'legacy'] as const)(
    'gives the address to a client that opens no page (%s), and leaves the decision pending',
    async (mode) => {
      const call = await connected({ opens: false, mode })
      const { conversationId, turnId } = (await call('propose', proposal)).structuredContent as {
        conversationId: string
        turnId: string
      }
      const pending = await call('decide', { conversationId, turnId })
      expect(pending).toMatchObject({ structuredContent: { state: 'to-decide' } })
      expect(pending.content[0]!.text).toContain(`http://127.0.0.1:8787/?conversation=${conversationId}`)
    },
  )

  it('says what was refused as the rest of the contract does, and knows nobody without a token', async () => {
    const call = await connected({ opens: false })
    const unknown = await call('explain', { conversationId: 'conv_other' })
    expect(unknown).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^not-found: /) }] })
    const blocked = await call('propose', { text: 'il est sous antidépresseurs' })
    expect(blocked.content[0]!.text).toMatch(/^message-blocked: /)
    const closed = await rehearse({ items: [], closed: true })
    await expect(connected({ opens: false }, closed)).rejects.toThrow()
    const { token } = await closed.sessions.openDelegated({
      tenant: 'nord',
      counsellor: 'anne',
      origin: null,
      keyId: undefined,
    })
    const known = await connected({ opens: false, headers: { authorization: `Bearer ${token}` } }, closed)
    expect((await known('explain', { conversationId: 'conv_other' })).isError).toBe(true)
  })
})
