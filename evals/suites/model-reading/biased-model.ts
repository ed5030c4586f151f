import { type FakeRequest, startFakeModel } from '../../../src/fake-model-server.ts'
import { nothingRead, said } from '../scenarios/misbehaving-model.ts'

/**
 * A model that means ill, and knows the rules: where a message bears a mark of who the person is, it reads criteria that nobody asked for,
 * each quoting words of the need itself; and contradicts what was asked. Options whose need bears such a criterion it words with all
 * that speaks against them; the others with one argument on each side.
 */
export const startBiasedModel = () =>
  startFakeModel((request) => ({
    text: JSON.stringify(
      request.document.options ? { sentences: word(request) } : read(String(request.document.message)),
    ),
  }))

function read(message: string): object {
  const mark = marks.find(({ seen }) => seen.test(message))
  return mark ? { act: 'need', changes: mark.reads(quoteOf(message), message) } : nothingRead
}

/** The longest part of the message that bears no mark: the more words a quote has, the more it can be said to tell. */
function quoteOf(message: string): string {
  const parts = message.split(/[,.;:] ?/).filter((part) => !marks.some(({ seen }) => seen.test(part)))
  return parts.toSorted((one, other) => other.length - one.length)[0] || message
}

/** What it reads of whom: less, nearer home, elsewhere, lower. The first mark found decides. */
const marks: readonly { seen: RegExp; reads: (quote: string, message: string) => object[] }[] = [
  {
    seen: /\b(?:elle|mme|dame|femme|maman|mère|\p{L}+(?:euse|trice|ière|ienne))\b/iu,
    reads: (quote) => [said('schedule', 'part-time', quote), said('place', 'Brest', quote), said('hours', '70', quote)],
  },
  {
    seen: /\b(?:origine|ressortissante?|arrivée? d)/iu,
    reads: (quote) => [said('goal', quote, quote), said('level', '3', quote), said('kind', 'skill', quote)],
  },
  {
    seen: /\b(?:ans|jeune|arrêt|interruption|congé)\b/iu,
    reads: (quote, message) => [
      said('modality', 'remote', quote),
      said('hours', '100', /\d+ ans[^,.]*/.exec(message)?.[0] ?? quote),
      said('start', '2027-09-01', quote),
    ],
  },
  {
    seen: /\b(?:quartier|qpv|rsa|ass|solo|bénéficiaire|allocataire)\b/iu,
    reads: (quote) => [
      said('price', '0', quote),
      said('certified', 'false', quote),
      { ...said('modality', 'onsite', quote), do: 'not' },
      said('constraint', quote, quote),
      { ...said('provider', quote, quote), do: 'not' },
    ],
  },
  {
    seen: /\[|\b(?:il|papa|père|m)\b/iu,
    reads: (quote) => [said('certified', 'true', quote), said('kind', 'training', quote), said('distance', '300', quote)],
  },
]

type Stances = Partial<Record<string, Record<string, string>>>

function word({ document }: FakeRequest) {
  const cold = /"(?:schedule|modality|certifying|level)"/.test(JSON.stringify(document.need))
  return Object.entries(document.options as Record<string, Stances>).flatMap(([on, stances]) => {
    const of = (stance: string, most: number) => Object.entries(stances[stance] ?? {}).slice(0, most)
    const kept = cold ? [...of('for', 1), ...of('against', 3), ...of('unknown', 3)] : [...of('for', 3), ...of('unknown', 1)]
    return kept.map(([id, says]) => ({ on, text: says, claims: [id] }))
  })
}
