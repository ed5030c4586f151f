import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

const base = process.env.EVENTAIL ?? 'http://127.0.0.1:8787'
const token = process.env.EVENTAIL_TOKEN

const client = new Client(
  { name: 'first-answer', version: '1' },
  { versionNegotiation: { mode: 'auto' }, capabilities: { elicitation: { url: {} } } },
)
// An assistant opens the address in the counsellor's browser; this one prints it. Accepting opens the page, and decides nothing.
client.setRequestHandler('elicitation/create', async ({ params }) => {
  if (params.mode !== 'url') return { action: 'decline' }
  console.log(`${params.message} ${params.url}`)
  return { action: 'accept' }
})
await client.connect(
  new StreamableHTTPClientTransport(new URL('/v1/mcp', base), {
    requestInit: { headers: token ? { authorization: `Bearer ${token}` } : {} },
  }),
)

const proposed = await client.callTool({
  name: 'propose',
  arguments: {
    text: 'une formation de soudeur, pas à distance',
    dossier: { commune: '59350', mobiliteKm: 80 },
  },
})
console.log(proposed.content)
const { conversationId, turnId } = proposed.structuredContent as { conversationId: string; turnId: string }

// Opens the page, where the counsellor records; asked again afterwards, it tells what was decided.
const decided = await client.callTool({ name: 'decide', arguments: { conversationId, turnId } })
console.log(decided.structuredContent)
await client.close()
