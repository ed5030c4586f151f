/** Every match of a global pattern, as `matchAll`, which would first make a copy of the pattern for each text. */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  const matches: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    matches.push(match)
    if (match[0] === '') pattern.lastIndex++
  }
  return matches
}

/** Where a word begins with the cue, in a folded text. */
export function beginningsIn(said: string, cue: string): number[] {
  const found: number[] = []
  for (let at = said.indexOf(cue); at >= 0; at = said.indexOf(cue, at + 1)) {
    if (at === 0 || !/[a-z0-9]/.test(said[at - 1]!)) found.push(at)
  }
  return found
}
