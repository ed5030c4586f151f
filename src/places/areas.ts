import type { Commune } from './commune.ts'
import { distanceKm, type Point } from './distance.ts'

/**
 * A departement or a region, also the regions of before 2016, which people still say (their codes were never reused).
 * `departements` filter exactly; `radiusKm` around `centre` (where its people live) holds all its communes.
 */
export interface Area {
  kind: 'departement' | 'region'
  code: string
  name: string
  departements: string[]
  centre: Point
  radiusKm: number
}

/** Departements, then regions, of the communes given; one without communes is left out. */
export function areasOf(communes: readonly Commune[]): Area[] {
  const byDepartement = new Map<string, Commune[]>()
  for (const commune of communes) {
    const known = byDepartement.get(commune.departement)
    if (known) known.push(commune)
    else byDepartement.set(commune.departement, [commune])
  }
  const areaOf = (kind: Area['kind'], code: string, name: string, departements: string[]): Area[] => {
    const members = departements.flatMap((departement) => byDepartement.get(departement) ?? [])
    if (members.length === 0) return []
    const centre = populationCentre(members)
    const radiusKm = Math.ceil(Math.max(...members.map((member) => distanceKm(centre, member))))
    return [{ kind, code, name, departements, centre, radiusKm }]
  }
  const departements = Object.entries(DEPARTEMENTS).flatMap(([code, name]) => areaOf('departement', code, name, [code]))
  const regions = REGIONS.flatMap(([code, name, members]) => areaOf('region', code, name, members.split(' ')))
  return [...departements, ...regions]
}

/** Other names people give an area; keys are `kind code`. */
export const AREA_ALIASES: Readonly<Record<string, readonly string[]>> = {
  'region 11': ['IDF', 'Région parisienne'],
  'region 93': ['PACA', 'Région Sud'],
  'region 44': ['Grand-Est'],
  'region 84': ['Rhône-Alpes-Auvergne'],
  'region 24': ['Région Centre'],
  'region 31': ['Nord Pas de Calais'],
  'departement 91': ['neuf un'],
  'departement 92': ['neuf deux'],
  'departement 93': ['neuf trois'],
  'departement 94': ['neuf quatre'],
  'departement 95': ['neuf cinq'],
  'departement 974': ['Réunion', 'Île de la Réunion'],
  'departement 972': ['La Martinique'],
  'departement 971': ['La Guadeloupe'],
  'departement 973': ['La Guyane', 'Guyane française'],
  'departement 988': ['Calédonie'],
}

function populationCentre(members: readonly Commune[]): Point {
  let weight = 0
  let lat = 0
  let lon = 0
  for (const member of members) {
    const people = member.population + 1
    weight += people
    lat += member.lat * people
    lon += member.lon * people
  }
  return { lat: lat / weight, lon: lon / weight }
}

export const DEPARTEMENTS: Readonly<Record<string, string>> = {
  '01': 'Ain',
  '02': 'Aisne',
  '03': 'Allier',
  '04': 'Alpes-de-Haute-Provence',
  '05': 'Hautes-Alpes',
  '06': 'Alpes-Maritimes',
  '07': 'Ardèche',
  '08': 'Ardennes',
  '09': 'Ariège',
  '10': 'Aube',
  '11': 'Aude',
  '12': 'Aveyron',
  '13': 'Bouches-du-Rhône',
  '14': 'Calvados',
  '15': 'Cantal',
  '16': 'Charente',
  '17': 'Charente-Maritime',
  '18': 'Cher',
  '19': 'Corrèze',
  '21': "Côte-d'Or",
  '22': "Côtes-d'Armor",
  '23': 'Creuse',
  '24': 'Dordogne',
  '25': 'Doubs',
  '26': 'Drôme',
  '27': 'Eure',
  '28': 'Eure-et-Loir',
  '29': 'Finistère',
  '2A': 'Corse-du-Sud',
  '2B': 'Haute-Corse',
  '30': 'Gard',
  '31': 'Haute-Garonne',
  '32': 'Gers',
  '33': 'Gironde',
  '34': 'Hérault',
  '35': 'Ille-et-Vilaine',
  '36': 'Indre',
  '37': 'Indre-et-Loire',
  '38': 'Isère',
  '39': 'Jura',
  '40': 'Landes',
  '41': 'Loir-et-Cher',
  '42': 'Loire',
  '43': 'Haute-Loire',
  '44': 'Loire-Atlantique',
  '45': 'Loiret',
  '46': 'Lot',
  '47': 'Lot-et-Garonne',
  '48': 'Lozère',
  '49': 'Maine-et-Loire',
  '50': 'Manche',
  '51': 'Marne',
  '52': 'Haute-Marne',
  '53': 'Mayenne',
  '54': 'Meurthe-et-Moselle',
  '55': 'Meuse',
  '56': 'Morbihan',
  '57': 'Moselle',
  '58': 'Nièvre',
  '59': 'Nord',
  '60': 'Oise',
  '61': 'Orne',
  '62': 'Pas-de-Calais',
  '63': 'Puy-de-Dôme',
  '64': 'Pyrénées-Atlantiques',
  '65': 'Hautes-Pyrénées',
  '66': 'Pyrénées-Orientales',
  '67': 'Bas-Rhin',
  '68': 'Haut-Rhin',
  '69': 'Rhône',
  '70': 'Haute-Saône',
  '71': 'Saône-et-Loire',
  '72': 'Sarthe',
  '73': 'Savoie',
  '74': 'Haute-Savoie',
  '75': 'Paris',
  '76': 'Seine-Maritime',
  '77': 'Seine-et-Marne',
  '78': 'Yvelines',
  '79': 'Deux-Sèvres',
  '80': 'Somme',
  '81': 'Tarn',
  '82': 'Tarn-et-Garonne',
  '83': 'Var',
  '84': 'Vaucluse',
  '85': 'Vendée',
  '86': 'Vienne',
  '87': 'Haute-Vienne',
  '88': 'Vosges',
  '89': 'Yonne',
  '90': 'Territoire de Belfort',
  '91': 'Essonne',
  '92': 'Hauts-de-Seine',
  '93': 'Seine-Saint-Denis',
  '94': 'Val-de-Marne',
  '95': "Val-d'Oise",
  '971': 'Guadeloupe',
  '972': 'Martinique',
  '973': 'Guyane',
  '974': 'La Réunion',
  '976': 'Mayotte',
  '975': 'Saint-Pierre-et-Miquelon',
  '977': 'Saint-Barthélemy',
  '978': 'Saint-Martin',
  '987': 'Polynésie française',
  '988': 'Nouvelle-Calédonie',
  '986': 'Wallis-et-Futuna',
}

/** Code, name, departements. Overseas regions are left to their departement, which covers the same ground. */
const REGIONS: readonly (readonly [code: string, name: string, departements: string])[] = [
  ['11', 'Île-de-France', '75 77 78 91 92 93 94 95'],
  ['24', 'Centre-Val de Loire', '18 28 36 37 41 45'],
  ['27', 'Bourgogne-Franche-Comté', '21 25 39 58 70 71 89 90'],
  ['28', 'Normandie', '14 27 50 61 76'],
  ['32', 'Hauts-de-France', '02 59 60 62 80'],
  ['44', 'Grand Est', '08 10 51 52 54 55 57 67 68 88'],
  ['52', 'Pays de la Loire', '44 49 53 72 85'],
  ['53', 'Bretagne', '22 29 35 56'],
  ['75', 'Nouvelle-Aquitaine', '16 17 19 23 24 33 40 47 64 79 86 87'],
  ['76', 'Occitanie', '09 11 12 30 31 32 34 46 48 65 66 81 82'],
  ['84', 'Auvergne-Rhône-Alpes', '01 03 07 15 26 38 42 43 63 69 73 74'],
  ['93', "Provence-Alpes-Côte d'Azur", '04 05 06 13 83 84'],
  ['94', 'Corse', '2A 2B'],
  ['21', 'Champagne-Ardenne', '08 10 51 52'],
  ['22', 'Picardie', '02 60 80'],
  ['23', 'Haute-Normandie', '27 76'],
  ['25', 'Basse-Normandie', '14 50 61'],
  ['26', 'Bourgogne', '21 58 71 89'],
  ['31', 'Nord-Pas-de-Calais', '59 62'],
  ['41', 'Lorraine', '54 55 57 88'],
  ['42', 'Alsace', '67 68'],
  ['43', 'Franche-Comté', '25 39 70 90'],
  ['54', 'Poitou-Charentes', '16 17 79 86'],
  ['72', 'Aquitaine', '24 33 40 47 64'],
  ['73', 'Midi-Pyrénées', '09 12 31 32 46 65 81 82'],
  ['74', 'Limousin', '19 23 87'],
  ['82', 'Rhône-Alpes', '01 07 26 38 42 69 73 74'],
  ['83', 'Auvergne', '03 15 43 63'],
  ['91', 'Languedoc-Roussillon', '11 30 34 48 66'],
]
