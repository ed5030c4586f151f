/** A stretch of a text and what it is, in UTF-16 code units, `end` excluded. */
export interface Span {
  label: string
  start: number
  end: number
}

export interface Marked {
  text: string
  /** In the order in which they begin, the outer one first. */
  spans: Span[]
}

/** What is wrong with the marks of a text. */
export class MarksError extends Error {
  override name = 'MarksError'
}

/** Takes the marks out of `⟦want|cherche un CAP ⟦what|cuisine⟧⟧`: what was typed, and where each label stands. Throws MarksError. */
export function readMarks(marked: string): Marked {
  let text = ''
  const spans: Span[] = []
  const open: Span[] = []
  for (const [piece, label] of marked.matchAll(piecePattern)) {
    if (label !== undefined) {
      const span = { label, start: text.length, end: -1 }
      spans.push(span)
      open.push(span)
    } else if (piece === '⟧') {
      const span = open.pop()
      if (!span) throw new MarksError(`A mark is closed that was not open, after "${text.slice(-20)}".`)
      span.end = text.length
      if (text.slice(span.start).trim() === '') throw new MarksError(`The mark ${span.label} holds no word.`)
    } else if (piece.includes('⟦')) {
      throw new MarksError(`A mark has no label, after "${text.slice(-20)}".`)
    } else {
      text += piece
    }
  }
  if (open.length > 0) throw new MarksError(`The mark ${open.at(-1)!.label} is not closed.`)
  return { text, spans }
}

/** The same marked text with each person named as the guard names one, the same name by the same number. */
export function maskPeople(marked: string): string {
  const known = new Map<string, number>()
  return marked.replaceAll(/⟦person\|([^⟦⟧]*)⟧/g, (_, name: string) => {
    const number = known.get(name) ?? known.size + 1
    known.set(name, number)
    return `⟦person|[PERSONNE_${number}]⟧`
  })
}

const piecePattern = /⟦([a-z]+)\||⟧|⟦|[^⟦⟧]+/g
