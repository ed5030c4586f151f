import { injection } from './detect/injection.ts'
import { messageOf } from './detect/recogniser.ts'
import { fold } from './normalise.ts'

export interface CleanText {
  text: string
  /** What was taken out, by kind: "markup", "invisible characters", "reserved tokens", "links". */
  removed: string[]
  /** True when the text seems to address a machine: keep it out of the catalogue until someone has read it. */
  suspicious: boolean
  /** What was taken for an order to a machine, as it was written, at most 120 characters: for the report to the partner. */
  excerpt?: string
}

/**
 * Cleans a partner's text at import: markup, characters that cannot be seen, tokens that a model reads as its own. Judges
 * the text as it came, because what is taken out is where orders hide. The result is plain text; cleaning it again changes nothing.
 */
export function cleanCatalogueText(text: string): CleanText {
  const removed: string[] = []
  let clean = text
  for (const [kind, parts] of Object.entries(unwanted)) {
    const before = clean
    // A part taken out can bring two halves of another together: once more, as many times as it helps, up to four.
    for (let round = 0; round < 4; round++) {
      const shorter = parts.reduce((rest, [part, instead]) => rest.replace(part, instead), clean)
      if (shorter === clean) break
      clean = shorter
    }
    if (clean !== before) removed.push(kind)
  }
  const excerpt = orderIn(text) ?? (clean === text ? undefined : orderIn(clean))
  return excerpt === undefined
    ? { text: clean, removed, suspicious: false }
    : { text: clean, removed, suspicious: true, excerpt }
}

const unwanted: Record<string, [part: RegExp, instead: string][]> = {
  // Soft hyphens and joiners are wanted in words of some languages, never in ours; variation selectors and tags show nothing.
  'invisible characters': [
    [
      /[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|\u034F|[\u180B-\u180F]|[\uFE00-\uFE0F]/g,
      '',
    ],
    [/[\u{E0000}-\u{E0FFF}]/gu, ''],
    [/\p{Cs}/gu, ''],
    // Control characters; the line feed and the tab stay.
    [/(?![\n\t])\p{Cc}/gu, ' '],
  ],
  'reserved tokens': [
    [/<\|[^<>|\n]{0,60}\|>/g, ' '],
    [/\[\/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]/gi, ' '],
    [/<<\/?SYS>>/gi, ' '],
    [/<\/?s>/gi, ' '],
    [/\{\{[^{}\n]{0,200}\}\}/g, ' '],
  ],
  markup: [
    [/<!--[^<>]{0,4000}-->/g, ' '],
    [/<(?:script|style)\b[^<>]{0,2000}>[^<]{0,4000}<\/(?:script|style)>/gi, ' '],
    [/<[a-zA-Z/!?][^<>]{0,2000}>/g, ' '],
    [/```/g, ' '],
  ],
  links: [
    [/!\[[^[\]\n]{0,200}\]\([^()\s]{0,2000}\)/g, ' '],
    [/\[([^[\]\n]{1,200})\]\([^()\s]{0,2000}\)/g, '$1'],
    [/\b(?:javascript|data|vbscript):[^\s"'<>]{0,2000}/gi, ' '],
  ],
}

/** What reads as an order to a machine, as written; undefined when nothing does. */
function orderIn(text: string): string | undefined {
  const folded = fold(text)
  const [found] = injection.find(messageOf(folded), [])
  if (found === undefined) return folded.disguised ? text.slice(0, 120) : undefined
  return text.slice(folded.startOf(found.start), folded.endOf(found.end - 1)).slice(0, 120)
}
