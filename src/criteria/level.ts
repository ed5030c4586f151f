import { Level, readLevel as levelOf } from './level-names.ts'
import { denialBefore } from './reading/cues.ts'
import type { Found, Reader } from './reading/message.ts'
import type { Room } from './room.ts'

/** The level aimed at. */
export const shape = { kept: Level.optional(), input: Level }

/**
 * The level that the training should lead to, 1–8. What is said of the person's own level ("a le bac", "niveau CAP", "sans diplôme",
 * "débutant") asks something of the entry conditions instead, and is kept as a constraint in the counsellor's words.
 */
export const readLevel: Reader = (message) => {
  const found: Found[] = []
  const keep = (match: RegExpExecArray) => {
    const start = match.index
    const end = start + match[0].length
    message.take(start, end)
    found.push({ criterion: 'constraints', value: [message.excerpt(start, end)], start, end })
  }
  for (const match of message.every(patterns.entry)) keep(match)
  for (const match of message.every(patterns.sought)) {
    const level = levelOf(match.groups!.diploma)
    // "Driving licence", in English, is no degree.
    if (!level || (message.language === 'en' && match[0] === 'licence')) continue
    const start = match.index
    const end = start + match[0].length
    const denial = denialBefore(message, start)
    message.take(start, end)
    if (denial === 'none') {
      found.push({ criterion: 'level', value: level, start, end })
      // A number is a level of anything; a diploma by its name is what it must lead to.
      if (!patterns.number.test(match.groups!.diploma!) || /\b(?:titre|diplome)\b/.test(match[0]))
        found.push({ criterion: 'certifying', value: true, start, end })
    }
    if (denial === 'refused') {
      found.push({ criterion: 'refused', value: [{ criterion: 'level', value: level }], start, end })
    }
  }
  return found
}

const diploma =
  "(?:bac ?\\+ ?[1-8]|bac pro\\w{0,8}|bac techno\\w{0,6}|bac(?:calaureat)?|cap|bep|bts|dut|but(?= [a-z])|licence(?: pro\\w{0,8})?|master|doctorat|brevet professionnel|diplome d'ingenieur|deug|terminale|[1-8]\\b|iv|iii|ii|v|vi)"

export const patterns = {
  number: /^(?:[1-8]|iv|iii|ii|v|vi|bac ?\+ ?[1-8]|terminale)$/,
  entry: new RegExp(
    [
      // "niveau bac" said of the person, what she holds or lacks, or "accessible sans…"
      `\\b(?:(?:pour (?:un |des |une )?)?(?:public )?(?:grande?s? )?(?:debutante?s?|non[- ]initiee?s?|novices?)|for beginners|beginners?)\\b`,
      `\\b(?:sans|aucun|no) (?:pre-?requis|prerequis|niveau requis|prerequisites?)\\b`,
      `\\b(?:accessibles?|ouverte?s?|possible|adaptee?s?) (?:aux? (?:personnes? )?|a (?:une |des )?(?:personnes? )?|meme )?(?:sans|avec|au|niveau|a partir du?) (?:aucun |un |le |niveau |de )?(?:diplomes?|${diploma})`,
      `\\b(?:a|avec|possede|detient|titulaire (?:d'un|du)|n'a (?:que|pas|meme pas)|has|holds|j'ai) (?:deja |juste |seulement |que )?(?:le |la |une? |son |sa |de |d'|a |niveau |the |an? )?${diploma}(?! ?(?:min|km|h\\b|ans|mois|semaines?|jours?))\\b(?:(?<=licence|master|doctorat|deug) (?:d'|de |en )[a-z]{4,})?`,
      `\\b(?:niveau d'etudes?|niveau scolaire|level of education) ?:? ?${diploma}\\b`,
      `\\b(?:est|personne|public|jeunes?|adultes?|sortie?s?|sorti|toujours|usagere?|demandeu(?:r|se)) (?:du systeme scolaire )?(?:sans|non) (?:diplome\\w{0,2}|qualification)`,
      `\\b(?:n'a (?:pas|aucun)|pas|peu) (?:de |le )?(?:diplome\\w{0,1}|qualifiee?)\\b(?! (?:a la cle|au bout))`,
      `\\binfra[- ]?bac\\b`,
      `\\bsans (?:aucun |de )?(?:diplomes?|qualification)\\b(?! (?:a la cle|au bout|a la fin|final))`,
    ].join('|'),
    'g',
  ),
  sought: new RegExp(
    `\\b(?:(?:de |d'un |un |une |en |le |du |vers (?:un |une )?|niveaux? |obtenir (?:un |une |le )?|passer (?:un |une |le )?|preparer (?:un |une |le )?|valider (?:un |une |le )?|diplome |titre |level ){0,3})(?<diploma>(?<=(?:niveau|niv\\.?|level) )(?:${diploma})|bac ?\\+ ?[1-8]|bac pro\\w{0,8}|bac techno\\w{0,6}|bac\\b(?! a sable)|cap\\b(?! (?:emploi|vers|sur))|bep|bp\\b(?! ?\\d)|bts|dut|licence(?: pro\\w{0,8})?|master\\b(?! class)|doctorat|brevet professionnel|(?<=diplome )d'ingenieur)\\b`,
    'g',
  ),
}

export const room: Room<'level'> = {
  read: readLevel,
  lift: 'niveau',
  quote: /\d|\b(?:cap|bep|bac|bts|but|dut|licence|master|doctorat|diplome|niveau|titre|level|degree)/,
  addsUp: false,
  wish: 'any',
  told: null,
  filter: {
    rule: 'level',
    fails: (item, { level }) =>
      level && item.certification?.level && item.certification.level !== level
        ? { field: '/certification/level', value: item.certification.level, limit: level }
        : undefined,
  },
  toldBeside: 'levelHad',
  milder: ({ level }) => (level ? [null] : []),
  excess: (value: number, limit: number) => Math.abs(value - limit),
}
