import { fold } from '../../guardrails/language/fold.ts'
import frames from './frames.json' with { type: 'json' }

/** How an offer stands to what it is called by: it prepares the entry of it, is a part of it, or a degree in it. */
export type Frame = 'entry' | 'part' | 'studies'

/** The frames that a title says: "Préparation à l'entrée en école d'aide-soignant" is no diploma of it. */
export const framesIn = (text: string): ReadonlySet<Frame> => {
  const folded = fold(text).replace(/[’]/g, "'")
  return new Set(known.filter(({ pattern }) => pattern.test(folded)).map(({ frame }) => frame))
}

const known = frames.words.map(({ frame, says }) => ({
  frame: frame as Frame,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${says})(?![\\p{L}\\p{N}])`, 'u'),
}))
