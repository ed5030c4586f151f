import { Modality } from '../item.ts'
import { denialBefore, isAccepted } from './reading/cues.ts'
import type { Found, Message, Reader } from './reading/message.ts'
import type { Room } from './room.ts'

export const shape = { kept: Modality.optional(), input: Modality }

interface Asked {
  modality: Modality
  start: number
  end: number
  accepted: boolean
}

/** On site, remote or mixed. "Pas que du distanciel" refuses what is fully remote; "peu importe" lifts the criterion. */
export const readModality: Reader = (message, { previous }) => {
  const found: Found[] = []
  const refused = new Set<Modality>()
  let refusedAt: { start: number; end: number } | undefined
  const asked: Asked[] = []
  for (const [modality, pattern] of modalities) {
    for (const match of message.every(pattern)) {
      const start = match.index
      const end = start + match[0].length
      message.take(start, end)
      const denial = denialBefore(message, start)
      if (denial === 'optional') continue
      if (denial === 'refused' || denial === 'not-only') {
        refused.add(modality)
        refusedAt = refusedAt
          ? { start: Math.min(start, refusedAt.start), end: Math.max(end, refusedAt.end) }
          : { start, end }
      } else asked.push({ modality, start, end, accepted: isAccepted(message, end) })
    }
  }
  asked.sort((one, other) => one.start - other.start)
  if (refusedAt) {
    const kept = previous.excludeModalities.filter((one) => !refused.has(one))
    found.push({ criterion: 'excludeModalities', value: [...kept, ...refused], ...refusedAt, strength: 'must' })
    if (previous.modality && refused.has(previous.modality) && asked.length === 0) {
      found.push({ criterion: 'modality', value: null, ...refusedAt })
    }
  }
  const choice = chooseAmong(message, asked)
  const clash = choice && clashWith(message, asked)
  if (clash) found.push({ criterion: 'modality', value: clash.modality, start: clash.start, end: clash.end })
  if (choice) found.push({ criterion: 'modality', ...choice })
  const wanted = choice?.value
  if (wanted && !refusedAt && previous.excludeModalities.includes(wanted)) {
    const value = previous.excludeModalities.filter((one) => one !== wanted)
    found.push({ criterion: 'excludeModalities', value, start: choice.start, end: choice.end })
  }
  return found
}

/** "Uniquement en présentiel mais en distanciel": two firm demands that the message opposes. */
function clashWith(message: Message, asked: readonly Asked[]): Asked | undefined {
  const [first, second] = asked.filter(({ accepted }) => !accepted)
  if (!first || !second || first.modality === second.modality) return undefined
  const opposed = /\b(?:uniquement|seulement|only|100 ?%)/.test(
    message.text.slice(Math.max(0, first.start - 14), first.end),
  )
  return opposed && /^\W*(?:mais|but)\b/.test(message.text.slice(first.end, second.start)) ? second : undefined
}

function chooseAmong(
  message: Message,
  asked: readonly Asked[],
): { value: Modality | null; start: number; end: number; strength?: 'wish' } | undefined {
  const firm = asked.filter(({ accepted }) => !accepted)
  const [first, second] = firm.length > 0 ? firm : asked
  if (!first) return undefined
  const whole = { start: first.start, end: asked.at(-1)!.end }
  if (patterns.indifferent.test(message.text.slice(whole.end, whole.end + 40)) && asked.length > 1) {
    return { value: null, ...whole }
  }
  if (second && second.modality !== first.modality) {
    const between = message.text.slice(first.end, second.start)
    if (/ plutot qu?|rather than/.test(between))
      return { value: first.modality, start: first.start, end: first.end, strength: 'wish' }
    if (/^\s*(?:ou|or|\/)\s/.test(`${between} `)) return { value: null, ...whole }
    if (/^\s*(?:et|and|\+|&|avec|,)\s/.test(`${between} `)) return { value: 'mixed', ...whole }
    if (patterns.correction.test(between)) return { value: second.modality, start: second.start, end: second.end }
  }
  // "Lyon ou à distance": the one is as good as the other.
  if (!second && patterns.either.test(message.text.slice(0, first.start))) return { value: null, ...whole }
  if (firm.length === 0) return { value: first.modality, start: first.start, end: first.end, strength: 'wish' }
  return { value: first.modality, start: first.start, end: first.end }
}

const modalities: readonly [Modality, RegExp][] = [
  [
    'mixed',
    /\b(?:(?:en )?mixte|hybride|blended|en partie a distance|(?:une )?partie (?:a distance|en ligne)|mi-distance|moitie (?:a distance|en ligne|presentiel|en presentiel)[ ,/-]{0,3}(?:et )?moitie (?:a distance|en ligne|presentiel|en presentiel|sur place|distance)|hybrid|partly remote)\b/g,
  ],
  [
    'remote',
    /(?:\b(?:100 ?% |tout(?:e)? |totalement |entierement |uniquement |completement )?(?:a distance|en ligne|distanciel|en distanciel|e-?learning|foad|visios?(?:conferences?)?|mooc|(?:par|sur|via) (?:un |l'|son )?(?:ordinateur|ordi|ecran)(?= (?:interpose|seul)|s?\b(?! portable))|depuis (?:chez (?:elle|lui|soi|eux)|(?:son |le )?domicile|la maison)|de chez (?:elle|lui|soi)|a son domicile|teleformation|teletravail|online|remote(?:ly)?|from home|distance learning)|(?<=\b(?:de|du|la|le|en|ou|et|full|que|formation) )(?:distance|distanciel)|\bdistance(?= ou ))\b/g,
  ],
  [
    'onsite',
    /\b(?:(?:en )?(?:100 ?% )?presentiel(?:le)?|(?<!\b(?:hebergement|logement|repas|manger|dormir|loger) )sur place|en salle|dans un centre|en centre|en presence|en face a face|en groupe sur site|sur site|on[- ]site|in[- ]person|face[- ]to[- ]face|in a classroom)\b/g,
  ],
]

export const patterns = {
  either: /[a-z0-9),]\s+(?:ou|sinon) (?:bien |alors |sinon )?$/,
  indifferent: /^\W{0,4}(?:peu importe|c'est pareil|indifferent|les deux|au choix|either|whatever|no matter)/,
  correction: /\b(?:non|finalement|pardon|enfin|plutot|sorry|no|actually)\b/,
  ...Object.fromEntries(modalities),
}

export const modalityNames = 'modalite|distanciel|presentiel|distance'

export const whereOrHow =
  /distan|ligne|visio|internet|maison|domicile|chez|presen|place|salle|site|locaux|deplac|mixte|hybrid|bimodal|foad|mooc|learning|remote|online|home|person/

export const room: Room<'modality'> = {
  read: readModality,
  lift: modalityNames,
  quote: whereOrHow,
  addsUp: false,
  wish: 'any',
  told: { value: ({ modality }) => modality, strength: 'wish' },
  filter: {
    rule: 'modality',
    fails: (item, { modality }) =>
      modality && item.modality !== modality
        ? { field: '/modality', value: item.modality, limit: modality }
        : undefined,
  },
  toldBeside: null,
  milder: ({ modality }) => (modality ? [null] : []),
  excess: (value: string, refused: string) => (refused.includes(value) ? Number.POSITIVE_INFINITY : 1),
}
