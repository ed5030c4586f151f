import type { ChatEvent, ChatState } from './chat-state.ts'
import { hostEvents } from './host-events.ts'
import { followLink } from './host-links.ts'
import { createHostSession, type HostSession } from './host-session.ts'

export type { HostSession }

/** What the element does in a page of another origin, fetched there alone: it asks with the host's tokens, follows links with them, and tells. */
export function createEmbedding(element: EventTarget, base: string) {
  /** False where the host takes over. */
  const tell = (name: string, detail: object): boolean =>
    element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }))
  const session = createHostSession({
    onNobody: () => tell('problem', { code: 'unauthorized', status: 401, during: 'session' }),
  })
  const onHandOver = (page: string) => tell('hand-over', { page })
  element.addEventListener('click', (event) =>
    followLink(event as MouseEvent, { base, send: session.send, onHandOver }),
  )
  return {
    ...session,
    follow(event: ChatEvent, state: ChatState): void {
      for (const { name, detail } of hostEvents(event, state)) tell(name, detail)
    },
  }
}
