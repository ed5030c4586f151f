import { joinRedacted, type Redacted } from '../../../guardrails/redacted.ts'
import filler from './filler.json' with { type: 'json' }
import { patterns as kinds } from './kinds.ts'
import type { Found, Message } from './message.ts'

/** Words beyond these say less than they blur. */
const mostWords = 8

/**
 * What to search for: the words nobody else took, without filler, without the person. Words after "formation en", "apprendre" and the
 * like are preferred to the rest. Only excerpts of the message, so that it stays redacted.
 */
export function readTopic(message: Message): Found[] {
  const runs = runsOf(message)
  const anchored = runs.filter(({ start }) => patterns.anchor.test(message.text.slice(Math.max(0, start - 40), start)))
  const chosen: Run[] = []
  let words = 0
  for (const run of anchored.length > 0 ? anchored : runs) {
    if (words + run.words > mostWords && chosen.length > 0) break
    chosen.push(run)
    words += run.words
  }
  const [first] = chosen
  if (!first) return []
  const parts = chosen.map(({ start, end }) => message.excerpt(start, end))
  const value: Redacted = parts.length === 1 ? parts[0]! : joinRedacted(parts, ' ')
  return [{ criterion: 'topic', value, start: first.start, end: chosen.at(-1)!.end }]
}

interface Run {
  start: number
  end: number
  words: number
}

/** Stretches of meaningful words held together by small ones: "prise de parole", "gestion du stress". */
function runsOf(message: Message): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  let lastEnd = 0
  for (const match of message.text.matchAll(patterns.phraseOrWord)) {
    const start = match.index
    const end = start + match[0].length
    const gap = message.text.slice(lastEnd, start)
    const broken = run !== undefined && (patterns.breaks.test(gap) || (end > start && message.isTaken(lastEnd, start)))
    if (broken) run = undefined
    lastEnd = end
    if (message.isTaken(start, end)) {
      run = undefined
      continue
    }
    if (links.has(match[0])) continue
    // "SSIAP 1", "anglais pro": a number or a tail belongs to the word it follows, and is nothing alone.
    if (/^\d{1,3}$/.test(match[0]) || tails.has(match[0])) {
      if (run && gap === ' ') run.end = end
      continue
    }
    const whole = match.groups?.phrase !== undefined
    if (!whole && (fillers.has(match[0]) || patterns.empty.test(match[0]))) {
      run = undefined
      continue
    }
    if (run) {
      run.end = end
      run.words += 1
    } else {
      run = { start, end, words: 1 }
      runs.push(run)
    }
  }
  return runs
}

const behaviour = kinds.behaviour
const fillers = new Set(filler.words)
/** Small words that may stand inside a topic and never begin or end it. */
const links = new Set(filler.links)
const tails = new Set(filler.tails)

export const patterns = {
  phraseOrWord: new RegExp(
    `(?<phrase>${behaviour.source}|\\b(?:${filler.phrases.join('|')})\\b)|[a-z0-9+#]+(?:[-&][a-z0-9]+)*`,
    'g',
  ),
  breaks: /[,;:.!?\n()[\]]/,
  empty: /^(?:\d{1,6}|[a-z])$/,
  anchor:
    /\b(?:formations?|cours|stages?|modules?|ateliers?|cursus|parcours|perfectionnement|initiation|remise a niveau|apprendre|se former|former|bases?|reconversion(?: pro(?:fessionnelle)?)?|secteur|domaine|metiers?|travailler|diplome|competences|training|course|learn|workshops?)(?: (?:de|du|des|d'|en|dans|a|au|aux|sur|pour|vers|la|le|les|l'|un|une|apprendre|a la|metier|metiers|domaine|secteur|se former|in|on|to|the)){0,4}[\s']*(?:l'|d')?$/,
}
