/** Every match of a global pattern, as `matchAll`, which would first make a copy of the pattern for each text. */
export function matchesOf(pattern: RegExp, text: string): Iterable<RegExpExecArray> {
  pattern.lastIndex = 0
  const first = pattern.exec(text)
  return first === null ? none : matchesFrom(first, pattern, text)
}

const none: readonly RegExpExecArray[] = []

function* matchesFrom(first: RegExpExecArray, pattern: RegExp, text: string): Generator<RegExpExecArray> {
  // Whoever reads a match may try the same pattern on another text before the next one.
  for (let match: RegExpExecArray | null = first; match !== null; match = pattern.exec(text)) {
    const next = match.index + Math.max(1, match[0].length)
    yield match
    pattern.lastIndex = next
  }
}
