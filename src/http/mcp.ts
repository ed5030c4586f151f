import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  createMcpHandler,
  inputRequired,
  inputResponse,
  McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { Assistant } from '../assistant/assistant.ts'
import { Kind, Modality } from '../item.ts'
import type { Caller } from '../record/records.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import { offersOf, type Turn } from '../record/turn.ts'
import { problemBody, problemOf } from './problems.ts'

export interface McpCall {
  caller: Caller
  /** Where people open the page. */
  origin: string
  body: unknown
}

export type Mcp = (request: Request, call: McpCall) => Promise<Response>

const instructions =
  'Éventail proposes one to four offers of a catalogue with reasons for, against and unknown; a counsellor decides. Show every offer and its reasons, in the order given, and recommend none. Never decide for a person: call decide, which opens the page where the counsellor records.'

/**
 * The assistant over the Model Context Protocol (streamable HTTP), as the counsellor whose token it is. A program may search, propose and
 * explain. It cannot decide: deciding opens the page (URL elicitation), where a signed-in person records; a form that a program could fill
 * in is never asked for. A client that opens no page gets the address, and the decision stays pending.
 */
export function createMcp({ assistant, version }: { assistant: Assistant; version: string }): Mcp {
  const handler = createMcpHandler(({ authInfo }) =>
    serverFor(assistant, version, authInfo!.extra as unknown as McpCall),
  )
  return (request, call) =>
    handler.fetch(request, {
      parsedBody: call.body,
      authInfo: { token: '', clientId: call.caller.counsellor, scopes: [], extra: { ...call } },
    })
}

function serverFor(assistant: Assistant, version: string, { caller, origin }: McpCall): McpServer {
  const server = new McpServer({ name: 'eventail', title: 'Éventail', version }, { instructions })
  const pageOf = (conversationId: string) => `${origin}/?conversation=${encodeURIComponent(conversationId)}`

  server.registerTool(
    'search',
    {
      title: 'Search the catalogue',
      description:
        'Searches the catalogue of trainings, behavioural skills and events as it is: no profile, no selection.',
      inputSchema: z.object({
        q: z.string().max(8000).optional().describe('Words, in French'),
        near: z.string().max(80).optional().describe('Name of a French town, postcode or INSEE code'),
        radiusKm: z.number().positive().max(1000).optional(),
        kind: Kind.optional(),
        modality: Modality.optional(),
        startBefore: z.iso.date().optional(),
        limit: z.number().int().min(1).max(20).default(5),
      }),
      annotations: { readOnlyHint: true },
    },
    async (query) => {
      const found = await assistant.searchCatalogue(query, 'fr')
      if (isRefusal(found)) return refused(found)
      const items = found.items.map(({ id, title, provider, places, sessions, modality }) => ({
        id,
        title,
        provider: provider.name,
        town: places[0]?.commune.name ?? null,
        start: sessions[0]?.start ?? null,
        modality,
      }))
      return told({ items }, items.map((item) => `${item.title}, ${item.provider} (${item.id})`).join('\n'))
    },
  )

  server.registerTool(
    'propose',
    {
      title: 'Propose options for a need',
      description:
        'Says a need, or goes on in a conversation (amend, ask about the options), and gets options with reasons for, against and unknown. Personal data in the text is masked.',
      inputSchema: z.object({
        text: z.string().min(1).describe('What the counsellor wrote, in French or English'),
        conversationId: z.string().optional().describe('To go on in a conversation'),
        dossier: z.record(z.string(), z.unknown()).optional().describe('commune, mobiliteKm, niveauFormation, …'),
      }),
    },
    async ({ text, conversationId, dossier }, { mcpReq }) => {
      if (conversationId === undefined) {
        const opened = await assistant.openWith(caller, { dossier, message: { text } }, mcpReq.signal)
        return isRefusal(opened) ? refused(opened) : toldTurn(opened.id, opened.turns.at(-1)!)
      }
      const answer = await assistant.ask(caller, conversationId, { text }, mcpReq.signal)
      if (isRefusal(answer)) return refused(answer)
      for await (const part of answer.parts) {
        if (part.part === 'refusal') return refused(part.refusal)
        if (part.part === 'turn') return toldTurn(conversationId, part.turn)
      }
      throw new Error('An answer ended without its turn.')
    },
  )

  server.registerTool(
    'explain',
    {
      title: 'Explain a conversation',
      description:
        'What was used, what was left out and why, what was shown, who decided, and how to contest: from the record alone.',
      inputSchema: z.object({ conversationId: z.string() }),
      annotations: { readOnlyHint: true },
    },
    async ({ conversationId }) => {
      const sheet = await assistant.sheet(caller, conversationId)
      if (isRefusal(sheet)) return refused(sheet)
      const { simply, used, notUsed, masked, answers, rights } = sheet
      return told({ simply, used, notUsed, masked, answers, rights }, [...simply, ...rights].join('\n'))
    },
  )

  server.registerTool(
    'decide',
    {
      title: 'Let the counsellor decide',
      description:
        'Opens the page where the counsellor records a decision on the options of a turn, and tells what was decided. It takes no decision itself: call it again once the counsellor has recorded.',
      inputSchema: z.object({ conversationId: z.string(), turnId: z.string() }),
    },
    async ({ conversationId, turnId }, context) => {
      const conversation = await assistant.conversation(caller, conversationId)
      const turn = conversation?.turns.find(({ id }) => id === turnId)
      if (!turn) return refused({ refused: 'not-found' })
      if (turn.decision) return toldDecision(turn)
      if (turn.state !== 'to-decide') return refused({ refused: 'nothing-pending' })
      const page = pageOf(conversationId)
      const message = 'Ouvrez la page pour comparer les options et enregistrer votre décision.'
      if (inputResponse(context.mcpReq.inputResponses, 'page').kind === 'missing' && opensPages(context)) {
        return inputRequired({ inputRequests: { page: inputRequired.elicitUrl({ message, url: page }) } })
      }
      return told(
        { state: 'to-decide', page },
        `The decision is pending: a counsellor records it at ${page}. Call decide again afterwards.`,
      )
    },
  )

  function toldTurn(conversationId: string, turn: Turn): CallToolResult {
    const options = offersOf(turn).map(({ id, letter, item, claims }) => ({
      id,
      letter,
      itemId: item.id,
      title: item.title,
      provider: item.provider.name,
      reasons: claims.map(({ stance, text }) => ({ stance, text })),
    }))
    const { id: turnId, outcome, state, question } = turn
    const reply = turn.reply.map(({ text }) => text).join(' ')
    const choices = question?.choices.map(({ label }) => label) ?? []
    const text = [
      reply,
      ...(question ? [question.text, ...choices.map((choice) => `- ${choice}`)] : []),
      ...options.map(
        ({ letter, title, provider, reasons }) =>
          `${letter}. ${title}, ${provider}\n${reasons.map((reason) => `   ${reason.stance}: ${reason.text}`).join('\n')}`,
      ),
      ...(state === 'to-decide' ? [`A counsellor decides: ${pageOf(conversationId)}`] : []),
    ]
    const common = turn.common.map(({ stance, text }) => ({ stance, text }))
    return told(
      {
        conversationId,
        turnId,
        outcome,
        state,
        reply,
        question: question && { text: question.text, choices },
        common,
        options,
      },
      text.filter(Boolean).join('\n'),
    )
  }
  return server
}

/** Whether the client of this request opens pages for its user; one that says nothing does not. */
function opensPages({ mcpReq }: ServerContext): boolean {
  const envelope = mcpReq.envelope as Record<string, { elicitation?: { url?: object } }> | undefined
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY]
  return capabilities?.elicitation?.url !== undefined
}

function toldDecision(turn: Turn): CallToolResult {
  const { kind, decidedAt, optionIds = [] } = turn.decision!
  const chosen = offersOf(turn).flatMap(({ id, letter, item }) =>
    optionIds.includes(id) ? [{ id, letter, title: item.title }] : [],
  )
  return told(
    { state: 'decided', kind, decidedAt, chosen },
    `Decided on ${decidedAt}: ${kind}${chosen.map(({ letter, title }) => ` ${letter}. ${title}`).join(';')}`,
  )
}

const told = (structuredContent: Record<string, unknown>, text: string): CallToolResult => ({
  content: [{ type: 'text', text }],
  structuredContent,
})

function refused(refusal: Refusal): CallToolResult {
  const { code, title, detail, errors } = problemBody(problemOf(refusal), 'en', '') as Record<string, unknown>
  return {
    isError: true,
    content: [{ type: 'text', text: `${code}: ${title}. ${detail} ${errors ? JSON.stringify(errors) : ''}`.trim() }],
  }
}
