/**
 * Éventail for promptfoo: opens a conversation and says the message, or each line of it one after the other. EVENTAIL_URL says where,
 * EVENTAIL_API_KEY is a key of a tenant of its own, so that no agency's ledger or oversight is touched.
 */
export default class EventailProvider {
  id = () => 'eventail'

  async callApi(prompt) {
    const base = process.env.EVENTAIL_URL ?? 'http://127.0.0.1:8787'
    const key = process.env.EVENTAIL_API_KEY
    const post = async (path, body) => {
      const response = await fetch(new URL(path, base), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify(body),
      })
      return { ok: response.ok, said: await response.json() }
    }
    const opened = await post('/v1/conversations', { locale: 'fr' })
    let answer = opened
    for (const text of prompt.split('\n').filter((line) => line.trim() !== '')) {
      if (answer.ok) answer = await post(`/v1/conversations/${opened.said.id}/messages`, { text })
    }
    if (!answer.ok) return { error: answer.said.code }
    const { outcome, reply, question, options, nearest } = answer.said
    const shown = [...options, ...nearest].map(({ item }) => item.title)
    return {
      output: [outcome, ...reply.map(({ text }) => text), question?.text ?? '', ...shown].join('\n').trim(),
      metadata: { turn: answer.said },
    }
  }
}
