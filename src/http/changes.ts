/** What changed in the contract, the latest first. Within version 1 nothing is removed or renamed; what is added may be ignored. */
export const changes: readonly { on: string; told: readonly string[] }[] = [
  {
    on: '2026-11-29',
    told: [
      'POST /v1/conversations takes the first message; GET …/export gives everything that is kept; conversations have an ETag, and PATCH takes If-Match (412 changed-meanwhile).',
      'start of a stream names the turn to come (messageId); a stream that was cut is given whole under its Idempotency-Key, and a second try that comes early waits instead of 409.',
      'Every operation has a name (operationId), its own problems and examples; clients for TypeScript and Python at /client.',
      'An MCP server at /v1/mcp.',
      'PATCH …/turns/{turnId} also takes {"misunderstood": true | false}, and turns have `misunderstood`: since when.',
    ],
  },
  {
    on: '2026-11-27',
    told: [
      'Outcomes talk and question, act, reply, common, nearest, unread; an amendment refines at once, POST …/undo brings the earlier set back.',
      'Messages and their stream are two operations: …/messages answers JSON, …/messages/stream an AI SDK UI message stream.',
      'Conversations are listed as summaries with their state; events are chained (GET /v1/audit/events).',
    ],
  },
]
