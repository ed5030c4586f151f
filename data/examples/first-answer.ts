import { createEventail, EventailProblem } from 'eventail/client'

const eventail = createEventail({
  base: process.env.EVENTAIL ?? 'http://127.0.0.1:8787',
  key: process.env.EVENTAIL_TOKEN,
})

try {
  const { id } = await eventail.openConversation({ body: { dossier: { commune: '59350', mobiliteKm: 80 } } })
  // The answer as it comes: words first, then the whole turn once it is stored.
  for await (const part of eventail.streamMessage({
    id,
    body: { text: 'une formation de soudeur, pas à distance' },
  })) {
    if (part.type === 'text-delta') console.log(part.delta)
    if (part.type !== 'data-turn') continue
    const turn = part.data
    for (const { letter, item } of turn.options) console.log(`${letter}. ${item.title}, ${item.provider.name}`)
    const [chosen] = [...turn.options, ...turn.nearest]
    if (!chosen || !turn.optionsDigest) continue
    // What a person chose among the options shown.
    const decision = await eventail.recordDecision({
      id,
      turnId: turn.id,
      body: { kind: 'choose', optionIds: [chosen.id], optionsDigest: turn.optionsDigest },
    })
    console.log(`Recorded: ${decision.id}`)
  }
} catch (error) {
  if (!(error instanceof EventailProblem)) throw error
  console.error(`${error.code}: ${error.message}`)
  process.exitCode = 1
}
