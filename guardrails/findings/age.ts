import { decide, type Reason } from '../detect/decide.ts'
import { neighboursOf } from '../detect/neighbours.ts'
import type { Candidate, Message } from '../detect/recogniser.ts'
import { monthName } from '../language/calendar-names.ts'
import { wordedNumbers } from '../language/numbers.ts'
import { matchesOf } from '../matches.ts'
import { isWordUnit } from '../normalise.ts'
import type { Places } from '../parts.ts'
import written from './age.json' with { type: 'json' }
import { labelled, type PersonalRoom, type Scored } from './room.ts'

/** How old somebody is. Years of experience and eligibility brackets are no ages. */
export const age: PersonalRoom = {
  ...written,
  label: labelled('AGE', 'AGE'),
  reads: { by: 'itself', find: ages },
}

/** What follows an age that is to come: "en mars", "dans deux mois". */
const stillAhead = new RegExp(`^ ?(?:en (?:${monthName}|20)|de moins|a peine|dans (?:un|deux|\\d))`)
const ageUnits =
  /(?:\b|(?<=\d))(?:ans?|balais|piges|berges|y(?:ea)?rs?[ -]old|yo|y\.o\.|y\/o|year-old|years of age|printemps)\b/g
const numberBefore = /(?:^|[^\d.,/€-]|[a-z]\/)(\d{1,2}(?:[.,]5)?) ?-?$/
const bracketBefore =
  /(?:\b(?:moins|plus|dessous|dessus|minimum|maximum|min|max|mini|maxi|partir|jusqu'a|jusqu'aux|jusqu'au|avant|apres|des|entre|depuis|pendant|sous|sur|il y a|y a|dans|en|durant|reste|tous les|quelque|quelques|environ de|les|under|over|least|than|from|between|since|for|within|ago|bracket|tranche|cumule|totalise|justifie|experience|anciennete|exerce|travaille|duree|titulaire|valable|prison|peine|cdd|contrat|bail|credit|remonte|date)(?: de| d'| des| les| of| at| a| aux?)? ?|\bde \d{1,2} (?:a|et) |\d ?(?:a|-|et|\/|ou|to|and) ?|[<>≥≤+] ?)$/
const yearsOfSomething =
  /^,? ?(?:\(?e\)? )?(?:d'? ?(?:experience|anciennete|activite|exercice|pratique|metier|service|carriere|etudes?|formation|inactivite|chomage|interim|cotisation|mandat|vie commune|absence|travail|usine|maison|boite|bureau)|de (?:\w{1,14} )?(?:metier|carriere|service|pratique|experience|formation|chomage|cdi|cdd|boite|maison|recul|bons|mission|conduite|permis|vie|presence|salariat|mariage|droits|prison|travail|menage|bureau|garde|restauration|caisse|btp|vente|poste|terrain|route|\w{1,12}ite)|dans|ds|chez|comme|en tant|en (?:cdi|cdd|poste|interim|usine|restauration|entreprise|france|tant|qualite|cuisine|caisse|logistique|maison|structure|creche|ehpad|menuiserie|boulangerie)|au sein|au (?:meme|poste|service|chomage|rsa|smic)|a (?:l'usine|la poste|la sncf|son poste|ce poste|la chaine|mon actif|son actif)|sans (?:emploi|travailler|activite)|et (?:plus|\+|moins)|ou (?:plus|moins|\+)|revolus?|minimum|maximum|mini\b|maxi\b|min\b|max\b|plus tard|apres|avant|auparavant|d'ecart|pour|of (?:experience|service|practice|age limit)|ago|in |as |with|working|experience|il y a|ans|\+|de loyaute|que |qu')/

function ages(message: Message, before: readonly Candidate[]): Scored[] {
  const { plain } = message
  // Only a number of one or two digits, or a decade, tells an age without its unit.
  const short = message.digits().some(({ start, end }) => end - start < 3)
  const decade = /ties/.test(plain)
  const rounded = /genaire|trentenaire|taine/.test(plain)
  return [
    ...agesBesideNames(plain, before),
    ...(message.digits().length > 0 || rounded || decade || /\bans\b/.test(plain) ? withUnit(plain, before) : []),
    ...(short ? [...labelledAges(plain), ...englishAges(plain)] : []),
    ...(short || decade ? toldAges(plain) : []),
    ...(rounded ? roundAges(plain) : []),
  ]
}

/** "45 ans" */
function withUnit(plain: string, before: readonly Candidate[]): Scored[] {
  const neighbours = neighboursOf(before)
  return matchesOf(ageUnits, plain).flatMap((match) => {
    const number = numberStart(plain, match.index)
    if (!number) return []
    const unitEnd = match.index + match[0].length
    const end = unitEnd + (/^ et demie?\b/.exec(plain.slice(unitEnd, unitEnd + 10))?.[0].length ?? 0)
    const told = {
      before: plain.slice(Math.max(0, number.start - 42), number.start).replace(hedge, ''),
      after: plain.slice(end, end + 30),
      value: number.value,
      english: match[0][0] === 'y',
    }
    const isTold = isAge(told) || (isBehindName(plain, number.start, neighbours) && mayBeOfName(told))
    return isTold ? [{ start: listStart(plain, number.start), end, score: 0.85 }] : []
  })
}

const isBehindName = (plain: string, start: number, neighbours: Places<Candidate>): boolean => {
  const neighbour = neighbours.before(start)
  return neighbour?.type === 'PERSON' && /^ ?[,;|/-]? ?$/.test(plain.slice(neighbour.end, start))
}
const mayBeOfName = ({ after, value }: Told): boolean => !yearsOfSomething.test(after) && value > 13

/** "Âge : 45" */
const labelledAges = (plain: string): Scored[] =>
  matchesOf(labelledAge, plain).flatMap(({ index, 0: text }) => {
    const end = index + text.length
    if (isWordUnit(plain.charCodeAt(end))) return []
    if (/^ ?(?:(?:-|a|et|\/|ou) ?\d|%|€|h\b|mois)/.test(plain.slice(end, end + 5))) return []
    return [{ start: end - 2, end, score: 0.8 }]
  })

const englishAges = (plain: string): Scored[] =>
  matchesOf(englishAge, plain).flatMap(({ index, 0: text, 1: years }) => {
    const end = index + text.length
    return Number(years) >= 14 ? [{ start: end - 2, end, score: 0.8 }] : []
  })

const toldAges = (plain: string): Scored[] =>
  matchesOf(tellingAge, plain).flatMap((match) => {
    const said = match.slice(1).find((part) => part !== undefined)!
    const start = match.index + match[0].lastIndexOf(said)
    const tooYoung = Number(said) < 16 && match[3] === undefined
    return tooYoung ? [] : [{ start, end: start + said.length, score: 0.8 }]
  })

const roundAges = (plain: string): Scored[] =>
  matchesOf(roundAge, plain).map(({ index, 0: text, 1: said }) => ({
    start: index + text.length - said!.length,
    end: index + text.length,
    score: 0.75,
  }))

const labelledAge =
  /\b(?:age[ds]?e?|aged|age)(?: ?\(e\))?(?: ?: ?| ?= ?| de | of | est | is | )(?:(?:environ|de|about|around) )?\d{2}/g
/** "Karim Benali, 45, maçon" */
function agesBesideNames(plain: string, neighbours: readonly Candidate[]): Scored[] {
  return neighbours.flatMap(({ type, end }): Scored[] => {
    const match =
      type === 'PERSON'
        ? /^(?: ?[,;|/-] ?(\d{2}) ?(?=[,;|]|\/(?!\d)|- |\.(?!\d)|\n|$)|[ ,(]{1,3}(\d{2}) ?a(?![a-z0-9]))/.exec(
            plain.slice(end, end + 9),
          )
        : null
    const years = match?.[1] ?? match?.[2]
    if (!match || !years || years < '16' || years > '75') return []
    return [{ start: end + match[0].indexOf(years), end: end + match[0].trimEnd().length, score: 0.75 }]
  })
}

/** "My jobseeker is 53, no diploma": English needs no unit. */
const englishAge =
  /\b(?:(?:he|she|who|jobseeker|client|person|man|woman|husband|wife) is(?: now| about| only| just| already)?|he's|she's|i'm|i am|(?:he|she|who) will be|turn(?:ed|s|ing)|aged|(?:man|woman|person|mother|father|someone) of|at(?= \d{2},? (?:she|he)\b)) (\d{2})(?=[,;)]|\.(?!\d)|$| (?:and|last|next|in|this|who|with|without|but|he|she|they|now|years?)\b)(?! (?:in|years?) (?:the|of|service|experience|a)\b)/g
/** "Il en a 52", "femme, 45, sans diplôme", "F 29a", "bébé de 6 mois", "dans sa 45e année", "in his fifties". */
const tellingAge =
  /\b(?:il|elle|j'|on) en a (?:deja )?(\d{2})(?=[,.;!?)\n]|$)|\b(?:homme|femme|monsieur|madame|cliente?|jeune|dame|usagere?|candidate?|jobseeker|woman|man|lady|h|f|m), (\d{2})(?=,)|\b(?:bebe|enfants?|fils|fille|jumeaux|jumelles|petite?|derniere?|nourrisson|baby)(?: agee?s?)? (?:de|a) (\d{1,2} (?:mois|months))\b|\b(?:dans sa (\d{2}e(?:me)? annee)|in (?:his|her|their) (?:early |mid |late )?((?:twen|thir|for|fif|six|seven)ties|\d0s))\b|(?<!\d ?)\b(?:h|f|homme|femme|de|brsa|deld|boe|deboe|cej),? (\d{2}a(?![a-z\d])|\d{2} a(?= ?[,.;)/\n-]|$))|(?<=[,;(/|] ?)((?:1[6-9]|[2-6]\d) ?a)(?= ?[,;)/|])/g
const roundAge =
  /\b(?:un |une |ce |cette |jeune |est |femme |homme |personne |candidate? |usagere? |monsieur |madame |(?:de)?passe |a |approche |dans |frole |environ |fin de |bientot |d'une |autour |proche |vers |une belle )(?:de )?(?:la )?((?:bonne )?(?:vingtaine|trentaine|quarantaine|cinquantaine|soixantaine)(?: d'annees| passee| bien tassee)?(?! (?:d[e']|\w{1,10} (?:euros|km|heures)))|(?:trentenaire|quadragenaire|quinquagenaire|sexagenaire|septuagenaire))\b/g

/** "trois enfants de 4, 7 et 11 ans" */
function listStart(plain: string, start: number): number {
  const list = /(?<![\d.,/])(?:\d{1,2}(?:, | et | ou | \/ |\/)){1,6}$/.exec(plain.slice(Math.max(0, start - 44), start))
  return list && childCue.test(plain.slice(Math.max(0, start - 60), start - list[0].length))
    ? start - list[0].length
    : start
}

/** "bientôt 60 ans", "à peine 18 ans" say the age all the same. */
const hedge = /(?:bientot|presque|deja|a peine|tout juste|juste|environ|pas loin de|pres de) $/

function numberStart(plain: string, unit: number): { start: number; value: number } | undefined {
  const digits = numberBefore.exec(plain.slice(Math.max(0, unit - 6), unit))
  if (digits) {
    const text = digits[1]!
    const start = unit - (digits[0].length - digits[0].indexOf(text))
    return { start, value: Number(text.replace(',', '.')) }
  }
  const from = Math.max(0, unit - 32)
  const words = wordedNumbers(plain.slice(from, unit)).at(-1)
  if (!words || plain.slice(from + words.end, unit).trim() !== '' || words.value > 110) return undefined
  return { start: from + words.start, value: words.value }
}

/** "DE de 53 ans": the trade's abbreviation for a jobseeker. */
const jobseeker =
  /(?:^|[.!?\n:,;(-] ?|\b(?:une?|ma|mon|ce|cette|le|la|nouveau|nouvelle|urgent) )de (?:de |d'environ )?$|\bde de $/
/** Notes in telegraphic style: name, telephone, age. */
const afterPhone = /\d(?:[ .-]?\d){8}[ ,;/-]{1,3}$/
const childCue =
  /\b(?:fils|filles?|enfants?|bebe|petite?|garcon|ados?|jumeaux|jumelles|aine|ainee|cadet|cadette|benjamin|benjamine|(?:her|his|a|my|their) son|daughter|kids?|child|children|boy|girl|scolarise|neveu|niece)\b[^.;]{0,26}$/
const durationBefore =
  /(?:experience|anciennete|duree|carriere|validite|garantie|engagement|cotisation|chomage|contrat|bail)s? ?[:(,=-]{0,2} ?$/
const personNoun =
  /\b(?:femmes?|hommes?|dames?|monsieur|m\.|mr|madame|mme|mlle|personne|jeunes?|demandeu(?:r|se)(?: d'emploi)?|usagere?s?|candidate?|beneficiaire|stagiaire|senior|mere|pere|maman|papa|salariee?|apprentie?|etudiante?|ouvriere?|employee?|agent|cadre|technicien(?:ne)?|macon|cuisinier|soudeur|chauffeur|vendeuse|aide-soignante?|secretaire|comptable|assistante?|client|cliente|man|woman|person|jobseeker|lady|guy|mother|father|gars|garcon|gamine?|gosse|ado|quadra|quinqua|fille|type|collegue|tuteur|mari|conjointe?|epouse|epoux|frere|soeur|public|profil|refugiee?|migrante?|militaire|veuve|retraitee?|celibataire|reconversion|licenciee?|plombier|electricien|infirmiere?|menuisier|peintre|coiffeuse|serveuse|serveur|cariste|magasinier|mecanicien|ingenieure?|professeure?|enseignante?|[a-z]{3,14}(?:eur|euse|ien|ienne|iste|ier|iere|ant|ante))(?: [a-z'-]{2,18}){0,3}(?: de| 2| d'| age| agee| age de| agee de|,| :)? ?(?:plus de |presque |environ |a peine |tout juste )?$/

/** "18 ans dans deux mois" */
const soon = /^ ?dans (?:un|deux|trois|quelques|\d{1,2}) (?:mois|semaines?|jours?)\b/
/** What an age allows: "permis à 17 ans". */
const allowedAt =
  /\b(?:permis|conduite|retraite|majorite|apprentissage|obligatoire|accessible|ouverte?|possible|fixee?|limitee?|portee?) a ?$/

/** A number of years, and what is said around it. */
interface Told {
  before: string
  after: string
  value: number
  english: boolean
}

const isChild = ({ before }: Told): boolean => childCue.test(before)
const isBracket = ({ before }: Told): boolean =>
  bracketBefore.test(before) && !/\b(?:fete|aura|a) (?:bientot|ses|deja) ?$/.test(before)

/** What tells an age from other years, in order. */
const reasons: readonly Reason<Told, boolean>[] = [
  [({ value }) => value < 1 || value > 99, false],
  [({ before }) => /\bnee? il y a ?$/.test(before), true],
  [({ before }) => agedBefore.test(before), ({ before }) => !agedInRule.test(before)],
  [({ english }) => english, ({ before }) => !bracketBefore.test(before)],
  [({ before, value }) => value > 13 && reached.test(before), true],
  // "une femme de plus de 50 ans" still tells nothing exact; "ses enfants de 4 et 7 ans" do.
  [
    (told) => isBracket(told) && !(isChild(told) && /(?<!moins|plus) (?:et|de|,) ?$/.test(told.before)),
    (told) => isChild(told) && /\b(?:ses|leurs|deux|trois|un|une)\b.{0,30}\d ?(?:et|,|-) ?$/.test(told.before),
  ],
  [({ after }) => yearsOfSomething.test(after) && !soon.test(after), false],
  [(told) => told.value <= 30 && isChild(told), true],
  [({ value }) => value < 14, false],
  [({ before }) => birthday.test(before) || jobseeker.test(before) || afterPhone.test(before), true],
  [({ before }) => allowedAt.test(before) || required.test(before), false],
  [
    ({ before }) => having.test(before),
    ({ after }) => !/^ ?(?:de|d'|en|a|dans)\b/.test(after) || stillAhead.test(after),
  ],
  [({ before }) => /\ba ?$|\bpour\b[^.]{0,3}$/.test(before) && !/(?:meme|seulement) a ?$/.test(before), isAtAge],
  [({ before }) => durationBefore.test(before) || /\b(?:emprunt|pret|credit|bail)\b[^.,;]{0,24}$/.test(before), false],
  [({ before }) => personNoun.test(before), true],
  // A bare apposition: ", 52 ans,", "(52 ans)", "- 52 ans", at the head of the message.
  [
    ({ before }) => /(?:[,(;:–-]|^|\n|\b(?:et|donc|soit)\b|\.) ?$/.test(before),
    ({ after }) =>
      soon.test(after) ||
      !/^ ?(?:de|d'|dans|chez|comme|minimum|maximum|requis|exige|apres|avant|pour|entre)\b/.test(after),
  ],
]
const isAge = (told: Told): boolean => decide(reasons, told, false)

/** "À 58 ans, il", where something says that it is late or early. */
function isAtAge({ before, after }: Told): boolean {
  return (
    /\ba ?$/.test(before) &&
    /^ ?(?:,|\.|il|elle|on|c'est)/.test(after) &&
    /\b(?:meme|deja|seul\w*|encore|reprendre|reconversion|etudes|senior) ?a ?$/.test(before)
  )
}

const agedBefore =
  /\b(?:agee?s?|age)(?: ?\(e\)|[.·]e)?(?: seulement)?(?: d'(?:environ|a peine)| de| d'| :| =| est| est de|: de| \(|,)? ?(?:plus de |environ |presque |a peine )?$/
/** "limite d'âge", "être âgé de": what a rule asks. */
const agedInRule =
  /\b(?:limite|condition|minimum|maximum|minimal|maximal|legal|avoir|etre|public|publics|jeunes|personnes|salaries|candidats|demandeurs) (?:d')?(?:d'age|agee?s?)\b/
const reached = /\b(?:frole|approche|passe|depasse|atteint|franchi|cap|barre)(?: de)? (?:les|des|ses) $/
const birthday =
  /\b(?:vient d'avoir|vient de feter ses|va avoir|va sur ses|va feter ses) ?$|(?<!\d ?)\b(?:j?[hf]|hom|fem|brsa|deld|boe|deboe)[ ,.:/|]{1,2}$/
const required =
  /\b(?:il faut|faut|avoir|doit avoir|si|reserve|ouvert|eligible|accessible|condition|requis|exige|limite)\b[^.]{0,14}$/
const having =
  /(?:^|[^a-z])(?:a|ai|aura|avait|ayant|avec ses|fete|fetera|fetait|va avoir|vient d'avoir|ses|mes|tes|vos|leurs|du haut de ses|malgre ses|passer?|atteint|approche|has|il a|elle a|deja|j'ai|est age)(?: ?eu| que| deja| bientot| maintenant| juste| tout juste| environ| presque| a peine| pas encore| aujourd'hui| les| de| ses| quand meme)? ?$/
