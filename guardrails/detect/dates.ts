import { matchesOf } from '../matches.ts'
import { isWordUnit } from '../normalise.ts'
import { readNumberWords } from '../numbers.ts'
import { surest } from '../overlaps.ts'
import { type Places, placesOf } from '../parts.ts'
import { type Candidate, type Message, type Recogniser, standsAlone } from './recogniser.ts'

/** Dates of birth and ages. Sessions, diplomas, years of experience and eligibility brackets are neither. */
export const dates: Recogniser = {
  name: 'dates',
  find(message, found) {
    // An address stands beside course dates.
    const neighbours = placesOf(surest(found.filter(({ type }) => type !== 'ADDRESS')))
    return [...birthDates(message, neighbours), ...ages(message, found, neighbours)]
  },
}

const months =
  '(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:l?et)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep)\\b\\.?'
const separator = ' ?[/.\\-\\n] ?| '
const numericDate = new RegExp(
  `(?<!\\d)\\d{1,2}(?:${separator})\\n?\\d{1,2}(?:${separator})\\n?(?:\\d\\n?\\d\\n?\\d\\n?\\d|\\d{2})(?![/.]\\d)`,
  'g',
)
const isoDate = /(?:19|20)\d{2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{1,2}/g
const packedDate = /(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}/g
const writtenDate = new RegExp(
  `(?:(?:\\d{1,2}(?: ?er|st|nd|rd|th)?|premier|1 ?er)[ -]\\n?(?:of )?${months}(?:[ -],?\\n?(?:\\d{4}|'?\\d{2}))?|${months} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})`,
  'g',
)
const monthYear = new RegExp(`(?:${months}[ -]|\\d{1,2} ?[/.-] ?)(?:19\\d{2}|20[01]\\d|\\d{2})`, 'g')
const dayMonth = /(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])(?![/.-]?\d)/g
const bareYear = /(?:19[2-9]\d|20[01]\d|'?\d{2})/g
const datePatterns = [numericDate, isoDate, packedDate, writtenDate]

// "ne" without its accent is also a negation: only what may follow a birth counts.
const birthCue =
  /\b(?:ne(?= ?(?:\(|[:,.\d]|le |en |a |au |aux |un |vers |courant |debut |fin |il y a|dans |l'|janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|$))|ne ?\(e\)|ne\.e|nee?s|nee|nes|naissance|naiss\.?|ddn|d\.d\.n\.?|d\.?n\.? ?:|dn(?= ?(?:[:\d]|$))|(?:il|elle) est du|anniv(?:ersaire)?s?|born|birth(?:day|date)?|dob|d\.o\.b\.?|natifs?|native|vu le jour)(?![a-z])/g
// "né" in an event, a company or a project is not a birth.
const notBirth =
  /\b(?:projet|atelier|entreprise|association|idee|dispositif|structure|session|formation|promo(?:tion)?|contrat|convention|cpf|dif|loi|reforme|travail|metier|ecole|centre|mission|cfa|reseau|marque|societe|groupe|campus|partenariat|programme|site|lieu|service|salon|collectif|cooperative|start-?up|boutique|usine|titre|diplome|concept|logiciel|restaurant|enseigne|plateforme|application|outil|mouvement|festival|magasin|organisme|club) (?:(?:est|sont|etait) )?nee?s?\b[^.]{0,20}$/

function birthDates(message: Message, neighbours: Places<Candidate>): Candidate[] {
  const { plain } = message
  const found: Candidate[] = []
  const numbered = message.digits().length > 0
  birthCue.lastIndex = 0
  const cued = birthCue.test(plain)
  // Without a cue, only a number counts: "le premier juin" tells nothing.
  if (!cued && (!numbered || (neighbours.after(0) === undefined && !/\best de \d/.test(plain)))) return found
  const add = (start: number, end: number, reach: number, score: number): void => {
    if (!standsAlone(plain, start, end) || plain[end] === '%') return
    if (!isBirthCued(plain, start, end, reach) && !followsPerson(plain, start, end, neighbours)) return
    found.push({ type: 'DATE_OF_BIRTH', start, end, score })
  }
  for (const pattern of numbered ? datePatterns : [writtenDate]) {
    for (const match of matchesOf(pattern, plain)) {
      if (pattern === numericDate && !isCalendar(match[0])) continue
      if (pattern === isoDate && !isIso(match[0])) continue
      const end = match.index + match[0].length
      add(match.index, pattern === writtenDate ? endOfWordedYear(plain, end) : end, 72, 0.93)
    }
  }
  for (const match of matchesOf(bornIn, plain)) {
    const end = match.index + match[0].length
    found.push({ type: 'DATE_OF_BIRTH', start: end - 4, end, score: 0.85 })
  }
  if (!cued) return found
  const worded = readNumberWords(plain)
  for (const { start, end } of worded.dates) add(start, end, 40, 0.94)
  for (const match of matchesOf(dayMonth, plain)) add(match.index, match.index + match[0].length, 8, 0.85)
  for (const match of matchesOf(monthYear, plain)) add(match.index, match.index + match[0].length, 26, 0.9)
  for (const match of matchesOf(bareYear, plain)) {
    const before = plain.slice(Math.max(0, match.index - 26), match.index)
    if (
      !/\b(?:nee?s?|ne\(e\)|born|annee de naissance|naissance|natifs?|native)\b(?: ?:| en| in| vers| courant| debut| fin| :? ?en)? ?$/.test(
        before,
      ) &&
      !/\bannee de naissance[ :]+$/.test(before)
    )
      continue
    if ((/^'?\d{2}$/.test(match[0]) && !/ en ?$/.test(before)) || notBirth.test(before)) continue
    const end = match.index + match[0].length
    if (standsAlone(plain, match.index, end)) found.push({ type: 'DATE_OF_BIRTH', start: match.index, end, score: 0.9 })
  }
  return found
}

/** "3 juin mille neuf cent quatre-vingt" */
function endOfWordedYear(plain: string, end: number): number {
  if (!/^ (?:mil|deux mille)/.test(plain.slice(end, end + 12))) return end
  const year = readNumberWords(plain.slice(end, end + 60)).numbers[0]
  return year?.start === 1 && year.value > 1900 ? end + year.end : end
}

/** "Elle est de 1996": said of a person only. */
const bornIn =
  /\b(?:il|elle|je|qui|monsieur|madame|she|he) (?:est|suis|etait|is) (?:de|du|from) (?:19[3-9]\d|200\d|201[0-2])(?!\d)/g

function isBirthCued(plain: string, start: number, end: number, reach: number): boolean {
  const before = plain.slice(Math.max(0, start - reach), start)
  let last = -1
  for (const match of matchesOf(birthCue, before)) last = match.index + match[0].length
  if (last >= 0) {
    // "Né le ........ 06 06 2003"
    const between = before.slice(last).replace(/\.{3,}/g, '')
    if (
      /[.;!?]\s|\d{4}|\d[/.-]\d|\b(?:depuis|jusqu|session|formation|debute|commence|rdv|rendez|inscrite?|licenciee?|arrivee?|obtenu|diplome|entree|sortie|fin|contrat|stage|dispo|demarre|prochaine)\b/.test(
        between,
      )
    )
      return false
    return !notBirth.test(before)
  }
  return /^ ?[(:,-]? ?(?:(?:est|c'est|is) )?(?:sa |la |le |son |his |her |n° de )?(?:date de naissance|naissance|ddn|dob|anniversaire|date of birth|birthday)\b/.test(
    plain.slice(end, end + 40),
  )
}

/** "Paul Garnier (12/03/85)", "Diallo Aminata ; 12/03/1985", "passeport 12AB34567 / 12.03.1985", in a year of birth. */
function followsPerson(plain: string, start: number, end: number, neighbours: Places<Candidate>): boolean {
  const date = plain.slice(start, end)
  const year = /(?:19|20)\d{2}/.exec(date)?.[0]
  const short = /\d{2}$/.exec(date)?.[0] ?? ''
  if (year === undefined ? short === '' || (short > '11' && short < '40') : year < '1930' || year > '2012') return false
  const previous = neighbours.before(start)
  if (previous && start - previous.end <= 5 && /^ ?[(,;|/:\n\t-]? ?(?:le )?$/.test(plain.slice(previous.end, start)))
    return true
  const next = neighbours.after(end)
  if (next?.type !== 'NIR' || next.start - end > 12) return false
  return /^ ?[(,;|/\t-]? ?(?:nir|secu|n°|ss)?[ :]{0,3}$/.test(plain.slice(end, next.start))
}

/** One sign throughout, a month and a day: "1985 / 06.39" is the end of a date and a telephone. */
function isIso(text: string): boolean {
  const [, month, day] = text.match(/\d+/g)!
  const [first, second] = text.match(/[-/.]/g)!
  return first === second && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}

function isCalendar(text: string): boolean {
  const parts = text.replace(/\n/g, '').match(/\d+/g)!
  const joined = parts.join('')
  if (parts.length < 3 && joined.length !== 8) return false
  const day = Number(parts[0])
  const month = Number(parts[1])
  const year = parts.slice(2).join('')
  if (year.length === 4 && (year < '1920' || year > '2019')) return false
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? true : month >= 13 && month <= 31 && day >= 1 && day <= 12
}

const ageUnits =
  /(?:\b|(?<=\d))(?:ans?|balais|piges|berges|y(?:ea)?rs?[ -]old|yo|y\.o\.|y\/o|year-old|years of age|printemps)\b/g
const numberBefore = /(?:^|[^\d.,/€-]|[a-z]\/)(\d{1,2}(?:[.,]5)?) ?-?$/
const bracketBefore =
  /(?:\b(?:moins|plus|dessous|dessus|minimum|maximum|min|max|mini|maxi|partir|jusqu'a|jusqu'aux|jusqu'au|avant|apres|des|entre|depuis|pendant|sous|sur|il y a|y a|dans|en|durant|reste|tous les|quelque|quelques|environ de|les|under|over|least|than|from|between|since|for|within|ago|bracket|tranche|cumule|totalise|justifie|experience|anciennete|exerce|travaille|duree|titulaire|valable|prison|peine|cdd|contrat|bail|credit|remonte|date)(?: de| d'| des| les| of| at| a| aux?)? ?|\bde \d{1,2} (?:a|et) |\d ?(?:a|-|et|\/|ou|to|and) ?|[<>≥≤+] ?)$/
const yearsOfSomething =
  /^,? ?(?:\(?e\)? )?(?:d'? ?(?:experience|anciennete|activite|exercice|pratique|metier|service|carriere|etudes?|formation|inactivite|chomage|interim|cotisation|mandat|vie commune|absence|travail|usine|maison|boite|bureau)|de (?:\w{1,14} )?(?:metier|carriere|service|pratique|experience|formation|chomage|cdi|cdd|boite|maison|recul|bons|mission|conduite|permis|vie|presence|salariat|mariage|droits|prison|travail|menage|bureau|garde|restauration|caisse|btp|vente|poste|terrain|route|\w{1,12}ite)|dans|ds|chez|comme|en tant|en (?:cdi|cdd|poste|interim|usine|restauration|entreprise|france|tant|qualite|cuisine|caisse|logistique|maison|structure|creche|ehpad|menuiserie|boulangerie)|au sein|au (?:meme|poste|service|chomage|rsa|smic)|a (?:l'usine|la poste|la sncf|son poste|ce poste|la chaine|mon actif|son actif)|sans (?:emploi|travailler|activite)|et (?:plus|\+|moins)|ou (?:plus|moins|\+)|revolus?|minimum|maximum|mini\b|maxi\b|min\b|max\b|plus tard|apres|avant|auparavant|d'ecart|pour|of (?:experience|service|practice|age limit)|ago|in |as |with|working|experience|il y a|ans|\+|de loyaute|que |qu')/

function ages(message: Message, before: readonly Candidate[], neighbours: Places<Candidate>): Candidate[] {
  const { plain } = message
  const found: Candidate[] = agesBesideNames(plain, before)
  const numbered = message.digits().length > 0
  const rounded = /genaire|trentenaire|taine/.test(plain)
  const decade = /ties/.test(plain)
  if (!numbered && !rounded && !decade && !/\bans\b/.test(plain)) return found
  for (const match of matchesOf(ageUnits, plain)) {
    const unit = match.index
    const end =
      unit +
      match[0].length +
      (/^ et demie?\b/.exec(plain.slice(unit + match[0].length, unit + match[0].length + 10))?.[0].length ?? 0)
    const english = match[0][0] === 'y'
    const number = numberStart(plain, unit)
    if (!number) continue
    const before = plain.slice(Math.max(0, number.start - 42), number.start).replace(hedge, '')
    const after = plain.slice(end, end + 30)
    const neighbour = neighbours.before(number.start)
    const named = neighbour?.type === 'PERSON' && /^ ?[,;|/-]? ?$/.test(plain.slice(neighbour.end, number.start))
    if (isAge(before, after, number.value, english) || (named && !yearsOfSomething.test(after) && number.value > 13))
      found.push({ type: 'AGE', start: listStart(plain, number.start), end, score: 0.85 })
  }
  // Only a number of one or two digits, or a decade, tells an age without its unit.
  const short = message.digits().some(({ start, end }) => end - start < 3)
  for (const match of short ? matchesOf(labelledAge, plain) : []) {
    const end = match.index + match[0].length
    const digits = /\d{2}$/.exec(match[0])!
    if (
      !isWordUnit(plain.charCodeAt(end)) &&
      !/^ ?(?:(?:-|a|et|\/|ou) ?\d|%|€|h\b|mois)/.test(plain.slice(end, end + 5))
    )
      found.push({ type: 'AGE', start: match.index + digits.index, end, score: 0.8 })
  }
  for (const match of short ? matchesOf(englishAge, plain) : []) {
    const start = match.index + match[0].length - 2
    if (Number(match[1]) >= 14) found.push({ type: 'AGE', start, end: start + 2, score: 0.8 })
  }
  for (const match of short || decade ? matchesOf(tellingAge, plain) : []) {
    const said = match.slice(1).find((part) => part !== undefined)!
    const start = match.index + match[0].lastIndexOf(said)
    if (Number.isNaN(Number(said)) || Number(said) >= 16 || match[3] !== undefined)
      found.push({ type: 'AGE', start, end: start + said.length, score: 0.8 })
  }
  for (const match of rounded ? matchesOf(roundAge, plain) : []) {
    const start = match.index + match[0].length - match[1]!.length
    found.push({ type: 'AGE', start, end: match.index + match[0].length, score: 0.75 })
  }
  return found
}

const labelledAge =
  /\b(?:age[ds]?e?|aged|age)(?: ?\(e\))?(?: ?: ?| ?= ?| de | of | est | is | )(?:(?:environ|de|about|around) )?\d{2}/g
/** "Karim Benali, 45, maçon" */
function agesBesideNames(plain: string, neighbours: readonly Candidate[]): Candidate[] {
  return neighbours.flatMap(({ type, end }): Candidate[] => {
    const match =
      type === 'PERSON'
        ? /^(?: ?[,;|/-] ?(\d{2}) ?(?=[,;|]|\/(?!\d)|- |\.(?!\d)|\n|$)|[ ,(]{1,3}(\d{2}) ?a(?![a-z0-9]))/.exec(
            plain.slice(end, end + 9),
          )
        : null
    const years = match?.[1] ?? match?.[2]
    if (!match || !years || years < '16' || years > '75') return []
    return [{ type: 'AGE', start: end + match[0].indexOf(years), end: end + match[0].trimEnd().length, score: 0.75 }]
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
  const words = readNumberWords(plain.slice(from, unit)).numbers.at(-1)
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

function isAge(before: string, after: string, value: number, english: boolean): boolean {
  if (value < 1 || value > 99) return false
  const child = childCue.test(before)
  if (/\bnee? il y a ?$/.test(before)) return true
  if (
    /\b(?:agee?s?|age)(?: ?\(e\)|[.·]e)?(?: seulement)?(?: d'(?:environ|a peine)| de| d'| :| =| est| est de|: de| \(|,)? ?(?:plus de |environ |presque |a peine )?$/.test(
      before,
    )
  ) {
    return !/\b(?:limite|condition|minimum|maximum|minimal|maximal|legal|avoir|etre|public|publics|jeunes|personnes|salaries|candidats|demandeurs) (?:d')?(?:d'age|agee?s?)\b/.test(
      before,
    )
  }
  if (english) return !bracketBefore.test(before)
  if (
    value > 13 &&
    /\b(?:frole|approche|passe|depasse|atteint|franchi|cap|barre)(?: de)? (?:les|des|ses) $/.test(before)
  )
    return true
  if (bracketBefore.test(before) && !/\b(?:fete|aura|a) (?:bientot|ses|deja) ?$/.test(before)) {
    // "une femme de plus de 50 ans" still tells nothing exact
    if (!(child && /(?<!moins|plus) (?:et|de|,) ?$/.test(before)))
      return child && /\b(?:ses|leurs|deux|trois|un|une)\b.{0,30}\d ?(?:et|,|-) ?$/.test(before)
  }
  if (yearsOfSomething.test(after) && !soon.test(after)) return false
  if (child && value <= 30) return true
  if (value < 14) return false
  if (
    /\b(?:vient d'avoir|vient de feter ses|va avoir|va sur ses|va feter ses) ?$|(?<!\d ?)\b(?:j?[hf]|hom|fem|brsa|deld|boe|deboe)[ ,.:/|]{1,2}$/.test(
      before,
    )
  )
    return true
  if (jobseeker.test(before) || afterPhone.test(before)) return true
  if (allowedAt.test(before)) return false
  if (
    /\b(?:il faut|faut|avoir|doit avoir|si|reserve|ouvert|eligible|accessible|condition|requis|exige|limite)\b[^.]{0,14}$/.test(
      before,
    )
  )
    return false
  if (
    /(?:^|[^a-z])(?:a|ai|aura|avait|ayant|avec ses|fete|fetera|fetait|va avoir|vient d'avoir|ses|mes|tes|vos|leurs|du haut de ses|malgre ses|passer?|atteint|approche|has|il a|elle a|deja|j'ai|est age)(?: ?eu| que| deja| bientot| maintenant| juste| tout juste| environ| presque| a peine| pas encore| aujourd'hui| les| de| ses| quand meme)? ?$/.test(
      before,
    )
  ) {
    return (
      !/^ ?(?:de|d'|en|a|dans)\b/.test(after) ||
      /^ ?(?:en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|20)|de moins|a peine|dans (?:un|deux|\d))/.test(
        after,
      )
    )
  }
  if (/\ba ?$|\bpour\b[^.]{0,3}$/.test(before) && !/(?:meme|seulement) a ?$/.test(before))
    return (
      /\ba ?$/.test(before) &&
      /^ ?(?:,|\.|il|elle|on|c'est)/.test(after) &&
      /\b(?:meme|deja|seul\w*|encore|reprendre|reconversion|etudes|senior) ?a ?$/.test(before)
    )
  if (durationBefore.test(before) || /\b(?:emprunt|pret|credit|bail)\b[^.,;]{0,24}$/.test(before)) return false
  // A bare apposition: ", 52 ans,", "(52 ans)", "- 52 ans", at the head of the message.
  if (personNoun.test(before)) return true
  if (/(?:[,(;:–-]|^|\n|\b(?:et|donc|soit)\b|\.) ?$/.test(before))
    return (
      soon.test(after) ||
      !/^ ?(?:de|d'|dans|chez|comme|minimum|maximum|requis|exige|apres|avant|pour|entre)\b/.test(after)
    )
  return false
}
