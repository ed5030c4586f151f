import { cutOut } from '../../guardrails/redacted.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'

/**
 * What seems to be the person's story goes no further: it is neither stored, searched nor sent. The mark in its place says that something stood
 * there, and spans are those of what is left.
 */
export function keepBack(message: GuardedMessage, reading: Reading): { message: GuardedMessage; reading: Reading } {
  const stories = reading.unread.filter(({ because }) => because === 'kept-back')
  if (!message.text || stories.length === 0) return { message, reading }
  const { text, at } = cutOut(message.text.redacted, stories)
  const moved = <Part extends { start: number; end: number }>(part: Part): Part => ({
    ...part,
    start: at(part.start),
    end: at(part.end),
  })
  return {
    message: { ...message, text: { ...message.text, redacted: text } },
    reading: {
      ...reading,
      read: reading.read.map((one) => (one.span ? { ...one, span: moved(one.span) } : one)),
      unread: reading.unread.map(moved),
    },
  }
}
