import { count } from './numbers.ts'

/** Words under one name, for `@name` in a cue. */
export type CueClasses = Readonly<Record<string, readonly string[]>>

/**
 * A cue as lexicons write it, as the source of a pattern over folded text. Its words stand apart by spaces, and a word may be: `a|b` one or the
 * other, `?a` absent, `*` any letters, `#` a number, `@name` a class; one that ends in an apostrophe or a hyphen touches the next. `^` marks a
 * cue that begins a clause, for who reads it; what follows `>` is looked at without being part of the cue.
 */
export function cuePattern(cue: string, classes: CueClasses = {}): string {
  const [said, seen] = cue.split(' > ')
  const ahead = seen === undefined ? '' : `(?=${gap}${wordsOf(seen, classes)})`
  return `(?<![a-z0-9-])${wordsOf(said!, classes)}${ahead}`
}

/** One of these stands in every text that holds the cue: the choices of the word that has the fewest, or what is sure of each ("*ait"). */
export function rarestWord(cue: string, classes: CueClasses = {}): string[] {
  const required = cue
    .replaceAll(' > ', ' ')
    .split(' ')
    .filter((step) => !/^[?^]|#|^\*$/.test(step))
  const choices = required.map((step) => wordsFor(step, classes)).sort((one, other) => one.length - other.length)
  return choices[0]!.map((one) => one.replace('*', '').split(' ')[0]!)
}

/** Between two words; nothing after an apostrophe or a hyphen. */
const gap = "(?:(?<=['-])| {1,3})"

function wordsOf(written: string, classes: CueClasses): string {
  let source = ''
  let opened = false
  for (const step of written.split(' ')) {
    if (step === '^') continue
    const optional = step.startsWith('?')
    const choice = `(?:${choicesOf(optional ? step.slice(1) : step, classes).join('|')})`
    if (opened) source += optional ? `(?:${gap}${choice})?` : `${gap}${choice}`
    else source += optional ? `(?:${choice}${gap})?` : choice
    opened ||= !optional
  }
  return `${source}(?:(?<=['-])|(?<=[>→])|(?![a-z0-9'-]))`
}

const choicesOf = (step: string, classes: CueClasses): string[] =>
  wordsFor(step, classes)
    .map((one) => (one === '#' ? amount : one.replace('*', '[a-z]{1,20}')))
    .sort((one, other) => other.length - one.length)

const wordsFor = (step: string, classes: CueClasses): string[] =>
  step.split('|').flatMap((one) => (one.startsWith('@') ? classes[one.slice(1)]! : [one]))

const amount = `(?:${count}|plusieurs|quelques|longues|nombreuses)`
