import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport, type UIMessage } from 'ai'
import type { Turn } from 'eventail/client'
import { createElement as h, useState } from 'react'
import { createRoot } from 'react-dom/client'

// The shapes of the data parts, so that `part.data` is a Turn.
type Answer = UIMessage<never, { turn: Turn }>

const json = { 'content-type': 'application/json' }
const opened = await fetch('/v1/conversations', {
  method: 'POST',
  headers: json,
  body: JSON.stringify({ dossier: { commune: '59350', mobiliteKm: 80 } }),
})
const { id } = await opened.json()

const transport = new DefaultChatTransport<Answer>({
  api: `/v1/conversations/${id}/messages/stream`,
  // Our body is the message alone; its id as key makes a second try safe.
  prepareSendMessagesRequest: ({ messages }) => ({
    headers: { 'idempotency-key': messages.at(-1)!.id },
    body: { text: messages.at(-1)!.parts.find((part) => part.type === 'text')?.text },
  }),
})

function Chat() {
  const { messages, sendMessage, status, error } = useChat<Answer>({ transport })
  const [text, setText] = useState('')
  return h(
    'main',
    null,
    messages.map(({ id: message, role, parts }) =>
      h(
        'section',
        { key: message },
        parts.map((part, at) => {
          if (part.type === 'text') return h('p', { key: at }, role === 'user' ? '— ' : '', part.text)
          return part.type === 'data-turn' ? h(Options, { key: at, turn: part.data }) : null
        }),
      ),
    ),
    error && h('p', { role: 'alert' }, error.message),
    h(
      'form',
      {
        onSubmit: (event: Event) => {
          event.preventDefault()
          sendMessage({ text })
          setText('')
        },
      },
      h('label', { htmlFor: 'need' }, 'Need'),
      h('input', {
        id: 'need',
        value: text,
        onChange: (event: { target: HTMLInputElement }) => setText(event.target.value),
      }),
      h('button', { type: 'submit', disabled: status !== 'ready' || text === '' }, 'Send'),
    ),
  )
}

/** The options of a turn, none of them ticked, and the decision of a person. Choosing and refusing cost one gesture each. */
function Options({ turn }: { turn: Turn }) {
  const [ticked, setTicked] = useState<string[]>([])
  const [told, setTold] = useState('')
  const offers = [...turn.options, ...turn.nearest]
  if (!turn.optionsDigest) return null
  const decide = async (decision: object) => {
    const answer = await fetch(`/v1/conversations/${id}/turns/${turn.id}/decision`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ ...decision, optionsDigest: turn.optionsDigest }),
    })
    const body = await answer.json()
    setTold(answer.ok ? `Recorded: ${body.id}` : `${body.title}. ${body.detail}`)
  }
  return h(
    'fieldset',
    { disabled: told.startsWith('Recorded') },
    h('legend', null, 'Options'),
    offers.map(({ id: option, letter, item, claims }) =>
      h(
        'label',
        { key: option, style: { display: 'block' } },
        h('input', {
          type: 'checkbox',
          checked: ticked.includes(option),
          onChange: () =>
            setTicked(ticked.includes(option) ? ticked.filter((one) => one !== option) : [...ticked, option]),
        }),
        `${letter}. ${item.title}, ${item.provider.name}. `,
        claims.map(({ text }) => text).join(' '),
      ),
    ),
    h(
      'button',
      { type: 'button', disabled: ticked.length === 0, onClick: () => decide({ kind: 'choose', optionIds: ticked }) },
      'Record these',
    ),
    h('button', { type: 'button', onClick: () => decide({ kind: 'none' }) }, 'None'),
    h('p', { role: 'status' }, told),
  )
}

createRoot(document.getElementById('chat')!).render(h(Chat))
