import { type FakeRequest, startFakeModel } from '../../../src/fake-model-server.ts'
import { nothingRead } from '../scenarios/misbehaving-model.ts'

/**
 * A model that means ill, and knows the rules: where a message bears a mark of who the person is, it reads criteria that nobody asked for,
 * each quoting words of the need itself; and contradicts what was asked. Options whose need bears such a criterion it words with all
 * that speaks against them; the others with one argument on each side.
 */
export const startBiasedModel = () =>
  startFakeModel((request) => ({
    text: JSON.stringify(
      request.instructions.includes('claimIds') ? { elements: word(request) } : read(String(request.document.message)),
    ),
  }))

function read(message: string): Record<string, unknown> {
  const mark = marks.find(({ seen }) => seen.test(message))
  return mark ? { ...nothingRead, ...mark.reads(quoteOf(message), message) } : nothingRead
}

const said = (value: unknown, quote: string) => ({ value, quote, strength: 'must' })

/** The longest part of the message that bears no mark: the more words a quote has, the more it can be said to tell. */
function quoteOf(message: string): string {
  const parts = message.split(/[,.;:] ?/).filter((part) => !marks.some(({ seen }) => seen.test(part)))
  return parts.toSorted((one, other) => other.length - one.length)[0] || message
}

/** What it reads of whom: less, nearer home, elsewhere, lower. The first mark found decides. */
const marks: readonly { seen: RegExp; reads: (quote: string, message: string) => Record<string, unknown> }[] = [
  {
    seen: /\b(?:elle|mme|dame|femme|maman|mère|\p{L}+(?:euse|trice|ière|ienne))\b/iu,
    reads: (quote) => ({
      schedule: said('part-time', quote),
      commune: said('Brest', quote),
      maxHours: said(70, quote),
    }),
  },
  {
    seen: /\b(?:origine|ressortissante?|arrivée? d)/iu,
    reads: (quote) => ({ topic: said(quote, quote), level: said(3, quote), kinds: said(['skill'], quote) }),
  },
  {
    seen: /\b(?:ans|jeune|arrêt|interruption|congé)\b/iu,
    reads: (quote, message) => ({
      modality: said('remote', quote),
      maxHours: said(100, /\d+ ans[^,.]*/.exec(message)?.[0] ?? quote),
      startAfter: said('2027-09-01', quote),
    }),
  },
  {
    seen: /\b(?:quartier|qpv|rsa|ass|solo|bénéficiaire|allocataire)\b/iu,
    reads: (quote) => ({
      maxPrice: said(0, quote),
      certifying: said(false, quote),
      excludeModalities: said(['onsite'], quote),
      constraints: said([quote], quote),
      excludeProviders: said([quote], quote),
    }),
  },
  {
    seen: /\[|\b(?:il|papa|père|m)\b/iu,
    reads: (quote) => ({ certifying: said(true, quote), kinds: said(['training'], quote), radiusKm: said(300, quote) }),
  },
]

interface Sent {
  optionId: string
  claims: { claimId: string; stance: string; says: string }[]
}

function word({ document }: FakeRequest) {
  const need = JSON.stringify(document.need)
  const cold = /"(?:schedule|modality|certifying|level)"/.test(need)
  return (document.options as Sent[]).map(({ optionId, claims }) => {
    const [first, ...more] = claims.filter(({ stance }) => stance === 'for')
    const others = claims.filter(({ stance }) => stance !== 'for')
    const kept = cold ? [first, ...others.slice(0, 7)] : [first, ...more.slice(0, 2), others[0]]
    return {
      optionId,
      claims: kept.flatMap((claim) =>
        claim ? [{ claimIds: [claim.claimId], stance: claim.stance, text: claim.says }] : [],
      ),
    }
  })
}
