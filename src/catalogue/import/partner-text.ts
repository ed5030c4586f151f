import { type CleanText, cleanCatalogueText } from '../../../guardrails/clean.ts'
import { withoutOrders } from './withholding.ts'

/** Reads the texts of one record, and remembers what it had to do to them. */
export interface PartnerText {
  /** Plain text with its paragraphs; undefined when the partner wrote a mere placeholder. */
  read(written: string | undefined): string | undefined
  /** The same on one line, for titles and names. */
  line(written: string | undefined): string | undefined
  readonly repaired: string[]
  /** What seems to address a machine in one of the texts, as it was written. */
  readonly order: string | undefined
  /** Sentences that order their reader, left out until they are released. */
  readonly withheld: readonly string[]
}

/** `released` are sentences that a person has read and lets pass. */
export function createPartnerText({ released = NONE }: { released?: ReadonlySet<string> } = {}): PartnerText {
  const repaired = new Set<string>()
  const withheld: string[] = []
  let order: string | undefined

  /** What is beyond `longest` is never read, so that a text costs no more than the longest real one does. */
  function readUpTo(longest: number, whole: string | undefined): string | undefined {
    if (whole === undefined || isPlaceholder(whole)) return undefined
    const written = whole.length > longest ? whole.slice(0, longest) : whole
    if (written !== whole) repaired.add('text too long, its end left out')
    const plain = withLineBreaks(unescaped(written))
    const anonymous = plain.includes('@') || /\d{2}/.test(plain) ? withoutContacts(plain) : plain
    if (anonymous !== plain) repaired.add('contact details taken out of a text')
    const described = longest === LONGEST_TEXT ? withoutOrders(anonymous, released) : { text: anonymous, withheld: [] }
    withheld.push(...described.withheld)
    if (described.withheld.length > 0) repaired.add('a sentence that gives an order withheld')
    const clean = cleaned(described.text)
    // An excerpt that was cut may go on as it likes: it cannot be released.
    const isReleased =
      clean.excerpt !== undefined && clean.excerpt.length < LONGEST_EXCERPT && released.has(clean.excerpt)
    if (!isReleased) order ??= clean.excerpt
    for (const kind of clean.removed) if (kind !== 'markup') repaired.add(`${kind} taken out of a text`)
    const tidy = tidied(clean.text)
    return isPlaceholder(tidy) ? undefined : tidy
  }

  return {
    read: (written) => readUpTo(LONGEST_TEXT, written),
    line: (written) => readUpTo(LONGEST_LINE, written)?.replace(/\s+/g, ' '),
    get repaired() {
      return [...repaired]
    },
    withheld,
    get order() {
      return order
    },
  }
}

const NONE: ReadonlySet<string> = new Set()

/** UTF-16 units. LHÉO allows 3,000 for a text and 255 for a title; the longest of real files have 2,595 and 921. */
const LONGEST_EXCERPT = 120
const LONGEST_TEXT = 30_000
const LONGEST_LINE = 1_000

/** Names, titles and whole descriptions come again and again in a file, and judging a text is slow. */
function cleaned(text: string): CleanText {
  if (text.length > LONGEST_KNOWN) return cleanCatalogueText(text)
  const known = knownTexts.get(text)
  if (known) return known
  const clean = cleanCatalogueText(text)
  if (knownTexts.size >= MOST_KNOWN) knownTexts.clear()
  knownTexts.set(text, clean)
  return clean
}

const knownTexts = new Map<string, CleanText>()
const LONGEST_KNOWN = 4000
const MOST_KNOWN = 5000

/** The first sentences of a text, whole, in about `length` characters; a first sentence that is longer is cut between words. */
export function beginningOf(text: string, length = 300): string {
  const flat = text.replace(/\s+/g, ' ')
  if (flat.length <= length) return flat
  const end = flat.slice(0, length + 1).search(/[.!?…](?= [^.!?…]*$)/)
  if (end > length / 4) return flat.slice(0, end + 1)
  return `${flat.slice(0, flat.lastIndexOf(' ', length - 1)).replace(/(?<![ ,;:])[ ,;:]+$/, '')}…`
}

// "-" is what LHÉO puts where an element is compulsory and nothing is known.
const PLACEHOLDERS = new Set(['', '-', '--', '.', '...', 'nc', 'n.c.', 'n/a', 'null', 'undefined', 'non renseigné'])

function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.has(text.trim().toLowerCase())
}

/** Partners escape HTML inside their texts, some of them twice. */
function unescaped(text: string): string {
  const once = text.includes('&') ? withoutEntities(text) : text
  return once.includes('&') ? withoutEntities(once) : once
}

/** Tags stay where they are: what they hide is for the guard to judge, and it takes them out. */
function withLineBreaks(text: string): string {
  if (!text.includes('<')) return text
  return text.replace(/<li\b/gi, '\n- $&').replace(/<(?:br|\/p|p|\/div|div|\/ul|\/ol|h[1-6]|\/h[1-6]|\/tr)\b/gi, '\n$&')
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', euro: '€', deg: '°', middot: '·', bull: '•' },
  ...{ laquo: '«', raquo: '»', rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”', hellip: '…', ndash: '–', mdash: '—' },
  ...{ agrave: 'à', acirc: 'â', ccedil: 'ç', eacute: 'é', egrave: 'è', ecirc: 'ê', euml: 'ë', icirc: 'î', iuml: 'ï' },
  ...{ ocirc: 'ô', ugrave: 'ù', ucirc: 'û', uuml: 'ü', oelig: 'œ', aelig: 'æ', Agrave: 'À', Ccedil: 'Ç', Eacute: 'É' },
  ...{ Egrave: 'È', Ecirc: 'Ê', OElig: 'Œ', Ocirc: 'Ô' },
}

/** Names that are unknown stay as they are written. */
export function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (written, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? written
    const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    return point > 0x1f && point <= 0x10ffff ? String.fromCodePoint(point) : ' '
  })
}

/** Addresses and numbers of people have no place in a catalogue; the organisation's page does (`contact.url`). */
function withoutContacts(text: string): string {
  return text
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g, '')
    .replace(/(?<![\d+])(?:(?:\+|00)33[ .]?(?:\(0\) ?)?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)/g, '')
}

function tidied(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
