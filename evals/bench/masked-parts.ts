/** What a library masks: its own word for the type, offsets of the text as given. */
export interface Masked {
  type: string
  start: number
  end: number
}

/** What was masked, told from what was left: the parts between the marks are those of the original, in order. */
export function maskedParts(original: string, redacted: string, mark: RegExp): Masked[] {
  const masked: Masked[] = []
  let from = 0
  let read = 0
  let open: Omit<Masked, 'end'> | undefined
  const settle = (kept: string, last: boolean) => {
    const at = last
      ? original.length - kept.length
      : kept === ''
        ? from
        : original.indexOf(kept, open ? from + 1 : from)
    if (open && at > open.start) masked.push({ ...open, end: at })
    from = Math.max(at, from) + kept.length
  }
  for (const match of redacted.matchAll(mark)) {
    settle(redacted.slice(read, match.index), false)
    open = { type: match[1]!, start: from }
    read = match.index + match[0].length
  }
  settle(redacted.slice(read), true)
  return masked
}
