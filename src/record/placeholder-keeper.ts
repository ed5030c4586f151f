import { createPlaceholders, highestPlaceholders, type Placeholders } from '../../guardrails/placeholders.ts'
import type { Conversation } from './turn.ts'

/** Conversations whose placeholder maps are kept; the least recently used one is forgotten first. */
const kept = 2000

/**
 * The placeholder maps of running conversations, in memory only. After a restart (or when a map was forgotten) numbering goes on above
 * every placeholder already stored, so that none ever means two people.
 */
export function createPlaceholderKeeper() {
  const byConversation = new Map<string, Placeholders>()
  return {
    of(conversation: Pick<Conversation, 'id' | 'turns'>): Placeholders {
      const known = byConversation.get(conversation.id)
      const placeholders =
        known ?? createPlaceholders({ startAbove: highestPlaceholders([JSON.stringify(conversation)]) })
      byConversation.delete(conversation.id)
      byConversation.set(conversation.id, placeholders)
      if (byConversation.size > kept) byConversation.delete(byConversation.keys().next().value!)
      return placeholders
    },
    /** For a text that belongs to no conversation. */
    none: (): Placeholders => createPlaceholders(),
    forget(conversationId: string): void {
      byConversation.delete(conversationId)
    },
  }
}
