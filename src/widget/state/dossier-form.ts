/** The fields of the form by name, as text: rows are numbered ("metier-0", "duree-0"). */
export type DossierForm = Readonly<Record<string, string>>

/** Languages whose level an offer may ask, as the contract names them. */
export const languages = [
  'français',
  'anglais',
  'allemand',
  'arabe',
  'chinois',
  'espagnol',
  'italien',
  'néerlandais',
  'polonais',
  'portugais',
  'roumain',
  'russe',
  'turc',
  'ukrainien',
] as const

/** The dossier that a form holds, in the keys of the contract; an empty field is not in it. */
export function dossierOf(form: FormData): Record<string, unknown> {
  const said = (name: string) => `${form.get(name) ?? ''}`.trim()
  const filled = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined))
  const listed = (name: string) => {
    const parts = said(name)
      .split(/[,;\n]/)
      .map((part) => part.trim())
    const some = parts.filter(Boolean)
    return some.length > 0 ? some : undefined
  }
  const rows = (one: string, other: string, names: [string, string]) => {
    const all = Array.from({ length: mostRows }, (_, at) => [said(`${one}-${at}`), said(`${other}-${at}`)] as const)
    const some = all
      .filter(([first]) => first)
      .map(([first, second]) => filled({ [names[0]]: first, [names[1]]: second }))
    return some.length > 0 ? some : undefined
  }
  const available = filled({
    des: said('des'),
    tempsPartiel: form.get('tempsPartiel') ? 'oui' : '',
    horaires: said('horaires'),
  })
  return filled({
    metierVise: said('metierVise'),
    experiences: rows('metier', 'duree', ['metier', 'duree']),
    niveauFormation: said('niveauFormation') ? Number(said('niveauFormation')) : undefined,
    competences: listed('competences'),
    langues: rows('langue', 'niveau', ['langue', 'niveau']),
    commune: said('commune'),
    mobiliteKm: said('mobiliteKm') ? Number(said('mobiliteKm')) : undefined,
    disponibilite: Object.keys(available).length > 0 ? available : undefined,
    modalite: said('modalite'),
    aisanceNumerique: said('aisanceNumerique'),
    contraintes: listed('contraintes'),
  })
}

const mostRows = 5

/** What of a dossier fits the form: how many of its keys were taken, and how many left. Anything may come in. */
export function formOf(dossier: Readonly<Record<string, unknown>>): { form: DossierForm; taken: number; left: number } {
  const form: Record<string, string> = {}
  const taken = Object.entries(dossier).filter(
    ([key, value]) => Object.hasOwn(takers, key) && takers[key]!(value, form),
  )
  return { form, taken: taken.length, left: Object.keys(dossier).length - taken.length }
}

type Taker = (value: unknown, form: Record<string, string>) => boolean

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? `${value}`.slice(0, 300) : undefined

const put =
  (field: string): Taker =>
  (value, form) => {
    const text = textOf(value)
    if (text) form[field] = text
    return Boolean(text)
  }

const list =
  (field: string): Taker =>
  (value, form) => {
    const texts = (Array.isArray(value) ? value : [value]).flatMap((one) => textOf(one) ?? [])
    if (texts.length > 0) form[field] = texts.join(', ').slice(0, 300)
    return texts.length > 0
  }

const rowsOf =
  (names: readonly [string, string], read: (name: string, text: string) => string): Taker =>
  (value, form) => {
    const all = (Array.isArray(value) ? value : [value]).slice(0, mostRows)
    let at = 0
    for (const one of all) {
      const parts = typeof one === 'object' && one !== null ? (one as Record<string, unknown>) : { [names[0]]: one }
      const first = textOf(parts[names[0]])
      if (!first) continue
      form[`${names[0]}-${at}`] = first
      const second = textOf(parts[names[1]])
      if (second) form[`${names[1]}-${at}`] = read(names[1], second)
      at += 1
    }
    return at > 0
  }

/** Years as the bands of the form; other words stay, and choose nothing. */
function band(name: string, text: string): string {
  if (name !== 'duree') return text.toUpperCase()
  const amount = Number(/\d+/.exec(text)?.[0] ?? Number.NaN)
  const years = /mois/i.test(text) ? amount / 12 : amount
  if (Number.isNaN(years)) return text
  return years < 1 ? '<1' : years < 3 ? '1-3' : years <= 10 ? '3-10' : '>10'
}

const takers: Record<string, Taker> = {
  metierVise: put('metierVise'),
  experiences: rowsOf(['metier', 'duree'], band),
  niveauFormation: (value, form) => {
    const level = typeof value === 'number' ? value : formerLevels[`${textOf(value) ?? ''}`.trim().toLowerCase()]
    if (level && level >= 1 && level <= 8) form.niveauFormation = `${level}`
    return Boolean(form.niveauFormation)
  },
  competences: list('competences'),
  langues: rowsOf(['langue', 'niveau'], band),
  commune: put('commune'),
  codePostal: (value, form) => (form.commune ? true : put('commune')(value, form)),
  mobiliteKm: put('mobiliteKm'),
  disponibilite: (value, form) => {
    const parts = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { des: value }
    const partTime = parts.tempsPartiel === true || parts.tempsPartiel === 'oui'
    if (partTime) form.tempsPartiel = 'oui'
    return [put('des')(parts.des, form), partTime, put('horaires')(parts.horaires, form)].some(Boolean)
  },
  modalite: put('modalite'),
  aisanceNumerique: put('aisanceNumerique'),
  contraintes: list('contraintes'),
}

const formerLevels: Record<string, number> = {
  cap: 3,
  bep: 3,
  bac: 4,
  baccalauréat: 4,
  bts: 5,
  dut: 5,
  licence: 6,
  but: 6,
  master: 7,
  doctorat: 8,
}
