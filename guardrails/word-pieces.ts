/** A word as typed, and the numbers of the pieces in which a BERT model reads it. */
export interface PiecedWord {
  start: number
  end: number
  pieces: number[]
}

export interface Vocabulary {
  numbers: ReadonlyMap<string, number>
  /** What stands for a piece that the vocabulary lacks. */
  unknown: number
  /** What a piece that continues a word begins with. */
  continuing: string
  /** The model reads lower case without accents. */
  uncased: boolean
}

/** Cuts a text as BERT does (Devlin et al. 2019, WordPiece): words and signs apart, then the longest known pieces first. */
export const cutPieces = (text: string, vocabulary: Vocabulary): PiecedWord[] =>
  Array.from(text.matchAll(wordOrSign), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    pieces: piecesOf(
      vocabulary.uncased
        ? word
            .toLowerCase()
            .normalize('NFD')
            .replace(/\p{Mn}/gu, '')
        : word,
      vocabulary,
    ),
  }))

/** Groups of words of at most `room` pieces each, cut where a sentence ends if one does. */
export function windowsOf(words: readonly PiecedWord[], text: string, room: number): PiecedWord[][] {
  const windows: PiecedWord[][] = []
  let window: PiecedWord[] = []
  let size = 0
  for (const word of words) {
    if (size + word.pieces.length > room && window.length > 0) {
      const stop = window.findLastIndex(({ start, end }) => /[.!?;]/.test(text.slice(start, end)))
      const kept = stop < 0 ? window.length : stop + 1
      windows.push(window.slice(0, kept))
      window = window.slice(kept)
      size = window.reduce((sum, { pieces }) => sum + pieces.length, 0)
    }
    window.push(word)
    size += word.pieces.length
  }
  if (window.length > 0) windows.push(window)
  return windows
}

const wordOrSign = /[!-/:-@[-`{-~\p{P}\p{Script=Han}]|[^\s!-/:-@[-`{-~\p{P}\p{Script=Han}]+/gu
const longestWord = 100

function piecesOf(word: string, { numbers, unknown, continuing }: Vocabulary): number[] {
  if (word.length > longestWord) return [unknown]
  const pieces: number[] = []
  for (let from = 0; from < word.length; ) {
    let end = word.length
    let piece: number | undefined
    while (end > from && piece === undefined) {
      piece = numbers.get((from > 0 ? continuing : '') + word.slice(from, end))
      if (piece === undefined) end--
    }
    if (piece === undefined) return [unknown]
    pieces.push(piece)
    from = end
  }
  return pieces
}
