import { fold } from '../../guardrails/language/fold.ts'
import type { Commune } from './commune.ts'

/** What came of an official file: communes with exact coordinates, and what could not be used. */
export interface LaPosteImport {
  communes: Commune[]
  /** Communes that took coordinates from the file. */
  located: number
  /** Lines whose code is of no known commune, today or before a merger. */
  unknown: number
  /** Lines without usable coordinates or code: 1 is the first line after the header. */
  malformed: { line: number; reason: string }[]
}

/**
 * Takes the coordinates of La Poste's "base officielle des codes postaux" (hexasmal), the separators, encoding and
 * column names of whichever edition; a code that a spreadsheet read as a number gets its leading zero back.
 * Postcodes of the file join those known. Throws a LaPosteError when the columns are not there.
 */
export function importLaPosteRecords(bytes: Uint8Array, communes: readonly Commune[]): LaPosteImport {
  const lines = decode(bytes).split(/\r\n|\n|\r/)
  const columns = columnsOf(lines[0] ?? '')
  const indexOf = indexByCode(communes)
  const found = new Map<number, { own: boolean; lat: number; lon: number; postcodes: Set<string> }>()
  const malformed: LaPosteImport['malformed'] = []
  let unknown = 0
  for (let line = 1; line < lines.length; line += 1) {
    const text = lines[line]!
    if (text.trim() === '') continue
    const record = read(cells(text, columns.separator), columns)
    if (typeof record === 'string') {
      malformed.push({ line, reason: record })
      continue
    }
    const index = indexOf.get(record.code)
    if (index === undefined) {
      unknown += 1
      continue
    }
    const own = communes[index]!.code === record.code
    const known = found.get(index)
    // The commune's own line wins over that of a place that merged into it.
    if (!known) found.set(index, { own, lat: record.lat, lon: record.lon, postcodes: new Set([record.postcode]) })
    else if (own && !known.own) Object.assign(known, { own, lat: record.lat, lon: record.lon })
    found.get(index)!.postcodes.add(record.postcode)
  }
  return {
    communes: communes.map((commune, index) => moved(commune, found.get(index))),
    located: found.size,
    unknown,
    malformed,
  }
}

export class LaPosteError extends Error {
  readonly code = 'laposte-columns-missing'
  override name = 'LaPosteError'
}

function moved(commune: Commune, place: { lat: number; lon: number; postcodes: Set<string> } | undefined): Commune {
  if (!place) return commune
  const postcodes = [...new Set([...commune.postcodes, ...place.postcodes])].filter((postcode) => postcode !== '')
  return { ...commune, lat: place.lat, lon: place.lon, exactness: 'exact', postcodes }
}

function indexByCode(communes: readonly Commune[]): Map<string, number> {
  const index = new Map<string, number>()
  communes.forEach((commune, at) => {
    for (const one of commune.former ?? []) if (!index.has(one.code)) index.set(one.code, at)
  })
  communes.forEach((commune, at) => {
    index.set(commune.code, at)
  })
  return index
}

interface Columns {
  separator: string
  code: number
  postcode: number
  position: number
  lat: number
  lon: number
}

function columnsOf(header: string): Columns {
  const separator = [';', '\t', ',', '|'].reduce((kept, one) =>
    header.split(one).length > header.split(kept).length ? one : kept,
  )
  const names = cells(header, separator).map((name) =>
    fold(name)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  )
  const column = (pattern: RegExp) => names.findIndex((name) => pattern.test(name))
  const columns = {
    separator,
    code: column(/insee|code commune|^code geo/),
    postcode: column(/code postal|postcode/),
    position: column(/gps|geopoint|geo point|coordonnees/),
    lat: column(/^lat/),
    lon: column(/^(lon|lng)/),
  }
  if (columns.code < 0 || (columns.position < 0 && (columns.lat < 0 || columns.lon < 0))) {
    throw new LaPosteError(
      'The file needs an INSEE code column and coordinates (coordonnees_gps, or latitude and longitude)',
    )
  }
  return columns
}

function read(row: string[], columns: Columns): { code: string; postcode: string; lat: number; lon: number } | string {
  const code = padded(row[columns.code] ?? '').toUpperCase()
  if (!/^\d[\dAB]\d{3}$/.test(code)) return 'no INSEE code'
  const [first = '', second = ''] =
    columns.position >= 0 ? (row[columns.position] ?? '').split(/[,;\s]+/) : [row[columns.lat], row[columns.lon]]
  const lat = degrees(first)
  const lon = degrees(second)
  if (lat === undefined || lon === undefined) return 'no coordinates'
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return 'coordinates off the globe'
  const postcode = padded(row[columns.postcode] ?? '')
  return { code, postcode: /^\d{5}$/.test(postcode) ? postcode : '', lat, lon }
}

function degrees(text: string): number | undefined {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || Number.isNaN(number) ? undefined : Math.round(number * 1e4) / 1e4
}

function padded(text: string): string {
  const code = text.trim().replace(/\.0$/, '')
  return code === '' ? '' : code.padStart(5, '0')
}

function cells(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator)
  const row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at)
    if (character === '"' && quoted && line.charAt(at + 1) === '"') {
      cell += '"'
      at += 1
    } else if (character === '"') quoted = !quoted
    else if (character === separator && !quoted) {
      row.push(cell)
      cell = ''
    } else cell += character
  }
  return [...row, cell]
}

/** UTF-8 with or without a mark, UTF-16 with one, or else Windows-1252; the columns read here are ASCII in all of them. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
