import type { Memory } from './chat.ts'

const remembered = 'eventail-draft'

/**
 * What is being written, as the guard would let it leave: it outlives a reload of the tab, and neither the raw text nor a name does. A draft
 * belongs to one exchange and is never offered in another.
 */
export function keepDraft(memory: Memory, exchange: string, redacted: string): void {
  if (redacted.trim() === '') memory.removeItem(remembered)
  else memory.setItem(remembered, JSON.stringify({ exchange, redacted }))
}

export function draftOf(memory: Memory, exchange: string): string {
  try {
    const kept = JSON.parse(memory.getItem(remembered) ?? 'null') as { exchange?: unknown; redacted?: unknown } | null
    return kept?.exchange === exchange && typeof kept.redacted === 'string' ? kept.redacted : ''
  } catch {
    return ''
  }
}

export const forgetDraft = (memory: Memory): void => memory.removeItem(remembered)
